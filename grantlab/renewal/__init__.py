"""The job that refreshes what is about to end: what is due, a pass over it, and its repetition."""
