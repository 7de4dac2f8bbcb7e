"""Connections: the list, one of them, and the commands."""
