"""Chapter 4: the access token."""
