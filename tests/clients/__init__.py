"""Other people’s clients against the provider, over a loopback socket."""
