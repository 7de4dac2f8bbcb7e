"""What was understood of a paste, as the page shows it before any verdict."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from blueprints.diagnosis.case_words import answer_words, request_words
from blueprints.diagnosis.occurrences import (
    OccurrenceLine,
    PasteTimeline,
    build_timeline,
    find_occurrences,
)
from blueprints.diagnosis.paste_tags import tag_of
from blueprints.tags import Tag, Tags
from grantlab.diagnosis.pastes.two_clocks import TwoClocks, find_two_clocks
from grantlab.diagnosis.pastes.two_sides import (
    PRODUCTION_HOSTS,
    SANDBOX_HOSTS,
    TwoSides,
    find_two_sides,
)
from grantlab.pastes.marks import FIELD_NAMES
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import (
    Field,
    Look,
    RedirectUri,
    Unanswered,
    Understood,
    Value,
    texts,
)
from grantlab.protocol.spelling import Comparison, compare_spelling

MOST_OF_A_KIND = 4
MOST_VALUES = 12

_LOOKS = {
    Look.OPAQUE: "of no known shape",
    Look.WORD: "a word, and no token",
    Look.PLACEHOLDER: "a placeholder, and no token",
    Look.EMPTY: "empty",
    Look.MASKED: "hidden by whoever pasted it",
}


@dataclass(frozen=True, slots=True)
class FactLine:
    """One kind of thing that stood in the paste, and what it was."""

    name: str
    values: tuple[str, ...]
    more: int
    """How many are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """One value, however often it stood there."""

    tag: Tag | None
    value: Value
    what: str
    look: str
    """Empty for one of the shape that its name promises."""

    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoUris:
    """Two redirect URIs that should be one."""

    left: RedirectUri
    right: RedirectUri
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """All that is shown before the verdict."""

    request: str
    answer: str
    unanswered: Unanswered | None
    facts: tuple[FactLine, ...]
    values: tuple[ValueLine, ...]
    more_values: int
    told_when: tuple[OccurrenceLine, ...]
    """Every moment that it tells, in order."""

    timeline: PasteTimeline | None
    """``None`` for fewer than two moments."""

    two_uris: TwoUris | None
    two_sides: tuple[TwoSides, ...]
    two_clocks: TwoClocks | None
    asks_zone: bool
    """Whether moments stand in it without a zone."""


def view_understanding(
    understood: Understood, tags: Tags, *, now: datetime
) -> Understanding:
    """Return what the page shows of what was understood."""
    values = tuple(_value_lines(understood, tags))
    told_when = find_occurrences(understood, tags, now=now)
    return Understanding(
        request=request_words(understood),
        answer=answer_words(understood),
        unanswered=understood.unanswered,
        facts=tuple(_facts(understood)),
        values=values[:MOST_VALUES],
        more_values=max(0, len(values) - MOST_VALUES),
        told_when=told_when,
        timeline=build_timeline(told_when, tags),
        two_uris=_two_uris(understood),
        two_sides=find_two_sides(understood),
        two_clocks=find_two_clocks(understood),
        asks_zone=any(
            moment.at is not None and not moment.has_zone
            for moment in understood.moments
        ),
    )


def _facts(understood: Understood) -> Iterator[FactLine]:
    uris = tuple(f"{one.uri} ({one.where})" for one in understood.redirect_uris)
    for name, found in (
        ("Library", texts(understood.libraries)),
        ("Host", texts(understood.hosts)),
        ("Environment", tuple(_environments(understood))),
        ("Status", texts(understood.statuses)),
        ("Fault code", texts(understood.fault_codes)),
        ("intuit_tid", texts(understood.intuit_tids)),
        ("Client id", texts(understood.client_ids)),
        ("Company id", texts(understood.realm_ids)),
        ("Redirect URI", tuple(dict.fromkeys(uris))),
    ):
        if found:
            more = max(0, len(found) - MOST_OF_A_KIND)
            yield FactLine(name, found[:MOST_OF_A_KIND], more)


def _environments(understood: Understood) -> Iterator[str]:
    hosts = {host.lower() for host in texts(understood.hosts)}
    if hosts.intersection(SANDBOX_HOSTS):
        yield "Sandbox, by its host"
    elif understood.sees(Sign.SANDBOX):
        yield "Sandbox, by the words"
    if hosts.intersection(PRODUCTION_HOSTS):
        yield "Production, by its host"
    elif understood.sees(Sign.PRODUCTION):
        yield "Production, by the words"


def _value_lines(understood: Understood, tags: Tags) -> Iterator[ValueLine]:
    groups: dict[tuple[int, Field], list[Value]] = {}
    for value in understood.values:
        if value.look is not Look.EXPRESSION:
            groups.setdefault((value.number, value.field), []).append(value)
    for (_, field), group in groups.items():
        first = group[0]
        yield ValueLine(
            tag=tag_of(first, tags),
            value=first,
            what=FIELD_NAMES[field],
            look=_look(first),
            times=len(group),
        )


def _look(value: Value) -> str:
    if value.shape is not None and value.shape is not value.field:
        return f"looks like: {FIELD_NAMES[value.shape]}"
    return _LOOKS.get(value.look, "")


def _two_uris(understood: Understood) -> TwoUris | None:
    """Return the two that are most alike and differ: those that should have been one."""
    uris = understood.two_spellings or understood.redirect_uris[:MOST_OF_A_KIND]
    pairs = [
        TwoUris(left=left, right=right, comparison=comparison)
        for left, right in combinations([one for one in uris if "://" in one.uri], 2)
        if (comparison := compare_spelling(left.uri, right.uri)) is not None
    ]
    return min(pairs, key=lambda pair: pair.comparison.count, default=None)
