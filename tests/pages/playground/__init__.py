"""The quick form."""
