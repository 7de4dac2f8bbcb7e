"""What became of a refused token."""
