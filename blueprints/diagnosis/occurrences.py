"""The moments of a paste, as its time-line wants them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from blueprints.diagnosis.paste_tags import tag_of
from blueprints.tags import Tag, Tags
from grantlab.pastes.understood import Event, Field, Happened, Moment, Understood, Value
from grantlab.protocol.intuit_tid import made_at
from grantlab.timeline.lanes import LaneDrawing, Occurrence, draw_lanes

FEWEST = 2
MOST_LINES = 60
"""Of the table; a log has ten thousand."""

_HAPPENED = {
    Happened.SUCCEEDED: ("succeeded", "good"),
    Happened.REFUSED: ("refused", "refused"),
    Happened.UNAUTHORIZED: ("call refused", "refused"),
    Happened.FAILED: ("no answer", "caution"),
    Happened.UNKNOWN: ("", "unknown"),
}
_DATED = (Field.REFRESH_TOKEN, Field.ACCESS_TOKEN, Field.CODE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceLine:
    """One line of the table."""

    at: datetime | None
    clock: str
    """What is told where the day is not: the time, or which day it was of several."""

    what: str
    role: str
    tag: Tag | None
    second: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteTimeline:
    """The picture, and the table that says the same."""

    drawing: LaneDrawing
    tags: tuple[Tag, ...]
    """Of the lanes, in their order."""

    lines: tuple[OccurrenceLine, ...]
    left_out: int
    """How many lines the table does not have."""

    summary: str


def find_occurrences(
    understood: Understood, tags: Tags, *, now: datetime
) -> tuple[OccurrenceLine, ...]:
    """Return every moment that a paste tells, in order."""
    return tuple(sorted(_lines(understood, tags, now), key=lambda line: line.second))


def build_timeline(
    lines: tuple[OccurrenceLine, ...], tags: Tags
) -> PasteTimeline | None:
    """Return the time-line of a paste; ``None`` where there is nothing to compare."""
    drawing = draw_lanes(map(_occurrence, _comparable(lines)))
    if len(drawing.columns) < FEWEST:
        return None
    by_label = {tag.label: tag for tag in tags.values()}
    ends = [line for line in lines if line.role == "refused"]
    return PasteTimeline(
        drawing=drawing,
        tags=tuple(by_label[lane.name] for lane in drawing.lanes),
        lines=lines[:MOST_LINES],
        left_out=max(0, len(lines) - MOST_LINES),
        summary=f"{len(lines)} moment{'' if len(lines) == 1 else 's'}, "
        f"{len(ends)} of them a refusal.",
    )


def _comparable(lines: tuple[OccurrenceLine, ...]) -> tuple[OccurrenceLine, ...]:
    """Return those with a day, or those without: nobody knows how they lie together."""
    dated = tuple(line for line in lines if line.at is not None)
    undated = tuple(line for line in lines if line.at is None)
    return dated if len({line.second for line in dated}) >= FEWEST else undated


def _lines(
    understood: Understood, tags: Tags, now: datetime
) -> Iterator[OccurrenceLine]:
    by_number = {value.number: value for value in reversed(understood.values)}
    told = set()
    for event in understood.events:
        told.add(event.moment.span)
        value = by_number.get(event.value_number or 0)
        yield _event_line(event, None if value is None else tag_of(value, tags))
    for moment in understood.moments:
        if moment.span not in told and moment.name:
            yield _line(moment, moment.name.replace("_", " "), "unknown", None)
    yield from _ends(by_number.values(), tags)
    for tid in understood.intuit_tids:
        at = made_at(tid.text)
        if at is not None and at <= now:
            yield _dated(at, "intuit_tid", "unknown", None)


def _event_line(event: Event, tag: Tag | None) -> OccurrenceLine:
    what, role = _HAPPENED[event.happened]
    if event.is_refresh:
        what = f"refresh {what}".strip()
    return _line(event.moment, what or event.moment.name or "a line", role, tag)


def _ends(values: Iterable[Value], tags: Tags) -> Iterator[OccurrenceLine]:
    for value in values:
        tag = tag_of(value, tags)
        if value.expires_at is not None and tag is not None and value.shape in _DATED:
            yield _dated(value.expires_at, f"{tag.label} ends", "caution", tag)


def _line(moment: Moment, what: str, role: str, tag: Tag | None) -> OccurrenceLine:
    if moment.at is not None:
        return _dated(moment.at, what, role, tag)
    clock = moment.clock or 0.0
    return OccurrenceLine(
        at=None, clock=_clock(clock), what=what, role=role, tag=tag, second=clock
    )


def _dated(at: datetime, what: str, role: str, tag: Tag | None) -> OccurrenceLine:
    return OccurrenceLine(
        at=at, clock="", what=what, role=role, tag=tag, second=at.timestamp()
    )


def _occurrence(line: OccurrenceLine) -> Occurrence:
    at = line.at
    return Occurrence(
        second=line.second,
        day="" if at is None else f"{at.day} {at:%b %Y}",
        time=line.clock if at is None else f"{at:%H:%M:%S}",
        what=line.what,
        role=line.role,
        lane=None if line.tag is None else line.tag.label,
        is_end=line.what.endswith(" ends"),
    )


def _clock(seconds: float) -> str:
    days, rest = divmod(int(seconds), 86_400)
    hours, minutes = divmod(rest, 3600)
    if days:
        return f"day {days}"
    return f"{hours:02}:{minutes // 60:02}:{minutes % 60:02}"
