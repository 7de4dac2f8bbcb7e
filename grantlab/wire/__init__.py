"""Everything that leaves or enters over HTTP: transports, recording, redaction, endpoints."""
