"""What is told of runs: the report, and its forms that are text."""
