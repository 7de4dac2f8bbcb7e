"""The customer's program: what it has stored, and what it has lying about."""

from dataclasses import dataclass, field
from datetime import datetime

from grantlab.diagnosis.facts import GenerationFact
from grantlab.drills.acts import Exchange
from grantlab.flows.call_company import NO_COMPANY
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import TokenSet

STORED = "stored"
NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One pair as it was written into the table."""

    tokens: TokenSet
    refresh_token: Secret
    sent: Secret | None
    """The refresh token that it was traded for; ``None`` for a first pair."""

    stored_at: datetime


@dataclass(slots=True)
class Program:
    """A program with a table and a memory, and not always in agreement with itself."""

    written: list[Row] = field(default_factory=list)
    """Everything that was ever written, in the order in which it was received."""

    held: Row | None = None
    """What the table holds now; ``None`` before the first pair."""

    copies: dict[str, Secret] = field(default_factory=dict)
    started_with: str | None = None
    """The copy that it has taken at its last start; ``None`` when it reads the table."""

    consent: CodeExchange | None = None
    """The newest code, and what is to be sent with it; ``None`` before any consent."""

    realm_id: str = NO_COMPANY
    added_code: str | None = None
    """What the customer's own site had put beside the code; ``None`` for nothing."""

    @property
    def row(self) -> Row:
        """What the table holds.

        Raises:
            LookupError: nothing was ever stored.
        """
        if self.held is None:
            raise LookupError("nothing is stored yet")
        return self.held

    def refresh_token(self, name: str = STORED) -> Secret:
        """Return what would be sent; a program that took a copy at its start sends that.

        Raises:
            LookupError: there is no copy of that name.
        """
        name = (self.started_with or STORED) if name == STORED else name
        return self.row.refresh_token if name == STORED else self.copies[name]

    def code_exchange(self, act: Exchange) -> CodeExchange:
        """Return the exchange that this program makes, right or wrong.

        Raises:
            LookupError: nobody has consented yet.
        """
        if self.consent is None:
            raise LookupError("nobody has consented yet")
        is_other_code = act.sends_added_code and self.added_code is not None
        return CodeExchange(
            code=Secret(self.added_code or "") if is_other_code else self.consent.code,
            redirect_uri=act.redirect_uri or self.consent.redirect_uri,
            code_verifier=self.consent.code_verifier,
        )

    def keep(
        self, tokens: TokenSet, *, sent: Secret | None, into: str, now: datetime
    ) -> None:
        """Do with a new pair what this program does: store it, remember it, or drop it."""
        refresh_token = tokens.refresh_token or sent
        if into == NOTHING or refresh_token is None:
            return
        if into != STORED:
            self.copies[into] = refresh_token
            return
        self.held = Row(
            tokens=tokens, refresh_token=refresh_token, sent=sent, stored_at=now
        )
        self.written.append(self.held)
        self.started_with = None

    def with_fingerprint(self, fingerprint: str) -> Secret:
        """Return the refresh token that was written under a fingerprint."""
        return next(
            row.refresh_token
            for row in self.written
            if row.refresh_token.fingerprint == fingerprint
        )

    def generations(self) -> tuple[GenerationFact, ...]:
        """Return what was stored, as the diagnosis is told it."""
        return tuple(
            GenerationFact(
                number=number,
                refresh_fingerprint=row.refresh_token.fingerprint,
                access_fingerprint=row.tokens.access_token.fingerprint,
                received_at=row.tokens.received_at,
                access_expires_at=row.tokens.access_expires_at,
                refresh_expires_at=row.tokens.refresh_expires_at,
                hard_expires_at=row.tokens.hard_expires_at,
                stored_at=row.stored_at,
                sent_fingerprint=None if row.sent is None else row.sent.fingerprint,
                consented_at=row.tokens.received_at if row.sent is None else None,
            )
            for number, row in enumerate(self.written, 1)
        )
