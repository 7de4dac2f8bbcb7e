"""Sealing secrets at rest, opening them, and keeping the keys."""
