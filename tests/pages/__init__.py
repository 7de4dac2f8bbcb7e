"""HTTP and command line in, HTML and text out."""
