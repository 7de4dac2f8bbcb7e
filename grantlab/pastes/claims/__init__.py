"""What a sentence says of a redirect URI, a scope, a state, a code, a client or a verifier.

Services and people put the same few meanings into many words. So a sentence is read as a
subject and what is said of it, in either order; whole phrases are in ``sayings``.
"""
