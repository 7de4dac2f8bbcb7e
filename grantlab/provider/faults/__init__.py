"""What the provider does wrong on purpose."""
