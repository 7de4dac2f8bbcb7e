"""Companies that have consented."""
