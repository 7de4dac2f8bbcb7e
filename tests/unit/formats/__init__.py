"""What `grantlab/formats` promises."""
