"""The room of the drills."""
