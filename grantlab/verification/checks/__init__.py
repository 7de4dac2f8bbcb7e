"""The checks, by the chapters of the lifecycle."""
