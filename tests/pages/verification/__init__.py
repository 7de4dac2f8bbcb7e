"""The verification, as its page shows it and its command tells it."""
