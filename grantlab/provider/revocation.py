"""Revoking: by the client at the endpoint, or by the user in QuickBooks."""

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from sqlite3 import Connection
from urllib.parse import parse_qsl

from grantlab.provider.access import judge_access_token
from grantlab.provider.call import Call
from grantlab.provider.ledger.codes import CodeLedger
from grantlab.provider.ledger.refusals import RefusalLedger
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.mint import digest_of
from grantlab.provider.policy.policy import Policy, UnknownRevocation
from grantlab.provider.refusals import Endpoint, Reason, Refusal
from grantlab.provider.registry import KeyPair
from grantlab.provider.rotation import judge_refresh_token
from grantlab.provider.tokens import IssuedToken, TokenKind


def read_revocation_body(body: bytes) -> tuple[tuple[str, str], ...]:
    """Return the parameters of a revocation request, from JSON or from a form.

    The body is asked and not its type: Intuit's own example names one and sends the
    other. Source: the wire facts on revocation; four clients send JSON, two a form.
    """
    text = body.decode(errors="replace")
    if not text.lstrip().startswith("{"):
        return tuple(parse_qsl(text, keep_blank_values=True))
    try:
        members = json.loads(text)
    except (ValueError, RecursionError):
        return ()
    # It began with a brace, so it is an object; what is not text is no parameter.
    return tuple(
        (_whole(name), _whole(item))
        for name, item in members.items()
        if isinstance(item, str)
    )


def _whole(text: str) -> str:
    """Return text from JSON, with a question mark for half of a surrogate pair.

    JSON can carry one, and no database takes it.
    """
    return text.encode(errors="replace").decode()


class Revoker:
    """Ends what a client holds of a company."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def revoke(
        self, value: str, *, client: KeyPair, call: Call, connection: Connection
    ) -> Refusal | None:
        """Revoke the consent that a token belongs to; return a refusal, or ``None``.

        Either kind voids the pair, and every other consent of this client and company.
        Source: the wire facts: 400 and an empty body for a token that is unknown,
        expired or revoked, where RFC 7009 §2.2 has 200; the policy decides. Another
        client's token is refused by both. Spec: RFC 7009 §2.1.
        """
        token = TokenLedger(connection).find(digest_of(value))
        refuse = partial(
            RefusalLedger(connection).add,
            call=call,
            endpoint=Endpoint.REVOCATION,
            client_id=client.client_id,
            presented=value,
        )
        if token is None:
            return self._unless_accepted(Refusal("", Reason.TOKEN_UNKNOWN), refuse)
        refusal = self._judge(token, client_id=client.client_id, now=call.at)
        if refusal is not None:
            refuse = partial(refuse, chain_id=token.chain.id)
            return self._unless_accepted(Refusal("", refusal.reason), refuse)
        _end_consents(
            connection,
            client.client_id,
            token.chain.realm_id,
            at=call.at,
            because=Reason.REVOKED_BY_APP,
        )
        return None

    def _unless_accepted(
        self, refusal: Refusal, refuse: Callable[[Refusal], Refusal]
    ) -> Refusal | None:
        accepted = self._policy.unknown_revocation is UnknownRevocation.ACCEPTED
        if accepted and refusal.reason is not Reason.FOREIGN_CLIENT:
            return None
        return refuse(refusal)

    def _judge(
        self, token: IssuedToken, *, client_id: str, now: datetime
    ) -> Refusal | None:
        if token.kind is TokenKind.REFRESH or token.chain.client_id != client_id:
            return judge_refresh_token(
                token, client_id=client_id, policy=self._policy, now=now
            )
        return judge_access_token(token, now=now)


def disconnect(
    client_id: str, realm_id: str | None, *, at: datetime, connection: Connection
) -> None:
    """End a connection as the user does inside QuickBooks (L603).

    The app is told nothing. Source: the wire facts on a disconnect in QuickBooks.
    """
    because = Reason.REVOKED_BY_USER_DISCONNECT
    _end_consents(connection, client_id, realm_id, at=at, because=because)


def _end_consents(
    connection: Connection,
    client_id: str,
    realm_id: str | None,
    *,
    at: datetime,
    because: Reason,
) -> None:
    TokenLedger(connection).revoke_consents(client_id, realm_id, at=at, because=because)
    CodeLedger(connection).revoke_unused(client_id, realm_id, at=at, because=because)
