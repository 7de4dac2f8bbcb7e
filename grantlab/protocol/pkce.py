"""Proof Key for Code Exchange: only who asked can exchange."""

import hashlib

from grantlab.protocol.encoding import base64url
from grantlab.protocol.secret import Secret

VERIFIER_OCTETS = 32


def make_code_verifier(octets: bytes) -> Secret:
    """Return a verifier of 32 random octets, 43 characters.

    Spec: RFC 7636 §4.1.
    """
    return Secret(base64url(octets))


def code_challenge(verifier: Secret) -> str:
    """Return the S256 challenge of a verifier; it may be shown.

    Spec: RFC 7636 §4.2.
    """
    return base64url(hashlib.sha256(verifier.reveal().encode()).digest())
