"""Chapter 8: the causes that the FAQ names."""
