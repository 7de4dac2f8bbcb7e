"""Chapter 7: keeping."""
