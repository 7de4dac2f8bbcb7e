"""Octets as text that is safe in a URL."""

import base64


def base64url(octets: bytes) -> str:
    """Return the octets in base64url without padding.

    Spec: RFC 7636 Appendix A; RFC 4648 §5.
    """
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
