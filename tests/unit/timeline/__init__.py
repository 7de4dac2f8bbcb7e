"""What `grantlab/timeline` promises."""
