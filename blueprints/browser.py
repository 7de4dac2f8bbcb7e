"""Which browser this is: what a state is bound to."""

import hashlib

from flask import session
from flask.sessions import SessionMixin

from grantlab.runtime.entropy import Entropy

_BROWSER = "browser"
OCTETS = 16


def browser_digest(entropy: Entropy) -> str:
    """Return the digest of this browser's id, giving it one if it has none yet.

    The id is in the session cookie, signed; what is stored is its SHA-256.
    """
    return digest_in(session, entropy)


def digest_in(cookie: SessionMixin, entropy: Entropy) -> str:
    """Return the digest of the browser that a session cookie is of, as above."""
    if _BROWSER not in cookie:
        cookie[_BROWSER] = entropy.octets(OCTETS).hex()
        cookie.permanent = True
    return hashlib.sha256(cookie[_BROWSER].encode()).hexdigest()
