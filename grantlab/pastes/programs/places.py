"""Where a consent was given, and where its token is refreshed: two places of one service."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_CONSENTED_AT = re.compile(
    r"\b(?:authori[sz]ed|consented|connected|logged in|signed in|issued|obtained|minted|created|granted|came|comes)\b[^\n]{0,40}?"
    r"\b(?:at|on|via|from|against|with|by|through|in) (?:https?://)?(?P<host>[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4})"
)
_ASKED_AT = re.compile(
    r"\b(?:post|refresh\w{0,4}|token[_ ](?:url|endpoint|uri)|for url)\b[^\n]{0,60}?https?://(?P<host>[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,4})"
)
_TRIAL = re.compile(
    r"(?:^|[.-])(?:test|sandbox|\w{0,20}sandbox|dev|demo|staging|stage|uat|qa|preview|d)(?=[.-])"
)
_ONE_PLACE = frozenset({"intuit"})
"""Services whose test and real companies consent and refresh at the same address."""

_MOST = 20


def _read_places(lower: str) -> Iterator[Found]:
    """Yield a refresh at another place of the service than the consent is told of.

    The test service and the real one, or two of its regions, do not know each other's tokens.
    """
    consents = islice(_CONSENTED_AT.finditer(lower), _MOST)
    asked = list(islice(_ASKED_AT.finditer(lower), _MOST))
    for consent in consents:
        for request in asked:
            is_apart = not consent.start() <= request.start("host") < consent.end()
            if is_apart and _are_two_places(consent["host"], request["host"]):
                yield Sign.ENVIRONMENT_SWITCHED, *consent.span()
                return


def _are_two_places(one: str, other: str) -> bool:
    """Whether two hosts of a service are its test and its real one, or in two regions."""
    mine, others = _service_of(one), _service_of(other)
    if mine[0] in _ONE_PLACE:
        return False
    if mine[0] == others[0] and mine[1] != others[1]:
        return True
    is_same = mine == others
    return is_same and bool(_TRIAL.search(one)) != bool(_TRIAL.search(other))


def _service_of(host: str) -> tuple[str, str]:
    """Return the name of the service, and what comes after it."""
    labels = host.split(".")
    _, *rest = labels
    last = 2 if rest[-2:-1] in (["com"], ["co"]) else 1
    return labels[-last - 1], ".".join(labels[-last:])


PLACES = (
    Structure(
        needed(
            "authoriz|authoris|consented|connected|logged in|signed in|issued|obtained|minted|created|granted|came|comes",
            "://",
            "refresh",
        ),
        _read_places,
    ),
)
