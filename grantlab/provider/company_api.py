"""Who may read a company, and who may read about a user."""

from functools import partial

from grantlab.provider.access import (
    GENERAL_AUTHENTICATION_ERROR,
    UNKNOWN_TOKEN,
    judge_access_token,
    judge_company_access,
    judge_userinfo_access,
    read_bearer,
)
from grantlab.provider.bench import Bench
from grantlab.provider.call import Call
from grantlab.provider.companies import Company, find_company
from grantlab.provider.database import Database
from grantlab.provider.ledger.refusals import RefusalLedger
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.mint import digest_of
from grantlab.provider.refusals import INVALID_TOKEN, Endpoint, Reason, Refusal
from grantlab.provider.registry import Keys, Registry
from grantlab.provider.tokens import IssuedToken


class CompanyApi:
    """Lets a bearer of an access token in, or keeps and returns why not."""

    def __init__(self, database: Database, registry: Registry, *, bench: Bench) -> None:
        self._database = database
        self._registry = registry
        self._bench = bench

    def open_company(
        self, authorization: str | None, *, keys: Keys, realm_id: str, call: Call
    ) -> Company | Refusal:
        """Return the company, if the token is good for it at this address.

        A request without a token does not get past the gateway's door and is answered
        by the service behind it. Source: the wire facts on the service's 401.
        """
        value = read_bearer(authorization)
        if value is None:
            refusal = Refusal(
                GENERAL_AUTHENTICATION_ERROR, Reason.TOKEN_MISSING, status=401
            )
            return self.refuse(refusal, call=call)
        token = self._find(value)
        if token is None:
            return self.refuse(UNKNOWN_TOKEN, call=call, presented=value)
        verdict: Company | Refusal = judge_access_token(
            token, now=call.at
        ) or judge_company_access(
            token,
            token_keys=self._keys_of(token),
            prefix_keys=keys,
            company=find_company(realm_id, keys),
            wrong_host=self._bench.in_force().policy.wrong_host,
        )
        if isinstance(verdict, Refusal):
            return self.refuse(verdict, call=call, token=token, presented=value)
        return verdict

    def open_userinfo(
        self, authorization: str | None, *, keys: Keys, call: Call
    ) -> IssuedToken | Refusal:
        """Return the token, if it is good for UserInfo at this address.

        Source: the wire facts on UserInfo; the body of its errors is not known.
        """
        value = read_bearer(authorization) or ""
        refuse = partial(
            self.refuse, call=call, endpoint=Endpoint.USERINFO, presented=value
        )
        token = self._find(value)
        if token is None:
            reason = Reason.TOKEN_UNKNOWN if value else Reason.TOKEN_MISSING
            return refuse(Refusal(INVALID_TOKEN, reason, status=401))
        refusal = judge_access_token(token, now=call.at) or judge_userinfo_access(
            token, token_keys=self._keys_of(token), prefix_keys=keys
        )
        if refusal is not None:
            return refuse(
                Refusal(INVALID_TOKEN, refusal.reason, status=401), token=token
            )
        return token

    def refuse(
        self,
        refusal: Refusal,
        *,
        call: Call,
        endpoint: Endpoint = Endpoint.COMPANY_API,
        token: IssuedToken | None = None,
        presented: str = "",
    ) -> Refusal:
        """Keep a refusal and give it back."""
        chain = None if token is None else token.chain
        with self._database.write() as connection:
            return RefusalLedger(connection).add(
                refusal,
                call=call,
                endpoint=endpoint,
                client_id=None if chain is None else chain.client_id,
                presented=presented,
                chain_id=None if chain is None else chain.id,
            )

    def _find(self, value: str) -> IssuedToken | None:
        with self._database.read() as connection:
            return TokenLedger(connection).find(digest_of(value))

    def _keys_of(self, token: IssuedToken) -> Keys | None:
        client = self._registry.find_client(token.chain.client_id)
        return None if client is None else client.keys
