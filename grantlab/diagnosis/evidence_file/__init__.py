"""Evidence that travels: written as JSON on one machine, opened on another."""
