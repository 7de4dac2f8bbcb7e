"""A drill in lines for a terminal, and in members for JSON."""

from collections.abc import Iterator
from textwrap import wrap

from grantlab.drills.brief import brief
from grantlab.drills.drill import Drill
from grantlab.drills.inquiry import answer_of, examine, find_deviations
from grantlab.drills.names import ValueNames, name_values, write_names
from grantlab.drills.recording import Recording, Scene
from grantlab.protocol.round_trip import RoundTrip

Members = dict[str, object]

WIDTH = 88
MOST_AT_ONCE = 4
"""Of more requests than this in one act, the middle ones are counted and not shown."""


def outline_members(drill: Drill) -> Members:
    """Return what a list tells of a drill; the answer is not in it."""
    return {
        "name": drill.name,
        "title": drill.title,
        "incident": drill.incident,
        "preset": drill.stage.preset,
        "asks": drill.asks,
        "answers": [
            {"id": choice.id, "title": choice.shown_title}
            for choice in drill.choices_shown
        ],
    }


def recording_members(
    recording: Recording, answer: str | None, *, is_revealed: bool
) -> Members:
    """Return a play, what is asked, and, if it is to be, what it was."""
    drill, names = recording.drill, name_values(recording.round_trips)
    members = outline_members(drill)
    members["acts"] = [
        {
            "act": scene.act.act,
            "at": scene.seen_at.isoformat(),
            "says": scene.act.says,
            "round_trips": [
                _round_trip_members(item, recording, names)
                for item in scene.round_trips
            ],
            "log": list(scene.log),
        }
        for scene in recording.scenes
    ]
    members["deviations"] = list(find_deviations(recording))
    if is_revealed:
        members["reveal"] = _reveal_members(recording, answer)
    return members


def _round_trip_members(
    item: RoundTrip, recording: Recording, names: ValueNames
) -> Members:
    told = brief(item, recording, names)
    return {
        "purpose": item.purpose,
        "method": told.method,
        "path": told.path,
        "sent": list(told.sent),
        "status": item.status,
        "error": None if told.came is None else told.came.error,
        "brought": list(told.brought),
    }


def _reveal_members(recording: Recording, answer: str | None) -> Members:
    drill, named = recording.drill, examine(recording).diagnosis.named
    return {
        "answer": answer,
        "answer_is_right": None if answer is None else drill.is_right(answer),
        "right": drill.right,
        "also_right": list(drill.also_right),
        "why": {choice.id: choice.why for choice in drill.choices_shown},
        "gave_away": drill.reveal.gave_away,
        "remedy": drill.reveal.remedy,
        "statements": list(drill.reveal.statements),
        "ledger": [reason for _, reason in refusals_of(recording)],
        "checklist": None
        if named is None
        else {"names": named.cause.id, "verdict": named.finding.verdict},
    }


def refusals_of(recording: Recording) -> tuple[tuple[RoundTrip, str], ...]:
    """Return the refused requests with the reasons that the ledger kept to itself."""
    return tuple(
        (item, reason)
        for item in recording.round_trips
        if (reason := answer_of(item, recording).reason) is not None
    )


def recording_lines(
    recording: Recording, answer: str | None, *, is_revealed: bool
) -> Iterator[str]:
    """Tell a play from the incident to the question, and perhaps to its answer."""
    drill, names = recording.drill, name_values(recording.round_trips)
    yield from (drill.title, "", *_wrapped(drill.incident), "")
    for scene in recording.scenes:
        yield from _scene_lines(scene, recording, names)
    yield from ("", drill.asks)
    for choice in drill.choices_shown:
        yield f"  {choice.id}\t{choice.shown_title}"
    if is_revealed:
        yield ""
        yield from _reveal_lines(recording, answer, names)


def _scene_lines(
    scene: Scene, recording: Recording, names: ValueNames
) -> Iterator[str]:
    yield from _wrapped(f"{scene.seen_at:%Y-%m-%d %H:%M}  {scene.act.says}")
    told = [f"    {brief(item, recording, names)}" for item in scene.round_trips]
    if len(told) > MOST_AT_ONCE:
        told[1:-1] = [f"    … {len(told) - 2} more like these"]
    yield from told
    yield from (f"    | {line}" for line in scene.log)


def _reveal_lines(
    recording: Recording, answer: str | None, names: ValueNames
) -> Iterator[str]:
    drill, reveal = recording.drill, recording.drill.reveal
    chosen = None if answer is None else drill.choice(answer)
    if chosen is not None:
        verdict = "Right" if drill.is_right(chosen.id) else "Not so"
        yield from _wrapped(f"{verdict}: {chosen.shown_title}. {chosen.why}")
    right = drill.choice(drill.right)
    if right is not None and right is not chosen:
        led = "It was" if chosen is None or not drill.is_right(chosen.id) else "Better"
        yield from _wrapped(f"{led}: {right.shown_title}. {right.why}")
    yield from _wrapped(f"What gave it away: {reveal.gave_away}")
    yield from _wrapped(f"What to do: {reveal.remedy}")
    for item, reason in refusals_of(recording):
        yield f"The ledger knew: {brief(item, recording, names)}: {reason}"
    named = examine(recording).diagnosis.named
    if named is not None:
        because = write_names(named.finding.because, names)
        yield from _wrapped(
            f"The checklist says: {named.finding.verdict}, {named.cause.id}. {because}"
        )
    yield f"Statements of the lifecycle: {', '.join(reveal.statements)}"


def _wrapped(text: str) -> list[str]:
    return wrap(text, WIDTH)
