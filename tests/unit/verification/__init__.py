"""Verification: what is written of a run, read again, and compared."""
