"""Whole stories, told by the clock."""
