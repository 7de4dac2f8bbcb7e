"""Access and refresh tokens, as the ledger knows them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from grantlab.protocol.secret import FINGERPRINT_LENGTH
from grantlab.provider.refusals import Reason


class TokenKind(StrEnum):
    """The two kinds of token."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """What is kept of a token when it is issued."""

    digest: str
    kind: TokenKind
    chain_id: int
    generation: int
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One exchanged consent, and the line of refresh tokens that came of it."""

    id: int
    client_id: str
    realm_id: str | None
    """The company; ``None`` where no company scope was granted."""

    scopes: tuple[str, ...]
    consented_at: datetime
    hard_expires_at: datetime
    newest_id: int
    newest_generation: int
    """The refresh token that no other has replaced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """One token and its life so far."""

    id: int
    digest: str
    kind: TokenKind
    chain: Chain
    generation: int
    """Counted from 1 along the chain; an access token has that of its refresh token."""

    issued_at: datetime
    expires_at: datetime
    replaced_at: datetime | None
    """When a newer refresh token was issued; ``None`` for the newest."""

    used_at: datetime | None
    revoked_at: datetime | None
    revoked_because: Reason | None

    @property
    def fingerprint(self) -> str:
        """The name that anyone who holds the value can compute."""
        return self.digest[:FINGERPRINT_LENGTH]
