"""What the facts of a play tell, and whether it went as its file says."""

from collections.abc import Iterator

from grantlab.diagnosis.checklist import Checklist, build_checklist
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.readings.requests import TOKEN_REQUESTS, error_of
from grantlab.drills.acts import ArticleJob, RefreshRegularly
from grantlab.drills.expectation import Expected
from grantlab.drills.recording import Recording, Scene
from grantlab.protocol.round_trip import RoundTrip

REPEATING = (RefreshRegularly, ArticleJob)
"""Acts that send one request after the other; one answer may stand for all of them."""


def examine(recording: Recording) -> Checklist:
    """Return the checklist over what the customer's program sent and stored.

    The ledger's reasons are left out: support has no ledger to look into.
    """
    return build_checklist(evidence_of(recording))


def evidence_of(recording: Recording) -> Evidence:
    """Return the facts of a play, as the diagnosis wants them."""
    return Evidence(
        now=recording.ended_at,
        round_trips=recording.round_trips,
        refused_at=_explained(recording),
        record_is_whole=True,
        registered_redirect_uris=recording.registered_redirect_uris,
        key_pairs=recording.key_pairs,
        generations=recording.generations,
        # A customer's program keeps no journal.
        attempts=None,
    )


def _explained(recording: Recording) -> int | None:
    if recording.drill.checklist.explains == "last":
        return None
    return next(
        position
        for position, item in enumerate(recording.round_trips)
        if item.purpose in TOKEN_REQUESTS and item.refused
    )


def find_deviations(recording: Recording) -> tuple[str, ...]:
    """Return in words where a play went another way than its file says."""
    return tuple(
        f"act {number}: {words}"
        for number, scene in enumerate(recording.scenes, 1)
        for words in _deviations_of(scene, recording)
    )


def _deviations_of(scene: Scene, recording: Recording) -> Iterator[str]:
    expected, sent = scene.act.expect, scene.sent
    if isinstance(scene.act, REPEATING) and len(expected) == 1:
        expected *= len(sent) or 1
    if len(expected) != len(sent):
        yield f"{len(sent)} requests were sent, not {len(expected)}"
        return
    for wanted, item in zip(expected, sent, strict=True):
        came = answer_of(item, recording)
        if not _is_as_expected(wanted, came):
            yield f"the answer was “{came}”, not “{wanted}”"


def answer_of(round_trip: RoundTrip, recording: Recording) -> Expected:
    """Return how a request was answered, and the ledger's reason if it was refused."""
    return Expected(
        status=round_trip.status,
        error=error_of(round_trip),
        reason=recording.reason_of(round_trip),
    )


def _is_as_expected(wanted: Expected, came: Expected) -> bool:
    is_same = (wanted.status, wanted.error) == (came.status, came.error)
    return is_same and wanted.reason in {None, came.reason}
