"""Named incidents: a file sets the stage, plays it, asks for the cause, and reveals it."""
