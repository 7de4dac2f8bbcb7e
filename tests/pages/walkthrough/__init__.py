"""The walk as a person reads it."""
