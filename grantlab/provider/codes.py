"""Authorization codes, and the judgement on one that is brought back."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from grantlab.provider.refusals import (
    INCORRECT_TYPE_OR_CLIENT,
    INVALID_GRANT,
    Reason,
    Refusal,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCode:
    """One authorization code, as the ledger knows it."""

    id: int
    digest: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    realm_id: str | None
    """The company that the user chose; ``None`` where no company scope was granted."""

    code_challenge: str | None
    code_challenge_method: str | None
    signed_in_at: datetime
    issued_at: datetime
    expires_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None
    revoked_because: Reason | None
    chain_id: int | None
    """The chain that its first use began; ``None`` until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeExchange:
    """What a client brings to exchange a code."""

    code: str
    redirect_uri: str
    code_verifier: str | None


def judge_code(
    code: IssuedCode, *, client_id: str, exchange: CodeExchange, now: datetime
) -> Refusal | None:
    """Return the refusal that this exchange meets, or ``None`` if it is good.

    Only a use by its own client counts as a second use, so that a stranger cannot
    revoke a connection by presenting a code that leaked.

    Spec: RFC 6749 §4.1.3; RFC 7636 §4.6. Source: Intuit FAQ, invalid grant on exchange.
    """
    if code.client_id != client_id:
        return Refusal(INVALID_GRANT, Reason.FOREIGN_CLIENT, INCORRECT_TYPE_OR_CLIENT)
    reason = _end_of(code, now=now)
    if reason is not None:
        return Refusal(INVALID_GRANT, reason)
    if exchange.redirect_uri != code.redirect_uri:
        return Refusal(INVALID_GRANT, Reason.REDIRECT_URI_MISMATCH)
    if not _answers_challenge(code, exchange.code_verifier):
        return Refusal(INVALID_GRANT, Reason.PKCE_MISMATCH)
    return None


def _end_of(code: IssuedCode, *, now: datetime) -> Reason | None:
    if code.used_at is not None:
        return Reason.CODE_REUSED
    if code.revoked_because is not None:
        return code.revoked_because
    return Reason.CODE_EXPIRED if now >= code.expires_at else None


def _answers_challenge(code: IssuedCode, verifier: str | None) -> bool:
    # Without a challenge a verifier means nothing, and is let pass.
    if code.code_challenge is None:
        return True
    if verifier is None:
        return False
    answer = verifier.encode(errors="surrogatepass")
    if code.code_challenge_method == "S256":
        digest = hashlib.sha256(answer).digest()
        answer = base64.urlsafe_b64encode(digest).rstrip(b"=")
    return hmac.compare_digest(answer, code.code_challenge.encode())
