"""The life of codes and tokens at the provider, over its endpoints."""
