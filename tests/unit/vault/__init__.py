"""Tests of the room ``grantlab.vault``."""
