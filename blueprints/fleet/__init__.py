"""The renewal by workers on several machines: commands alone, and no page."""
