"""A recorded request as something to copy: curl and code; pure."""
