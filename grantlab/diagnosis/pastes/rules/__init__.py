"""One function for each cause that a paste can show."""
