"""The renewal: what is due, how fast it goes, how it is scheduled and stopped."""
