"""Measurements: how fast it starts, how fast a page is made, how much one weighs."""
