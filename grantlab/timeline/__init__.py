"""Where bars, tails and marks stand on a time axis; pure."""
