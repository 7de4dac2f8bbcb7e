"""Reading: what is true, what goes wrong, where the documents disagree, and the words."""
