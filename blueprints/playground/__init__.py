"""Sending requests by hand."""
