"""The tests of Grantlab."""
