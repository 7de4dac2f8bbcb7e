"""Words that several kinds of telling are made of."""

SENTENCE = r"[^.\n]"
GAP = r"(?:(?!\b(?:not|never|no)\b|n['\u2019]t)[^.\n])"
"""Anything of the sentence but a denial."""

NOT = r"(?:not|never|\w{2,6}n['\u2019]t)"
REFRESH_TOKEN = r"refresh[ _-]?tokens?"  # noqa: S105 -- a pattern
