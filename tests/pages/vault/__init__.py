"""``flask vault`` as a terminal sees it."""
