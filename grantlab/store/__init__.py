"""Tables, and one repository each; the only room that keeps anything."""
