"""Exchanging codes and refreshing tokens: judged and stored in one transaction.

The transaction took the write lock before anything was read, so of two requests with one
code, or with one refresh token, the second finds what the first has left.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from sqlite3 import Connection
from typing import assert_never

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
from grantlab.provider.pairs import (
    TokenAnswer,
    new_access_token,
    new_refresh_token,
    successor_tail,
)
from grantlab.provider.policy.policy import Descriptions, ParallelRefresh, Policy
from grantlab.provider.refusals import (
    INCORRECT_REFRESH_TOKEN,
    INCORRECT_TYPE_OR_CLIENT,
    INVALID_GRANT,
    TOKEN_INVALID,
    Endpoint,
    Reason,
    Refusal,
)
from grantlab.provider.registry import KeyPair
from grantlab.provider.rotation import is_parallel, judge_refresh_token, keeps_value
from grantlab.provider.tokens import IssuedToken


class Issuer:
    """Gives tokens for codes and for refresh tokens, or refuses."""

    def __init__(
        self,
        *,
        mint: Mint,
        read_signer: Callable[[], Signer],
        policy: Policy,
        succession_key: Secret,
    ) -> None:
        self._mint = mint
        # Asked where an ID token is due: few token responses have one.
        self._read_signer = read_signer
        self._policy = policy
        self._succession_key = succession_key

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
            return refuse(self._worded(_unknown_code(tokens, exchange.code)))
        refusal = judge_code(
            code, client_id=client.client_id, exchange=exchange, now=call.at
        )
        if refusal is not None:
            self._end_reused_code(refusal, code, tokens=tokens, now=call.at)
            return refuse(self._worded(refusal), chain_id=code.chain_id)
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
            unknown = _unknown_token(CodeLedger(connection), refresh_token)
            return refuse(self._worded(unknown))
        refusal = judge_refresh_token(
            token, client_id=client.client_id, policy=self._policy, now=call.at
        )
        if refusal is not None:
            self._end_reused_family(refusal, token, tokens=tokens, now=call.at)
            return refuse(self._worded(refusal), chain_id=token.chain.id)
        sent = Secret(refresh_token)
        return self._keep_or_replace(sent, token, tokens=tokens, now=call.at)

    def _begin(
        self, code: IssuedCode, *, codes: CodeLedger, tokens: TokenLedger, now: datetime
    ) -> TokenAnswer:
        hard_expires_at = code.issued_at + self._policy.hard_limit
        if self._policy.consent_ends_older:
            because = Reason.REVOKED_BY_NEW_CONSENT
            tokens.revoke_consents(
                code.client_id, code.realm_id, at=now, because=because
            )
        chain_id = tokens.begin_chain(
            client_id=code.client_id,
            realm_id=code.realm_id,
            scopes=code.scopes,
            consented_at=code.issued_at,
            hard_expires_at=hard_expires_at,
        )
        codes.use(code.id, chain_id=chain_id, at=now)
        pair = self._make_pair(hard_expires_at=hard_expires_at, now=now)
        _keep(pair, chain_id, 1, tokens=tokens, now=now)
        if OPENID not in code.scopes:
            return pair
        claims = IdTokenClaims(
            sub=OWNER.sub,
            client_id=code.client_id,
            realm_id=code.realm_id,
            signed_in_at=code.signed_in_at,
        )
        return replace(pair, id_token=self._read_signer().sign(claims, now=now))

    def _keep_or_replace(
        self, sent: Secret, token: IssuedToken, *, tokens: TokenLedger, now: datetime
    ) -> TokenAnswer:
        """Answer a good refresh token with its own value, or with a new one."""
        if keeps_value(token, policy=self._policy, now=now):
            tokens.note_use(token, at=now)
            answer = self._give_again(sent, token, tokens=tokens, now=now)
        elif (found := self._parallel(sent, token, tokens=tokens, now=now)) is not None:
            answer = self._give_again(*found, tokens=tokens, now=now)
        else:
            answer = self._replace(sent, token, tokens=tokens, now=now)
        chain = token.chain
        if not self._policy.id_token_on_refresh or OPENID not in chain.scopes:
            return answer
        claims = IdTokenClaims(
            sub=OWNER.sub,
            client_id=chain.client_id,
            realm_id=chain.realm_id,
            # OpenID Connect Core §12.2: the original authentication's time.
            signed_in_at=chain.consented_at,
        )
        return replace(answer, id_token=self._read_signer().sign(claims, now=now))

    def _give_again(
        self, value: Secret, token: IssuedToken, *, tokens: TokenLedger, now: datetime
    ) -> TokenAnswer:
        """Give a refresh token that was given before, with a new access token."""
        chain = token.chain
        answer = TokenAnswer(
            access_token=self._mint.access_token(),
            refresh_token=value,
            refresh_expires_at=token.expires_at,
            hard_expires_at=chain.hard_expires_at,
        )
        tokens.add(
            new_access_token(
                answer, chain_id=chain.id, generation=token.generation, now=now
            )
        )
        return answer

    def _parallel(
        self, sent: Secret, token: IssuedToken, *, tokens: TokenLedger, now: datetime
    ) -> tuple[Secret, IssuedToken] | None:
        """Return what replaced a token a moment ago, if it is still the newest."""
        if token.replaced_at is None or not is_parallel(
            token, policy=self._policy, now=now
        ):
            return None
        value = self._successor(sent, token, at=token.replaced_at)
        found = tokens.find(digest_of(value.reveal()))
        return None if found is None or found.replaced_at else (value, found)

    def _replace(
        self, sent: Secret, token: IssuedToken, *, tokens: TokenLedger, now: datetime
    ) -> TokenAnswer:
        """Give a new pair; whatever was the newest before is superseded now."""
        chain = token.chain
        pair = self._make_pair(hard_expires_at=chain.hard_expires_at, now=now)
        # A stale copy may rotate more than once, and needs a new value each time.
        same_value = self._policy.parallel_refresh is ParallelRefresh.SAME_VALUE
        if same_value and token.id == chain.newest_id:
            pair = replace(pair, refresh_token=self._successor(sent, token, at=now))
        tokens.supersede(token, at=now)
        _keep(pair, chain.id, chain.newest_generation + 1, tokens=tokens, now=now)
        return pair

    def _successor(self, sent: Secret, token: IssuedToken, *, at: datetime) -> Secret:
        expires_at = min(at + self._policy.lifetime, token.chain.hard_expires_at)
        tail = successor_tail(sent.reveal(), key=self._succession_key)
        return self._mint.refresh_token(expires_at=expires_at, tail=tail)

    def _make_pair(self, *, hard_expires_at: datetime, now: datetime) -> TokenAnswer:
        expires_at = min(now + self._policy.lifetime, hard_expires_at)
        return TokenAnswer(
            access_token=self._mint.access_token(),
            refresh_token=self._mint.refresh_token(expires_at=expires_at),
            refresh_expires_at=expires_at,
            hard_expires_at=hard_expires_at,
        )

    def _end_reused_code(
        self, refusal: Refusal, code: IssuedCode, *, tokens: TokenLedger, now: datetime
    ) -> None:
        if refusal.reason is not Reason.CODE_REUSED or code.chain_id is None:
            return
        because = Reason.REVOKED_BY_CODE_REUSE
        if self._policy.reused_code_revokes_access:
            tokens.revoke_chain(code.chain_id, at=now, because=because)
        else:
            tokens.revoke_refresh_tokens(code.chain_id, at=now, because=because)

    def _end_reused_family(
        self,
        refusal: Refusal,
        token: IssuedToken,
        *,
        tokens: TokenLedger,
        now: datetime,
    ) -> None:
        """End a chain whose superseded token came back, where the policy says so.

        Spec: RFC 9700 §4.14.2.
        """
        reused = refusal.reason is Reason.SUPERSEDED
        if reused and self._policy.reuse_revokes_family:
            because = Reason.REVOKED_BY_TOKEN_REUSE
            tokens.revoke_chain(token.chain.id, at=now, because=because)

    def _worded(self, refusal: Refusal) -> Refusal:
        match self._policy.descriptions:
            case Descriptions.BY_CAUSE:
                return refusal
            case Descriptions.BARE:
                return replace(refusal, description=None)
            case Descriptions.TOKEN_INVALID:
                return replace(refusal, description=TOKEN_INVALID)
            case style:
                assert_never(style)


def _unknown_code(tokens: TokenLedger, presented: str) -> Refusal:
    if tokens.find(digest_of(presented)) is not None:
        return Refusal(INVALID_GRANT, Reason.WRONG_KIND, INCORRECT_TYPE_OR_CLIENT)
    return Refusal(INVALID_GRANT, Reason.CODE_UNKNOWN)


def _unknown_token(codes: CodeLedger, presented: str) -> Refusal:
    if codes.find(digest_of(presented)) is not None:
        return Refusal(INVALID_GRANT, Reason.WRONG_KIND, INCORRECT_TYPE_OR_CLIENT)
    return Refusal(INVALID_GRANT, Reason.TOKEN_UNKNOWN, INCORRECT_REFRESH_TOKEN)


def _keep(
    pair: TokenAnswer,
    chain_id: int,
    generation: int,
    *,
    tokens: TokenLedger,
    now: datetime,
) -> None:
    tokens.add(
        new_refresh_token(pair, chain_id=chain_id, generation=generation, now=now),
        new_access_token(pair, chain_id=chain_id, generation=generation, now=now),
    )
