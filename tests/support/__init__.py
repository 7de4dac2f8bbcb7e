"""Clocks, builders and small stand-ins for tests."""
