"""Tests of the room ``grantlab.wire``."""
