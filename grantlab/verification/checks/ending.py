"""Chapter 6: the end."""
