"""The vault's keys from a terminal: made, changed and checked."""
