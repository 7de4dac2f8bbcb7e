"""Incidents that are made up at random, played, and diagnosed from the client's side."""
