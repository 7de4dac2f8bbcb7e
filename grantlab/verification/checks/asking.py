"""Chapter 2: the user's consent."""
