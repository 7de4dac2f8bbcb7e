"""Two environments, two key pairs, two companies in one paste: each side by its name."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from grantlab.pastes.understood import Named, Understood, texts
from grantlab.protocol.environment import (
    INTUIT_PRODUCTION,
    INTUIT_SANDBOX,
    Endpoints,
)


def _own_hosts(endpoints: Endpoints) -> frozenset[str]:
    """Return the hosts that one environment does not share with the other."""
    return frozenset(
        urlsplit(url).hostname or "" for url in (endpoints.api, endpoints.userinfo)
    )


SANDBOX_HOSTS = _own_hosts(INTUIT_SANDBOX)
PRODUCTION_HOSTS = _own_hosts(INTUIT_PRODUCTION)

_OTHER_HOST = (
    "The first host is the sandbox’s, the second serves real companies. Keys, tokens and"
    " companies of one are unknown on the other."
)
_OTHER_CLIENT = (
    "A token belongs to the client id that asked for it. If one of these asked and the other"
    " refreshes, every refresh is refused."
)
_OTHER_COMPANY = (
    "A token belongs to one company. If it was given for one of these, the other does not"
    " open with it."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoSides:
    """One thing of which there are two where there should be one."""

    what: str
    left: Named
    right: Named
    says: str
    """What it means if both belong to one connection."""


def find_two_sides(understood: Understood) -> tuple[TwoSides, ...]:
    """Return what there is twice."""
    return tuple(_find(understood))


def _find(understood: Understood) -> Iterator[TwoSides]:
    sandbox = _first(understood.hosts, SANDBOX_HOSTS)
    production = _first(understood.hosts, PRODUCTION_HOSTS)
    if sandbox and production:
        yield TwoSides(
            what="Environment",
            left=sandbox,
            right=production,
            says=_OTHER_HOST,
        )
    for what, named, says in (
        ("Client id", understood.client_ids, _OTHER_CLIENT),
        ("Company id", understood.realm_ids, _OTHER_COMPANY),
    ):
        two = _two(named)
        if two is not None:
            yield TwoSides(what=what, left=two[0], right=two[1], says=says)


def _first(hosts: tuple[Named, ...], wanted: frozenset[str]) -> Named | None:
    return next((host for host in hosts if host.text.lower() in wanted), None)


def _two(named: tuple[Named, ...]) -> tuple[Named, Named] | None:
    different = texts(named)
    if len(different) < 2:  # noqa: PLR2004 -- two sides
        return None
    first, second = different[:2]
    return (
        next(one for one in named if one.text == first),
        next(one for one in named if one.text == second),
    )
