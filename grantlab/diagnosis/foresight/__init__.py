"""What a refresh would come to now, told from facts, with nothing sent."""
