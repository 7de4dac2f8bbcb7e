"""What a person sees at the provider, and what a command prints."""
