"""The refresh journal: each attempt, written before anything was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from blueprints.connections.askers import asker_words
from blueprints.tags import Tag, Tags
from grantlab.store.models import Outcome, RefreshAttempt, TokenGeneration


class Came(NamedTuple):
    """What an attempt came to: a role, a word, and what it means."""

    role: str
    word: str
    means: str


_UNDER_WAY = Came("unknown", "under way", "Nobody knows yet what became of it.")

_CAME: Mapping[Outcome, Came] = {
    Outcome.ROTATED: Came("good", "rotated", "A new pair came."),
    Outcome.UNCHANGED: Came(
        "good", "unchanged", "A new access token came; the refresh token stayed."
    ),
    Outcome.REFUSED: Came("refused", "refused", "What was sent was not accepted."),
    Outcome.MALFORMED: Came(
        "caution", "no usable answer", "The tokens were kept; nothing was overwritten."
    ),
    Outcome.NO_ANSWER: Came(
        "caution",
        "no answer",
        "Perhaps the service rotated, perhaps not. The tokens were kept.",
    ),
    Outcome.ABANDONED: Came(
        "caution",
        "abandoned",
        "Whoever began it never finished, and nobody has learned yet what that cost.",
    ),
    Outcome.RESOLVED: Came(
        "good",
        "abandoned, resolved",
        "Whoever began it never finished; the refresh that followed gave a pair, so nothing was lost.",
    ),
    Outcome.LOST: Came(
        "refused",
        "abandoned, lost",
        "Whoever began it never finished, and what was sent was refused afterwards: if the service had answered, that pair is gone.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptView:
    """One line of the journal."""

    claim: int
    asked_by: str
    sent: Tag | None
    sent_fingerprint: str
    started_at: datetime
    came: Came
    error: str
    generation: int | None
    """The number of the pair it gave."""

    resolves: int | None
    """The claim whose unfinished attempt it took over; ``None`` for most."""


def tell_journal(
    attempts: Iterable[RefreshAttempt],
    generations: Sequence[TokenGeneration],
    *,
    tags: Tags,
) -> tuple[AttemptView, ...]:
    """Return the attempts, newest first."""
    attempts = tuple(attempts)
    number_by_id = {item.id: item.number for item in generations}
    claim_by_id = {item.id: item.claim for item in attempts}
    views = [
        AttemptView(
            claim=item.claim,
            asked_by=asker_words(item.asked_by),
            sent=tags.get(item.sent_fingerprint),
            sent_fingerprint=item.sent_fingerprint,
            started_at=item.started_at,
            came=_UNDER_WAY if item.outcome is None else _CAME[item.outcome],
            error=item.error or "",
            generation=number_by_id.get(item.generation_id or 0),
            resolves=claim_by_id.get(item.resolves_id or 0),
        )
        for item in attempts
    ]
    return tuple(reversed(views))
