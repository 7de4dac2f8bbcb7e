"""What follows from the evidence without judging it, by subject."""
