"""Tests of the room ``grantlab.store``."""
