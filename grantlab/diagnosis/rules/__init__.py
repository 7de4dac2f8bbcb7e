"""One function per cause, grouped by what went wrong."""
