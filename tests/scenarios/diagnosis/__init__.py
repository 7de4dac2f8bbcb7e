"""Incidents that are made up at random, played, and diagnosed from the client's side."""

from tests.scenarios.diagnosis import calls, consents, oddities, refreshes

ROOMS = (consents, refreshes, calls, oddities)
"""The modules that make kinds of incident known; importing them is enough."""
