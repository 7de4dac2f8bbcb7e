"""Tests of the room ``grantlab.protocol``."""
