"""The statements of the lifecycle, run and reported: one check each."""
