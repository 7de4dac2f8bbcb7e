"""The value that binds an authorization response to the browser that asked."""

from grantlab.protocol.encoding import base64url
from grantlab.protocol.secret import Secret

STATE_OCTETS = 32


def make_state(octets: bytes) -> Secret:
    """Return a state of 32 random octets, 43 characters: more than the FAQ's thirty.

    Spec: RFC 6749 §10.10 and §10.12. Source: L204.
    """
    return Secret(base64url(octets))
