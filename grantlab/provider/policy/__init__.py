"""What the provider does where published descriptions differ."""
