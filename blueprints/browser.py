"""Which browser this is: what a state is bound to."""

import hashlib

from flask import session

from grantlab.runtime.entropy import Entropy

_BROWSER = "browser"
OCTETS = 16


def browser_digest(entropy: Entropy) -> str:
    """Return the digest of this browser's id, giving it one if it has none yet.

    The id is in the session cookie, signed; what is stored is its SHA-256.
    """
    if _BROWSER not in session:
        session[_BROWSER] = entropy.octets(OCTETS).hex()
        session.permanent = True
    return hashlib.sha256(session[_BROWSER].encode()).hexdigest()
