"""How often the diagnosis is right over cases whose cause is known."""
