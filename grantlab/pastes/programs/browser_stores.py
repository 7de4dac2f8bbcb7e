"""A token that a page keeps in the browser and takes again, although its time is over.

Where the browser has nothing kept, the same page works.
"""

import re
from collections.abc import Iterator

from grantlab.pastes.assertions import is_told
from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_TAKEN = re.compile(
    r"(?:localstorage|sessionstorage)(?:\.getitem\(|\[|\.)[\"'`]?[\w.-]{0,40}(?:token|session|auth|conn|qbo?|cred)"
    r"|(?:asyncstorage|localforage|idb|store)\.get\w{0,6}\([\"'`][\w.:-]{0,40}(?:token|session|auth|conn|qbo?|cred)"
)
_GAP = r"(?:(?!\b(?:not|never|no)\b|n['\u2019]t)[^\n.])"
_HELPS = re.compile(
    rf"(?:private|incognito|inprivate)(?: (?:window|tab|mode|browsing))?\b{_GAP}{{0,60}}\b(?:works?|worked|fine|ok|opens|helps?)\b"
    rf"|(?:works?|worked|fine|ok)\b{_GAP}{{0,30}}\b(?:in (?:an? )?(?:private|incognito|inprivate)|(?:an?other|different|fresh) browser)"
    rf"|clear(?:ing|ed)? (?:the )?(?:local ?storage|session ?storage|site data|browser (?:data|storage)|storage|indexeddb)\b{_GAP}{{0,40}}\b(?:works?|worked|fine|ok|helps?|helped|fix\w{{0,3}}|solve[sd]?|cures?)\b"
    rf"|(?:an?other|different|fresh) browser\b{_GAP}{{0,40}}\b(?:works?|worked|fine|ok)\b"
)


def _read_browsers(lower: str) -> Iterator[Found]:
    """Yield what a page takes from the browser, if somebody tells that it works without."""
    taken = _TAKEN.search(lower)
    helps = _HELPS.search(lower) if taken else None
    if taken and helps and is_told(lower, *helps.span()):
        yield Sign.KEPT_IN_BROWSER, *taken.span()


BROWSER_STORES = (
    Structure(
        needed(
            "localstorage|sessionstorage|asyncstorage|localforage|idb.|store.get",
            "private|incognito|clear|browser",
            "401|unauthor|expired",
        ),
        _read_browsers,
    ),
)
