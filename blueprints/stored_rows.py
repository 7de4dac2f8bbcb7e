"""A row as it is on disk, beside what it means."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from blueprints.moments import moment
from blueprints.tags import Tags, draw_tag
from grantlab.store.models import AuthorizationAttempt, Connection, TokenGeneration

SHOWN_OCTETS = 12
"""How much of a sealed value is shown: its key id and part of its nonce."""


@dataclass(frozen=True, slots=True)
class StoredColumn:
    """One column: its name, what the database file holds, and what that is."""

    name: str
    on_disk: str
    means: Markup


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One row of one table."""

    caption: str
    columns: tuple[StoredColumn, ...]


def on_disk(value: object) -> str:
    """Return a value as the database file holds it; of a sealed one, how it begins."""
    match value:
        case None:
            return "NULL"
        case bytes():
            return f"x'{value[:SHOWN_OCTETS].hex()}…' {len(value)} octets"
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S")
        case _:
            return str(value)


def show_attempt(attempt: AuthorizationAttempt, tags: Tags) -> StoredRow:
    """Return the row that waits for, or has had, an authorization response."""
    return StoredRow(
        f"authorization_attempt {attempt.id}",
        (
            _column(attempt, "state_digest", Markup("SHA-256 of the state: how the response finds this row")),
            _column(attempt, "sealed_state", _sealed(attempt.sealed_state, attempt.state_fingerprint, tags)),
            _column(attempt, "sealed_code_verifier", _verifier(attempt, tags)),
            _column(attempt, "sealed_code", _code(attempt, tags)),
            _column(attempt, "sealed_realm_id", _claimed(attempt)),
            _column(attempt, "code_taken_at", _code_taken(attempt)),
        ),
    )  # fmt: skip


def show_generation(
    generation: TokenGeneration, tags: Tags, now: datetime
) -> StoredRow:
    """Return the row of one pair of tokens."""
    return StoredRow(
        f"token_generation {generation.id}",
        (
            _column(generation, "sealed_access_token", _sealed(generation.sealed_access_token, generation.access_fingerprint, tags)),
            _column(generation, "sealed_refresh_token", _sealed(generation.sealed_refresh_token, generation.refresh_fingerprint, tags)),
            _column(generation, "access_expires_at", _deadline(generation.access_expires_at, now)),
            _column(generation, "refresh_expires_at", _deadline(generation.refresh_expires_at, now)),
            _column(generation, "hard_expires_at", _deadline(generation.hard_expires_at, now)),
            _column(generation, "superseded_at", _superseded(generation)),
        ),
    )  # fmt: skip


def show_connection(connection: Connection) -> StoredRow:
    """Return the row of a connection."""
    return StoredRow(
        f"connection {connection.id}",
        (
            _column(connection, "sealed_realm_id", _company(connection)),
            _column(connection, "realm_index", Markup("HMAC of the company id: finds the row without opening it")),
            _column(connection, "verified_by", _verified(connection)),
            _column(connection, "claim", Markup("The number of the last refresh that held this row")),
            _column(connection, "claimed_until", _claim(connection)),
            _column(connection, "revoked_at", _revoked(connection)),
        ),
    )  # fmt: skip


def _column(row: object, name: str, means: Markup) -> StoredColumn:
    return StoredColumn(name, on_disk(getattr(row, name)), means)


def _sealed(sealed: bytes | None, fingerprint: str | None, tags: Tags) -> Markup:
    if fingerprint is None:
        return Markup("Nothing yet")
    tag = tags.get(fingerprint)
    name = draw_tag(tag) if tag else escape(fingerprint)
    if sealed is None:
        return Markup("{}, wiped: only its fingerprint is kept").format(name)
    return Markup("{}, sealed with AES-256-GCM for this row and column").format(name)


def _verifier(attempt: AuthorizationAttempt, tags: Tags) -> Markup:
    if attempt.verifier_fingerprint is None:
        return Markup("None: PKCE is switched off")
    return _sealed(attempt.sealed_code_verifier, attempt.verifier_fingerprint, tags)


def _code(attempt: AuthorizationAttempt, tags: Tags) -> Markup:
    if attempt.code_fingerprint is None and attempt.received_at is not None:
        return Markup("The response brought none")
    return _sealed(attempt.sealed_code, attempt.code_fingerprint, tags)


def _claimed(attempt: AuthorizationAttempt) -> Markup:
    if attempt.received_at is None:
        return Markup("Nothing yet")
    if attempt.sealed_realm_id is None:
        return Markup("No company was named")
    return Markup("The company the response named: a claim until it is verified")


def _code_taken(attempt: AuthorizationAttempt) -> Markup:
    if attempt.code_fingerprint is None:
        return Markup("There is no code to take out")
    if attempt.code_taken_at is None:
        return Markup("The code has not been taken out; it can be, once")
    return Markup("Taken {}; it will not be handed out again").format(
        moment(attempt.code_taken_at)
    )


def _deadline(at: datetime | None, now: datetime) -> Markup:
    return Markup("Unknown: the answer told none") if at is None else moment(at, now)


def _superseded(generation: TokenGeneration) -> Markup:
    if generation.superseded_at is None:
        return Markup("This is the current pair")
    return Markup("A newer pair took its place")


def _company(connection: Connection) -> Markup:
    if connection.sealed_realm_id is None:
        return Markup("No company was granted")
    return Markup("The company id, sealed like a token")


def _verified(connection: Connection) -> Markup:
    if connection.verified_by is None:
        return Markup("Nobody has proved yet that the company is the token’s")
    return Markup("What proved that the company is the token’s")


def _claim(connection: Connection) -> Markup:
    if connection.claimed_until is None:
        return Markup("Nobody is refreshing it now")
    return Markup("Somebody is refreshing it until then")


def _revoked(connection: Connection) -> Markup:
    return (
        Markup("Not revoked by us")
        if connection.revoked_at is None
        else Markup("We revoked it")
    )
