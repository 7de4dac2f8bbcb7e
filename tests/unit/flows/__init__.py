"""Tests of the room ``grantlab.flows``."""
