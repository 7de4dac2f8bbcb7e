"""Values that are one value, but for how it is spelled or where it was cut."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

_NO_LETTER = re.compile(r"[\W_]+")
_SHORTEST = 16
"""A shorter piece could stand in another value by chance."""

_MOST = 20


class Resemblance:
    """The values of one text, by the letters and digits that every spelling of one has.

    They are forgotten with this object.
    """

    def __init__(self) -> None:
        self._found: dict[str, str | None] = {}
        self._by_letters: dict[str, str] = {}

    def note(self, value: str, fingerprint: str) -> str | None:
        """Return the fingerprint of an earlier value of which this one is a changed one.

        Changed is its case, its quotes, its encoding, or what it begins or ends with.
        """
        if fingerprint in self._found:
            return self._found[fingerprint]
        letters = _NO_LETTER.sub("", unquote(unquote(value))).lower()
        found = self._by_letters.get(letters) or next(self._overlapping(letters), None)
        self._found[fingerprint] = found
        if found is None and len(self._by_letters) < _MOST:
            self._by_letters[letters] = fingerprint
        return found

    def _overlapping(self, letters: str) -> Iterator[str]:
        """Yield the values that a piece was cut from, or that have more than this one."""
        for other, fingerprint in self._by_letters.items():
            short, long = sorted((letters, other), key=len)
            if len(short) >= _SHORTEST and short in long:
                yield fingerprint
