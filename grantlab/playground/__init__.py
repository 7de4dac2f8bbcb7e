"""A request that a person builds by hand: its parts, its variables, its secrets; pure."""
