"""Time and chance: the two things a pure function cannot have."""
