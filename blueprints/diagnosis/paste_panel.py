"""The redacted paste, ready to be drawn: tags for values, marks for what findings point at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from blueprints.diagnosis.paste_tags import tag_of
from blueprints.elements import joined
from blueprints.tags import Tags, draw_tag
from grantlab.diagnosis.verdicts import CauseFinding
from grantlab.pastes.rewriting import Span
from grantlab.pastes.understood import Understood, Value

WHOLE = 6_000
"""Characters that are shown without a gap."""

AROUND = 400
"""Characters before and after a place in a longer text."""

MOST_PLACES = 24
SOME = 8
"""Of values and of what was said, in a longer text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters that findings point at, by a number that both ends show."""

    number: int
    span: Span
    leads_to: str
    """The id of the element of the strongest finding that points here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastePanel:
    """What is shown of a paste."""

    excerpts: tuple[Markup, ...]
    """Pieces in order; between two of them something is left out."""

    is_whole: bool
    length: int
    places: tuple[Place, ...]


def finding_id(cause_id: str) -> str:
    """Return the id of the element that shows the finding about a cause."""
    return f"finding-{cause_id}"


def view_paste(
    text: str, understood: Understood, *, places: tuple[Place, ...], tags: Tags
) -> PastePanel:
    """Return the paste with its values drawn as tags and its places marked."""
    values = understood.values
    windows = _windows(len(text), _worth_seeing(understood, places))
    return PastePanel(
        excerpts=tuple(
            joined(_draw(text, window, values, places, tags)) for window in windows
        ),
        is_whole=windows == [Span(0, len(text))],
        length=len(text),
        places=places,
    )


def find_places(
    findings: Iterable[CauseFinding], *, values: tuple[Value, ...]
) -> tuple[Place, ...]:
    """Return where findings point, in the order of the text; what overlaps is one place."""
    pointed = [
        (_over_values(fact, values), finding_id(one.cause.id))
        for one in findings
        for fact in one.finding.facts
        if isinstance(fact, Span) and fact.end > fact.start
    ]
    merged: list[tuple[Span, str]] = []
    for span, leads_to in sorted(pointed, key=lambda one: one[0].start):
        if merged and span.start < merged[-1][0].end:
            before, first = merged[-1]
            merged[-1] = Span(before.start, max(before.end, span.end)), first
        else:
            merged.append((span, leads_to))
    return tuple(
        Place(number, span, leads_to)
        for number, (span, leads_to) in enumerate(merged[:MOST_PLACES], start=1)
    )


def places_of(one: CauseFinding, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Return the places that a finding points at."""
    spans = [fact for fact in one.finding.facts if isinstance(fact, Span)]
    return tuple(
        place for place in places if any(_overlap(place.span, span) for span in spans)
    )


def _over_values(span: Span, values: tuple[Value, ...]) -> Span:
    """Return the span with no value cut in two."""
    start, end = span.start, span.end
    for value in values:
        if _overlap(value.span, Span(start, end)):
            start, end = min(start, value.span.start), max(end, value.span.end)
    return Span(start, end)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _worth_seeing(understood: Understood, places: tuple[Place, ...]) -> list[Span]:
    """Return what a reader of a long text looks for: evidence, values, what was said."""
    named = [value.span for value in understood.values if value.fingerprint]
    said = [one.span for one in understood.sightings]
    spans = [*(place.span for place in places), *named[:SOME], *said[:SOME]]
    return sorted(spans, key=lambda span: span.start)


def _windows(length: int, spans: list[Span]) -> list[Span]:
    """Return which parts of the text are shown."""
    if length <= WHOLE:
        return [Span(0, length)]
    windows = [Span(0, AROUND)]
    for span in spans:
        start, end = span.start - AROUND, min(length, span.end + AROUND)
        if start <= windows[-1].end:
            windows[-1] = Span(windows[-1].start, max(windows[-1].end, end))
        else:
            windows.append(Span(start, end))
    return windows


def _draw(
    text: str,
    window: Span,
    values: tuple[Value, ...],
    places: tuple[Place, ...],
    tags: Tags,
) -> Iterator[Markup]:
    """Yield a part of the text; values and places that reach out of it are cut there."""
    inside = [value for value in values if _overlap(value.span, window)]
    at = window.start
    for place in places:
        if not _overlap(place.span, window):
            continue
        start, end = max(at, place.span.start), min(window.end, place.span.end)
        yield from _draw_values(text, Span(at, start), inside, tags)
        yield Markup('<mark class="place" id="place-{}">').format(place.number)
        yield from _draw_values(text, Span(start, end), inside, tags)
        yield Markup(
            '<a class="place__number" href="#{}" aria-label="Place {}: back to the finding">{}</a></mark>'
        ).format(place.leads_to, place.number, place.number)
        at = end
    yield from _draw_values(text, Span(at, window.end), inside, tags)


def _draw_values(
    text: str, span: Span, values: list[Value], tags: Tags
) -> Iterator[Markup]:
    at = span.start
    for value in values:
        if value.span.start < at or value.span.end > span.end:
            continue
        tag = tag_of(value, tags)
        if tag is None:
            continue
        yield escape(text[at : value.span.start])
        yield draw_tag(tag)
        at = value.span.end
    yield escape(text[at : span.end])
