"""The tables of the client.

Columns whose names begin with ``sealed_`` hold what the vault made; they are bound to
table, row and column, so row ids are never reused. ``None`` in one of them means that
the value was wiped, or never was.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Enum,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs, Purpose
from grantlab.store.columns import (
    OutsideText,
    OutsideWords,
    PairsText,
    UtcDateTime,
    WordsText,
)


class Base(DeclarativeBase):
    """What all tables share: how our types become columns."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        bytes: LargeBinary,
        Pairs: PairsText,
    }


def _by_value(kind: type[StrEnum]) -> Enum:
    return Enum(
        kind,
        native_enum=False,
        length=32,
        values_callable=lambda e: [m.value for m in e],
    )


_NEVER_REUSED = {"sqlite_autoincrement": True}
_IS_ALIVE = text("revoked_at IS NULL AND refused_at IS NULL")
_IS_RETRIED = text("retry_at IS NOT NULL")
_IS_REFUSED = text("refused_at IS NOT NULL")
_IS_NEWEST = text("superseded_at IS NULL")


class Origin(StrEnum):
    """How a generation of tokens came to us."""

    EXCHANGE = "exchange"
    REFRESH = "refresh"
    IMPORT = "import"


class Outcome(StrEnum):
    """What became of a refresh attempt."""

    ROTATED = "rotated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    MALFORMED = "malformed"
    NO_ANSWER = "no-answer"
    ABANDONED = "abandoned"
    """Its owner died; whoever took the claim over has not learned yet what that cost."""

    RESOLVED = "resolved"
    """Its owner died; the refresh that followed gave a pair, so nothing was lost."""

    LOST = "lost"
    """Its owner died; the value it had sent is refused, so what it was answered is gone."""


class Walk(Base):
    """One walk through the lifecycle, by one browser."""

    __tablename__ = "walk"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16), unique=True)
    """What stands in the address; says nothing and opens nothing in another browser."""

    browser_digest: Mapped[str] = mapped_column(String(64))
    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    scopes: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    uses_pkce: Mapped[bool]
    started_at: Mapped[datetime]
    connection_id: Mapped[int | None] = mapped_column(
        ForeignKey("connection.id", ondelete="SET NULL")
    )
    """``None`` until a code was exchanged."""

    reconnects_id: Mapped[int | None]
    """The connection that it was begun from, to consent again; ``None`` for most."""

    stray_at: Mapped[datetime | None]
    """When a response last came whose state was not to be used."""

    stray_problem: Mapped[str | None] = mapped_column(String(32))
    sealed_stray_state: Mapped[bytes | None]
    """The state that came then, to be shown beside the one that was sent."""


class AuthorizationAttempt(Base):
    """One request for consent, and what came back."""

    __tablename__ = "authorization_attempt"
    __table_args__ = (
        Index("ix_attempt_walk", "walk_id"),
        Index("ix_attempt_state", "state_digest", unique=True),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    walk_id: Mapped[int] = mapped_column(ForeignKey("walk.id", ondelete="CASCADE"))
    browser_digest: Mapped[str] = mapped_column(String(64))
    client_id: Mapped[str] = mapped_column(String(128))
    redirect_uri: Mapped[str] = mapped_column(Text)
    scopes: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    state_digest: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the state in hexadecimal: how a response finds its request."""

    state_fingerprint: Mapped[str] = mapped_column(String(12))
    sealed_state: Mapped[bytes | None]
    verifier_fingerprint: Mapped[str | None] = mapped_column(String(12))
    """``None`` when PKCE was switched off."""

    sealed_code_verifier: Mapped[bytes | None]

    received_at: Mapped[datetime | None]
    """When the response came; ``None`` while the user is away."""

    error: Mapped[str | None] = mapped_column(OutsideWords(64))
    """What the authorization server reported instead of a code."""

    code_fingerprint: Mapped[str | None] = mapped_column(String(12))
    sealed_code: Mapped[bytes | None]
    code_taken_at: Mapped[datetime | None]
    """When the code was handed out to be exchanged; it is handed out once."""

    sealed_realm_id: Mapped[bytes | None]
    """The company that the response named: a claim, until it is verified."""

    repeats: Mapped[int] = mapped_column(default=0)
    """How often the same response was delivered again; nothing was sent for it."""

    id_token_fingerprint: Mapped[str | None] = mapped_column(String(12))
    """``None`` when none came."""

    sealed_id_claims: Mapped[bytes | None]
    """The claims of the ID token that came with the exchange, as JSON."""

    id_token_problem: Mapped[str | None] = mapped_column(OutsideText)
    """Why the ID token was not believed; ``None`` when it was, or none came."""


class PendingAuthorization(Base):
    """An authorization attempt that still waits for its response; spent by deleting it."""

    __tablename__ = "pending_authorization"

    state_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(
        ForeignKey("authorization_attempt.id", ondelete="CASCADE")
    )
    browser_digest: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]


class Connection(Base):
    """One company's consent: which tokens act for it now, and how it stands."""

    __tablename__ = "connection"
    __table_args__ = (
        UniqueConstraint("environment", "realm_index"),
        Index(
            "ix_connection_due",
            "environment",
            "renew_at",
            "id",
            sqlite_where=_IS_ALIVE,
            postgresql_where=_IS_ALIVE,
        ),
        Index(
            "ix_connection_retried",
            "environment",
            "retry_at",
            sqlite_where=_IS_RETRIED,
            postgresql_where=_IS_RETRIED,
        ),
        Index(
            "ix_connection_refused",
            "environment",
            "refused_at",
            sqlite_where=_IS_REFUSED,
            postgresql_where=_IS_REFUSED,
        ),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    client_id: Mapped[str] = mapped_column(String(128))
    realm_index: Mapped[str | None] = mapped_column(String(64))
    """What the company is found by; ``None`` when no company was granted."""

    sealed_realm_id: Mapped[bytes | None]
    sealed_company_name: Mapped[bytes | None]
    scopes: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    consented_at: Mapped[datetime]
    consent: Mapped[int] = mapped_column(default=1)
    """Which consent this is; a new one starts afresh (L605)."""

    current_generation_id: Mapped[int | None]
    verified_at: Mapped[datetime | None]
    """When the company was proved to be the token's; ``None`` while it is a claim (L208)."""

    verified_by: Mapped[str | None] = mapped_column(String(32))
    refused_at: Mapped[datetime | None]
    """When the newest refresh token was last refused; ``None`` after any success."""

    unanswered_at: Mapped[datetime | None]
    """When a refresh last got no answer; ``None`` after any answer."""

    unanswered_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """How many refreshes in a row brought no usable answer; zero after any answer."""

    retry_at: Mapped[datetime | None]
    """Not before then is a refresh sent by itself, by machine time; ``None`` after any answer."""

    keep_warm: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the renewal keeps its access token alive, too."""

    renew_at: Mapped[datetime | None]
    """When the renewal is to refresh it, by the clock of its environment; ``None`` when there
    is no pair, or the consent ends before."""

    revoked_at: Mapped[datetime | None]
    claim: Mapped[int] = mapped_column(default=0)
    """The fencing number of the newest claim."""

    claimed_until: Mapped[datetime | None]
    """By machine time; ``None`` when nobody holds it."""


class TokenGeneration(Base):
    """One pair of tokens as it was received: facts that stay, values that may be wiped."""

    __tablename__ = "token_generation"
    __table_args__ = (
        UniqueConstraint("connection_id", "number"),
        Index(
            "ix_token_generation_hard_end",
            "hard_expires_at",
            sqlite_where=_IS_NEWEST,
            postgresql_where=_IS_NEWEST,
        ),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    connection_id: Mapped[int] = mapped_column(
        ForeignKey("connection.id", ondelete="CASCADE")
    )
    walk_id: Mapped[int | None] = mapped_column(
        ForeignKey("walk.id", ondelete="SET NULL")
    )
    number: Mapped[int]
    consent: Mapped[int]
    origin: Mapped[Origin] = mapped_column(_by_value(Origin))
    parent_id: Mapped[int | None]
    """The generation whose refresh token was sent; ``None`` for a first one."""

    asked_by: Mapped[str] = mapped_column(String(64))
    received_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    """The answer's ``Date``; ``None`` when it had none that could be read."""

    access_fingerprint: Mapped[str] = mapped_column(String(12))
    """Empty when a refresh token was imported alone."""

    refresh_fingerprint: Mapped[str | None] = mapped_column(String(12))
    sealed_access_token: Mapped[bytes | None]
    sealed_refresh_token: Mapped[bytes | None]
    access_expires_at: Mapped[datetime | None]
    refresh_expires_at: Mapped[datetime | None]
    hard_expires_at: Mapped[datetime | None]
    """Deadlines by the clock of the environment; ``None`` when the answer told none."""

    superseded_at: Mapped[datetime | None]
    """When a newer generation became current."""

    oddities: Mapped[tuple[str, ...]] = mapped_column(WordsText)

    @property
    def is_wiped(self) -> bool:
        """Whether only its facts are kept."""
        return self.sealed_access_token is None and self.sealed_refresh_token is None


class RefreshAttempt(Base):
    """The journal: a refresh that was begun, and what became of it."""

    __tablename__ = "refresh_attempt"
    __table_args__ = (
        Index("ix_refresh_attempt_connection", "connection_id"),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    connection_id: Mapped[int] = mapped_column(
        ForeignKey("connection.id", ondelete="CASCADE")
    )
    claim: Mapped[int]
    asked_by: Mapped[str] = mapped_column(String(64))
    sent_generation_id: Mapped[int]
    sent_fingerprint: Mapped[str] = mapped_column(String(12))
    started_at: Mapped[datetime]
    outcome: Mapped[Outcome | None] = mapped_column(_by_value(Outcome))
    """``None`` while nobody knows."""

    finished_at: Mapped[datetime | None]
    generation_id: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(OutsideWords(64))
    resolves_id: Mapped[int | None]
    """The unfinished attempt of somebody else that this one resolves."""


class StoredRoundTrip(Base):
    """A round trip that belongs to a walk or a connection, redacted."""

    __tablename__ = "round_trip"
    __table_args__ = (
        Index("ix_round_trip_walk", "walk_id", "id"),
        Index("ix_round_trip_connection", "connection_id", "id"),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    walk_id: Mapped[int | None] = mapped_column(
        ForeignKey("walk.id", ondelete="CASCADE")
    )
    connection_id: Mapped[int | None] = mapped_column(
        ForeignKey("connection.id", ondelete="CASCADE")
    )
    purpose: Mapped[Purpose] = mapped_column(_by_value(Purpose))
    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    method: Mapped[str] = mapped_column(String(16))
    url: Mapped[str] = mapped_column(OutsideText)
    request_headers: Mapped[Pairs] = mapped_column(PairsText)
    request_body: Mapped[str] = mapped_column(OutsideText)
    status: Mapped[int | None]
    reason: Mapped[str] = mapped_column(OutsideWords(128))
    response_headers: Mapped[Pairs] = mapped_column(PairsText)
    response_body: Mapped[str] = mapped_column(OutsideText)
    sealed_private_body: Mapped[bytes | None]
    failure: Mapped[str | None] = mapped_column(OutsideText)
    started_at: Mapped[datetime]
    elapsed_us: Mapped[int] = mapped_column(BigInteger)
    client_id: Mapped[str | None] = mapped_column(String(128))
    sent_on_purpose: Mapped[str | None] = mapped_column(String(64))


class StoredKeyPair(Base):
    """The keys of a real environment, as they were entered on the page."""

    __tablename__ = "key_pair"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    environment: Mapped[Environment] = mapped_column(
        _by_value(Environment), unique=True
    )
    client_id: Mapped[str] = mapped_column(String(128))
    sealed_client_secret: Mapped[bytes | None]
    entered_at: Mapped[datetime]


class RevocationDebt(Base):
    """A token that was wiped here before the service could be told; a fact that stays."""

    __tablename__ = "revocation_debt"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    client_id: Mapped[str] = mapped_column(String(128))
    connection_id: Mapped[int]
    """The connection whose token it was; it may have been forgotten since."""

    realm_index: Mapped[str | None] = mapped_column(String(64))
    """What the company is found by, so that a newer consent of it is noticed."""

    token_fingerprint: Mapped[str] = mapped_column(String(12))
    sealed_token: Mapped[bytes | None]
    """``None`` once the debt is paid, or was called off."""

    recorded_at: Mapped[datetime]
    """By the clock of the environment."""

    tries: Mapped[int] = mapped_column(default=1)
    """How often the service was asked; the first time was before this row was."""

    retry_at: Mapped[datetime | None]
    """Not before then is it tried again, by machine time; ``None`` means at once."""

    last_problem: Mapped[str] = mapped_column(OutsideText)
    """Why the last try failed, in words."""

    paid_at: Mapped[datetime | None]
    """When the service had ended the token, by its clock; ``None`` while it is owed, and
    when it was called off."""


class DiagnosisCase(Base):
    """A text that somebody pasted to have it diagnosed, with its secrets taken out."""

    __tablename__ = "diagnosis_case"
    __table_args__ = (
        Index("ix_diagnosis_case_text", "text_index"),
        Index("ix_diagnosis_case_changed", "changed_at"),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(32), unique=True)
    """What stands in the address; nobody guesses it."""

    text_index: Mapped[str] = mapped_column(String(64))
    """What the same text is found by when it is pasted again."""

    sealed_text: Mapped[bytes | None] = mapped_column(deferred=True)
    """The text after redaction; sealed, because it may name a company."""

    sealed_title: Mapped[bytes | None]
    answers: Mapped[Pairs]
    """Ids of questions and of the answers that a person gave, in that order."""

    zone: Mapped[str] = mapped_column(String(64))
    """Where the clock stood that wrote the moments without a zone; empty until told."""

    verdict: Mapped[str] = mapped_column(String(16))
    """How sure the diagnosis was when the case was last worked on."""

    cause_id: Mapped[str | None] = mapped_column(String(64))
    """The cause that it named; ``None`` when it named none."""

    pasted_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    """When it was last worked on: pasted, answered, renamed. Its age counts from then."""


class PlaygroundCollection(Base):
    """Requests that somebody keeps in the playground, with folders and variables."""

    __tablename__ = "playground_collection"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16), unique=True)
    """What stands in the address."""

    version: Mapped[int] = mapped_column(default=1)
    """One more after each change: a page that is older changes nothing."""

    request_count: Mapped[int]
    sealed_name: Mapped[bytes | None]
    sealed_content: Mapped[bytes | None] = mapped_column(deferred=True)
    """All of it; sealed, because a token may have been typed into a request."""

    sealed_left_out: Mapped[bytes | None] = mapped_column(deferred=True)
    """What its import could not take, by path; ``None`` for nothing."""

    revealed_at: Mapped[datetime | None]
    """When it was last exported with its secrets, by machine time; ``None`` if never."""

    changed_at: Mapped[datetime]


class PlaygroundVariables(Base):
    """Variables that somebody keeps for the requests of one environment."""

    __tablename__ = "playground_variables"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    sealed_content: Mapped[bytes | None]
    sealed_left_out: Mapped[bytes | None]
    """What its import could not take, by path; ``None`` for nothing."""

    revealed_at: Mapped[datetime | None]
    """When it was last exported with its secrets, by machine time; ``None`` if never."""

    changed_at: Mapped[datetime]


class PlaygroundHistory(Base):
    """A request that was sent from the playground, redacted, and what came back."""

    __tablename__ = "playground_history"
    __table_args__ = (
        Index("ix_playground_history_connection", "connection_id"),
        Index("ix_playground_history_started", "started_at"),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    connection_id: Mapped[int | None] = mapped_column(
        ForeignKey("connection.id", ondelete="SET NULL")
    )
    """Whose token it carried; ``None`` for nobody's, or once that is forgotten."""

    status: Mapped[int | None]
    """``None`` when no answer arrived."""

    may_have_been_carried_out: Mapped[bool]
    """Whether it was cancelled, or lost, when it was already on its way."""

    answer_octets: Mapped[int] = mapped_column(BigInteger)
    """How long the whole body was, of which the first mebibyte is kept."""

    started_at: Mapped[datetime]
    """By machine time."""

    sealed_outline: Mapped[bytes | None]
    """Method and address, as a list shows them."""

    sealed_content: Mapped[bytes | None] = mapped_column(deferred=True)
    """Request, answer, timing and meaning; sealed, because they tell of a company."""


class RunEnding(StrEnum):
    """How a run of the verification came to its end."""

    FINISHED = "finished"
    STOPPED = "stopped"
    """Somebody pressed the button."""

    BROKEN_OFF = "broken off"
    """Whoever ran it has not been heard of since."""

    FAILED = "failed"
    """It could not go on, for a reason that has nothing to do with a statement."""


class VerificationRun(Base):
    """One run of the verification, under one preset or several."""

    __tablename__ = "verification_run"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    handle: Mapped[str] = mapped_column(String(16), unique=True)
    """What stands in the address."""

    under_way: Mapped[bool | None] = mapped_column(unique=True)
    """True for one run at most, and otherwise ``None``: the database itself keeps a
    second one out, whichever machine it was pressed on."""

    environment: Mapped[Environment] = mapped_column(_by_value(Environment))
    presets: Mapped[tuple[str, ...]] = mapped_column(WordsText)
    """One after the other; none where the service is not ours."""

    with_endings: Mapped[bool]
    """Whether checks were wanted that end a connection of somebody who had to consent."""

    planned: Mapped[int]
    """How many results there are when it is finished."""

    began_at: Mapped[datetime]
    """By machine time, as are the others."""

    beat_at: Mapped[datetime]
    """When whoever runs it was last heard of."""

    ended_at: Mapped[datetime | None]
    ending: Mapped[RunEnding | None] = mapped_column(_by_value(RunEnding))
    """``None`` while it is under way."""

    trouble: Mapped[str] = mapped_column(OutsideText, default="")
    """Why it could not go on, in words; nothing in it opens anything."""

    left: Mapped[str | None] = mapped_column("left_behind", OutsideText)
    """What is left of it at a service that is not ours, in words; ``None`` if nothing is
    to be told."""

    browser_digest: Mapped[str] = mapped_column(String(64))
    """Of the browser that began it, which alone brings back a consent."""

    awaited_state_digest: Mapped[str | None] = mapped_column(String(64))
    """Of the ``state`` that a response is waited for; spent by the first that has it."""

    sealed_address: Mapped[bytes | None]
    """Where somebody has to consent; there is a ``state`` in it."""

    sealed_brought: Mapped[bytes | None]
    """What the browser brought back, until it is taken; there is a code in it."""


class VerificationResult(Base):
    """What came of one check in one run, under one preset."""

    __tablename__ = "verification_result"
    __table_args__ = (
        Index("ix_verification_result_run", "run_id", "statement"),
        _NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(
        ForeignKey("verification_run.id", ondelete="CASCADE")
    )
    preset: Mapped[str | None] = mapped_column(String(32))
    statement: Mapped[str] = mapped_column(String(8))
    outcome: Mapped[str] = mapped_column(String(16))
    because: Mapped[str] = mapped_column(OutsideText)
    elapsed_ms: Mapped[int]
    record: Mapped[str] = mapped_column(OutsideText, deferred=True)
    """What was done and seen, as JSON; round trips are redacted."""


class VaultKey(Base):
    """A key that has stood first in the key ring; the order of these rows is its age.

    The key itself is not here and cannot be: its id follows from it, and not the other
    way round.
    """

    __tablename__ = "vault_key"
    __table_args__ = (_NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    key_id: Mapped[str] = mapped_column(String(8), unique=True)
    first_used_at: Mapped[datetime]
    """By machine time."""
