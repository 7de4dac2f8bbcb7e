"""Mistakes on purpose, in the provider and in our own client, for the checks to find."""
