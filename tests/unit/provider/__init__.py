"""The judgements and the shapes of the provider."""
