"""The whole thing, as a person with a browser meets it."""
