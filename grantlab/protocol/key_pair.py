"""A client id and its secret."""

import re
from dataclasses import dataclass

from grantlab.protocol.secret import Secret

LONGEST_HALF = 128
_HALF = re.compile(rf"[!#-&(-~]{{1,{LONGEST_HALF}}}")


@dataclass(frozen=True, slots=True)
class KeyPair:
    """What the client proves itself with; each pair belongs to one environment (L102)."""

    client_id: str
    client_secret: Secret


def is_key_half(text: str) -> bool:
    """Whether a text can be a client id or a secret: no blank and no quotation mark.

    The specification allows both; Intuit's have neither, and where one is found a line of
    a file or of a shell was copied with what stood around the value.

    Spec: RFC 6749 appendix A.1 and A.2.
    """
    return _HALF.fullmatch(text) is not None
