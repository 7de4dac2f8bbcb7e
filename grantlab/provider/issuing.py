"""Exchanging codes and refreshing tokens: judged and stored in one transaction.

The transaction took the write lock before anything was read, so of two requests with one
code, or with one refresh token, the second finds what the first has left.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from grantlab.protocol.scope import OPENID
from grantlab.protocol.secret import Secret
from grantlab.provider.call import Call
from grantlab.provider.codes import CodeExchange, IssuedCode, judge_code
from grantlab.provider.companies import OWNER
from grantlab.provider.id_tokens import IdTokenClaims, Signer
from grantlab.provider.ledger.codes import CodeLedger
from grantlab.provider.ledger.refusals import RefusalLedger
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.mint import Mint, digest_of
from grantlab.provider.refusals import (
    INCORRECT_REFRESH_TOKEN,
    INCORRECT_TYPE_OR_CLIENT,
    INVALID_GRANT,
    Endpoint,
    Reason,
    Refusal,
)
from grantlab.provider.registry import KeyPair
from grantlab.provider.rotation import (
    ACCESS_LIFETIME,
    RotationPolicy,
    judge_refresh_token,
)
from grantlab.provider.tokens import IssuedToken, TokenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAnswer:
    """What a successful token response is made of."""

    access_token: Secret
    refresh_token: Secret
    refresh_expires_at: datetime
    hard_expires_at: datetime
    id_token: str | None = None
    """``None`` unless ``openid`` was granted, and on every refresh."""


class Issuer:
    """Gives tokens for codes and for refresh tokens, or refuses."""

    def __init__(self, *, mint: Mint, signer: Signer, policy: RotationPolicy) -> None:
        self._mint = mint
        self._signer = signer
        self._policy = policy

    def exchange(
        self,
        exchange: CodeExchange,
        *,
        client: KeyPair,
        call: Call,
        connection: Connection,
    ) -> TokenAnswer | Refusal:
        """Trade a code for a token pair.

        A second use is refused and ends the refresh tokens of the first one (L303, L304).
        Any other refusal leaves the code as it was.

        Spec: RFC 6749 §4.1.3, §10.5. Source: Intuit FAQ, invalid grant on exchange.
        """
        codes, tokens = CodeLedger(connection), TokenLedger(connection)
        refuse = partial(
            RefusalLedger(connection).add,
            call=call,
            endpoint=Endpoint.TOKEN,
            client_id=client.client_id,
            presented=exchange.code,
        )
        code = codes.find(digest_of(exchange.code))
        if code is None:
            return refuse(_unknown_code(tokens, exchange.code))
        refusal = judge_code(
            code, client_id=client.client_id, exchange=exchange, now=call.at
        )
        if refusal is not None:
            _end_reused(refusal, code, tokens=tokens, now=call.at)
            return refuse(refusal, chain_id=code.chain_id)
        return self._begin(code, codes=codes, tokens=tokens, now=call.at)

    def refresh(
        self, refresh_token: str, *, client: KeyPair, call: Call, connection: Connection
    ) -> TokenAnswer | Refusal:
        """Trade a refresh token for a new pair.

        Spec: RFC 6749 §6. Source: Intuit FAQ on refresh tokens.
        """
        tokens = TokenLedger(connection)
        refuse = partial(
            RefusalLedger(connection).add,
            call=call,
            endpoint=Endpoint.TOKEN,
            client_id=client.client_id,
            presented=refresh_token,
        )
        token = tokens.find(digest_of(refresh_token))
        if token is None:
            return refuse(_unknown_token(CodeLedger(connection), refresh_token))
        refusal = judge_refresh_token(
            token, client_id=client.client_id, policy=self._policy, now=call.at
        )
        if refusal is not None:
            return refuse(refusal, chain_id=token.chain.id)
        return self._replace(token, tokens=tokens, now=call.at)

    def _begin(
        self, code: IssuedCode, *, codes: CodeLedger, tokens: TokenLedger, now: datetime
    ) -> TokenAnswer:
        hard_expires_at = code.issued_at + self._policy.hard_lifetime
        chain_id = tokens.begin_chain(
            client_id=code.client_id,
            realm_id=code.realm_id,
            scopes=code.scopes,
            consented_at=code.issued_at,
            hard_expires_at=hard_expires_at,
        )
        codes.use(code.id, chain_id=chain_id, at=now)
        pair = self._make_pair(hard_expires_at=hard_expires_at, now=now)
        tokens.add(_rows(pair, chain_id, 1, now=now))
        if OPENID not in code.scopes:
            return pair
        claims = IdTokenClaims(
            sub=OWNER.sub,
            client_id=code.client_id,
            realm_id=code.realm_id,
            signed_in_at=code.signed_in_at,
        )
        return replace(pair, id_token=self._signer.sign(claims, now=now))

    def _replace(
        self, sent: IssuedToken, *, tokens: TokenLedger, now: datetime
    ) -> TokenAnswer:
        """Give a new pair; whatever was the newest before is superseded now."""
        chain = sent.chain
        generation = chain.newest_generation + 1
        pair = self._make_pair(hard_expires_at=chain.hard_expires_at, now=now)
        tokens.supersede(sent, at=now)
        tokens.add(_rows(pair, chain.id, generation, now=now))
        return pair

    def _make_pair(self, *, hard_expires_at: datetime, now: datetime) -> TokenAnswer:
        expires_at = min(now + self._policy.lifetime, hard_expires_at)
        return TokenAnswer(
            access_token=self._mint.access_token(),
            refresh_token=self._mint.refresh_token(expires_at=expires_at),
            refresh_expires_at=expires_at,
            hard_expires_at=hard_expires_at,
        )


def _unknown_code(tokens: TokenLedger, presented: str) -> Refusal:
    if tokens.find(digest_of(presented)) is not None:
        return Refusal(INVALID_GRANT, Reason.WRONG_KIND, INCORRECT_TYPE_OR_CLIENT)
    return Refusal(INVALID_GRANT, Reason.CODE_UNKNOWN)


def _unknown_token(codes: CodeLedger, presented: str) -> Refusal:
    if codes.find(digest_of(presented)) is not None:
        return Refusal(INVALID_GRANT, Reason.WRONG_KIND, INCORRECT_TYPE_OR_CLIENT)
    return Refusal(INVALID_GRANT, Reason.TOKEN_UNKNOWN, INCORRECT_REFRESH_TOKEN)


def _end_reused(
    refusal: Refusal, code: IssuedCode, *, tokens: TokenLedger, now: datetime
) -> None:
    if refusal.reason is Reason.CODE_REUSED and code.chain_id is not None:
        because = Reason.REVOKED_BY_CODE_REUSE
        tokens.revoke_chain(code.chain_id, at=now, because=because)


def _rows(
    pair: TokenAnswer, chain_id: int, generation: int, *, now: datetime
) -> list[dict[str, object]]:
    common = {"chain_id": chain_id, "generation": generation, "issued_at": now}
    return [
        {
            **common,
            "digest": digest_of(pair.refresh_token.reveal()),
            "kind": TokenKind.REFRESH,
            "expires_at": pair.refresh_expires_at,
        },
        {
            **common,
            "digest": digest_of(pair.access_token.reveal()),
            "kind": TokenKind.ACCESS,
            "expires_at": now + ACCESS_LIFETIME,
        },
    ]
