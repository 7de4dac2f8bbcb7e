"""Names for the values of a walk or connection: S1, C1, A1, R1, each kept everywhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from blueprints.pairs import Pair
from blueprints.tags import Standing, Tag, TagKind, Tags, kind_of
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.marks import find_marks
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.store.models import AuthorizationAttempt

_LETTERS = {
    TagKind.STATE: "S",
    TagKind.VERIFIER: "V",
    TagKind.CODE: "C",
    TagKind.ACCESS: "A",
    TagKind.REFRESH: "R",
    TagKind.ID_TOKEN: "I",
    TagKind.SECRET: "K",
}


class NamedValue(Protocol):
    """A value that has its name already, and the field that carried it."""

    @property
    def name(self) -> str: ...

    @property
    def carried_as(self) -> str: ...


def tags_untold(names: Mapping[str, NamedValue]) -> Tags:
    """Return tags that do not tell what became of a value: that is for the page to say."""
    return {
        fingerprint: Tag(
            label=value.name,
            kind=kind_of(value.carried_as),
            fingerprint=fingerprint,
            standing=Standing.UNKNOWN,
        )
        for fingerprint, value in names.items()
    }


@dataclass
class Naming:
    """Gives numbers in the order in which values first appeared."""

    tags: dict[str, Tag] = field(default_factory=dict)
    _counts: dict[TagKind, int] = field(default_factory=dict)

    def name(self, kind: TagKind, fingerprint: str | None, standing: Standing) -> None:
        """Name a value, unless it has a name; a later standing takes an earlier one's place."""
        if not fingerprint:
            return
        known = self.tags.get(fingerprint)
        if known is None:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            label = f"{_LETTERS[kind]}{self._counts[kind]}"
        else:
            label = known.label
        self.tags[fingerprint] = Tag(
            label=label, kind=kind, fingerprint=fingerprint, standing=standing
        )


def name_values(
    *,
    attempts: Iterable[AuthorizationAttempt] = (),
    generations: Iterable[Pair] = (),
    round_trips: Iterable[RoundTrip] = (),
    key_pairs: Iterable[KeyPair] = (),
    revoked_at: datetime | None = None,
    now: datetime,
) -> dict[str, Tag]:
    """Return the tags of everything that was ever seen, by fingerprint."""
    naming = Naming()
    for keys in key_pairs:
        naming.name(TagKind.SECRET, keys.client_secret.fingerprint, Standing.CURRENT)
    for attempt in attempts:
        _name_attempt(naming, attempt)
    for generation in generations:
        _name_generation(naming, generation, revoked_at, now)
    for round_trip in round_trips:
        _name_id_token(naming, round_trip)
    return naming.tags


def _name_attempt(naming: Naming, attempt: AuthorizationAttempt) -> None:
    received = attempt.received_at is not None
    taken = attempt.code_taken_at is not None
    naming.name(
        TagKind.STATE,
        attempt.state_fingerprint,
        Standing.SPENT if received else Standing.CURRENT,
    )
    spent = Standing.SPENT if taken else Standing.CURRENT
    naming.name(TagKind.VERIFIER, attempt.verifier_fingerprint, spent)
    naming.name(TagKind.CODE, attempt.code_fingerprint, spent)
    naming.name(TagKind.ID_TOKEN, attempt.id_token_fingerprint, Standing.SPENT)


def _name_generation(
    naming: Naming,
    generation: Pair,
    revoked_at: datetime | None,
    now: datetime,
) -> None:
    revoked = revoked_at is not None and generation.received_at <= revoked_at
    is_newest = generation.superseded_at is None
    naming.name(
        TagKind.ACCESS,
        generation.access_fingerprint,
        _standing(
            generation.access_expires_at,
            revoked=revoked,
            fresh=Standing.CURRENT if is_newest else Standing.GOOD,
            now=now,
        ),
    )
    naming.name(
        TagKind.REFRESH,
        generation.refresh_fingerprint,
        _standing(
            generation.refresh_expires_at,
            revoked=revoked,
            fresh=Standing.CURRENT if is_newest else Standing.STALE,
            now=now,
        ),
    )


def _standing(
    ends: datetime | None, *, revoked: bool, fresh: Standing, now: datetime
) -> Standing:
    if revoked:
        return Standing.REVOKED
    if ends is not None and now >= ends:
        return Standing.EXPIRED
    return fresh


def _name_id_token(naming: Naming, round_trip: RoundTrip) -> None:
    if round_trip.purpose in {Purpose.EXCHANGE, Purpose.REFRESH}:
        for mark in find_marks(round_trip.response_body):
            if mark.name == "id_token":
                naming.name(TagKind.ID_TOKEN, mark.fingerprint, Standing.SPENT)


def secret_tag(secret: Secret) -> Tag:
    """Return the tag of the client secret that a walk uses: always the first, K1."""
    return Tag(label="K1", kind=TagKind.SECRET, fingerprint=secret.fingerprint)
