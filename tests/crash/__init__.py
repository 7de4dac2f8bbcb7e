"""Kills, stampedes, power cuts and full disks: what has to be left of the tokens."""
