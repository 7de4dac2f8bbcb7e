"""How other people's clients are pointed at the provider: the exact lines; pure.

The page and the tests have the same lines: a client that cannot be pointed so fails.
"""
