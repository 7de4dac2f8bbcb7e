"""The lifecycle verified: runs of all checks, and mistakes that they must find."""
