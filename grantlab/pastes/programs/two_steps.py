"""What a program says in the request for consent, and says otherwise in the exchange."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.steps import Step, step_at
from grantlab.pastes.programs.structure import Found, Structure, sentence
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_URI = re.compile(
    r"redirect_?ur[il][\"'\]]{0,2} ?(?:=>|:=|=|:|,) ?(?P<it>[^\s,)}&;]{3,120})"
)
_CLIENT_ID = re.compile(
    r"client_?id[\"'\]]{0,2} ?(?:=>|:=|=|:|,)\s{0,12}(?P<it>[^;,\n]{3,200})"
)
_NAME = re.compile(r"[a-z][a-z0-9_]{2,60}")
_CLIENT_NAME = re.compile(r"\b\w{0,40}client_?(?:id|key)\w{0,20}")
_OF_ENVIRONMENT = re.compile(r"sandbox|dev|test|prod|live")
_SAYS_LITTLE = frozenset(
    {"redirecturi", "redirecturl", "redirect", "callbackurl", "callbackuri", "callback"}
    | {"uri", "url", "returnurl", "null", "none", "undefined", "string"}
)
"""Names that any variable may have that holds the one or the other."""

_OTHER_SERVICE = re.compile(
    r"google|microsoft|azure|github|xero|hubspot|stripe|slack|facebook|salesforce"
)
_MOST = 30
_TWO = 2


def _read_redirect_uris(lower: str) -> Iterator[Found]:
    """Yield where the exchange takes its redirect URI from elsewhere than the consent."""
    found = list(islice(_URI.finditer(lower), _MOST))
    if any(_OTHER_SERVICE.search(match["it"]) for match in found):
        return
    named = [(source, one) for one in found if (source := _source_of(one["it"]))]
    if len({source for source, _ in named}) < _TWO:
        return
    asked: set[str] = set()
    posted: list[tuple[str, re.Match[str]]] = []
    for source, match in named:
        step = step_at(lower, *match.span())
        if step is Step.CONSENT:
            asked.add(source)
        elif step is Step.EXCHANGE:
            posted.append((source, match))
    for source, match in posted:
        if asked and source not in asked:
            yield Sign.REDIRECT_EXPRESSIONS_DIFFER, *match.span()
            return


def _source_of(expression: str) -> str:
    """Return the last name of an expression that is no address; empty when it says little."""
    if "://" in expression:
        return ""
    names = _NAME.findall(expression)
    last = names[-1].replace("_", "") if names else ""
    return "" if last in _SAYS_LITTLE else last


def _read_client_ids(lower: str) -> Iterator[Found]:
    """Yield where the exchange may take the client id of an environment that the consent does not."""
    named = [
        (_kinds_in(names), match)
        for match in islice(_CLIENT_ID.finditer(lower), _MOST)
        if (names := _CLIENT_NAME.findall(match["it"]))
    ]
    if len({kinds for kinds, _ in named}) < _TWO:
        return
    asked: set[str] = set()
    posted: list[tuple[frozenset[str], re.Match[str]]] = []
    for kinds, match in named:
        step = step_at(lower, *match.span())
        if step is Step.CONSENT:
            asked |= kinds
        elif step is Step.EXCHANGE:
            posted.append((kinds, match))
    for kinds, match in posted:
        if asked and kinds != asked:
            yield Sign.KEYS_OF_TWO_ENVIRONMENTS, *match.span()
            return


def _kinds_in(names: list[str]) -> frozenset[str]:
    """Return the environments that names tell of; without any, that they tell of none."""
    kinds = (kind for name in names for kind in _OF_ENVIRONMENT.findall(name))
    return frozenset(kinds) or frozenset({""})


TWO_STEPS = (
    sentence(
        Sign.REDIRECT_WITH_QUERY,
        ("redirect|callback url|callback uri", "?|query"),
        r"\b(?:append|add|put|pass|attach|send|inclu\w{1,2})\w{0,4}\b[^.\n]{0,40}(?:\?[a-z_]{1,20}=|\bquery string\b)[^.\n]{0,30}\b(?:redirect|callback)[ _-]?ur[il]\b"
        r"|\b(?:redirect|callback)[ _-]?ur[il]\b[^.\n?]{0,50}\b(?:(?:has|had|with|carries|contains?|ends? in|inclu\w{2,5}|plus)\b(?:(?!\bnot?\b)[^.\n?]){0,20}(?:\?[a-z_]{1,20}=|\bquery string\b)|must not (?:have|contain|include) (?:an? )?query)",
        may_deny=True,
    ),
    Structure(
        needed(
            "redirect_ur|redirectur",
            "authori|response_type|consent",
            "token|exchange|grant_type",
        ),
        _read_redirect_uris,
    ),
    Structure(
        needed(
            "client_id|clientid",
            "sandbox|dev|test|prod|live",
            "authori|response_type|consent",
            "token|exchange|grant_type",
        ),
        _read_client_ids,
    ),
)
