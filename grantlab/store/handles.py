"""Handles: what stands in addresses in the place of a row's number."""

import re
from typing import Final

from grantlab.runtime.entropy import Entropy

_OCTETS: Final = 8
_HANDLE: Final = re.compile(r"[0-9a-f]{16}")


def make_handle(entropy: Entropy) -> str:
    """Return a new one, which nobody guesses."""
    return entropy.octets(_OCTETS).hex()


def is_handle(text: str) -> bool:
    """Whether a text can be one: PostgreSQL is not asked for a text with a NUL in it."""
    return _HANDLE.fullmatch(text) is not None
