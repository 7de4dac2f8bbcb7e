"""Chapter 5: refreshing."""
