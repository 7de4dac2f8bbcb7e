"""One verb per module: what the client can do."""
