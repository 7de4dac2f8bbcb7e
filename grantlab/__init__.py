"""Everything of Grantlab that is not Flask."""
