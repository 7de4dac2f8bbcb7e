"""What `grantlab/playground` promises."""
