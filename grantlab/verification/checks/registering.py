"""Chapter 1: the registered app."""
