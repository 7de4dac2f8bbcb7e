"""What excerpts of programs, their settings and their logs show by their shape."""
