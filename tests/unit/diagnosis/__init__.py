"""The tests of the diagnosis."""
