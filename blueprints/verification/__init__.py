"""The lifecycle verified: worlds for the checks, and what is seen of a run."""
