"""The bench, as it is seen and used."""
