"""From an authorization request to a code: who asks, and what the user decides."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from grantlab.provider.authorization import (
    NOT_CONNECTED,
    USER_SAID_NO,
    AuthorizationRequest,
    PageRefusal,
    Query,
    RedirectRefusal,
    Registration,
    build_redirect,
    judge_client,
    judge_request,
    refuse,
)
from grantlab.provider.bench import Bench
from grantlab.provider.call import Call
from grantlab.provider.database import Database
from grantlab.provider.faults.armed import FaultRack
from grantlab.provider.faults.fault import Occasion
from grantlab.provider.ledger.codes import CodeLedger
from grantlab.provider.ledger.refusals import RefusalLedger
from grantlab.provider.mint import Mint, digest_of
from grantlab.provider.policy.policy import NoCompany
from grantlab.provider.refusals import Endpoint
from grantlab.provider.registry import KeyPair, Registry

_Refused = TypeVar("_Refused", PageRefusal, RedirectRefusal)


class ConsentDesk:
    """Judges authorization requests and carries out what the user decides."""

    def __init__(
        self,
        database: Database,
        registry: Registry,
        mint: Mint,
        *,
        bench: Bench,
        faults: FaultRack,
    ) -> None:
        self._database = database
        self._registry = registry
        self._mint = mint
        self._bench = bench
        self._faults = faults

    def examine(
        self, query: str, *, call: Call
    ) -> AuthorizationRequest | PageRefusal | RedirectRefusal:
        """Judge a request from its query string alone.

        It is asked anew on every page and for the decision too, so that nothing in the
        browser stands for a judgement, and tabs cannot collide.
        """
        parsed = Query(query)
        registration = self._registration(parsed.text("client_id"))
        policy = self._bench.in_force().policy
        known = judge_client(parsed, registration, policy=policy)
        if isinstance(known, PageRefusal):
            return self._noted(known, call=call)
        verdict = judge_request(parsed, known, policy=policy)
        if isinstance(verdict, AuthorizationRequest):
            verdict = self._met(verdict)
        if isinstance(verdict, RedirectRefusal):
            return self._noted(verdict, call=call)
        return verdict

    def grant(
        self,
        request: AuthorizationRequest,
        *,
        realm_id: str | None,
        signed_in_at: datetime,
        call: Call,
    ) -> str:
        """Issue a code and return where the browser takes it.

        Spec: RFC 6749 §4.1.2. Source: the wire facts on the successful response;
        where no company was asked for, the policy decides about ``realmId``.
        """
        policy = self._bench.in_force().policy
        told = _told(realm_id, policy.no_company)
        for fault in self._faults.meet(Occasion.AUTHORIZATION_RESPONSE):
            told = fault.told_realm_id(told)
        expires_at = call.at + policy.code_lifetime
        code = self._mint.code(expires_at=expires_at)
        with self._database.write() as connection:
            CodeLedger(connection).add(
                digest_of(code.reveal()),
                client_id=request.client.client_id,
                redirect_uri=request.redirect_uri,
                scopes=request.scopes,
                realm_id=realm_id,
                code_challenge=request.code_challenge,
                code_challenge_method=request.code_challenge_method,
                signed_in_at=signed_in_at,
                issued_at=call.at,
                expires_at=expires_at,
            )
        return build_redirect(
            request.redirect_uri,
            code=code.reveal(),
            state=request.state,
            realmId=told,
        )

    def deny(self, request: AuthorizationRequest, *, call: Call) -> str:
        """Return where the browser is sent when the user said no."""
        refusal = USER_SAID_NO
        if self._bench.in_force().policy.describes_denial:
            refusal = replace(refusal, description=NOT_CONNECTED)
        return self._noted(refuse(request, refusal), call=call).location()

    def _met(
        self, request: AuthorizationRequest
    ) -> AuthorizationRequest | RedirectRefusal:
        """Return a good request, or the refusal of a fault that it meets."""
        met = self._faults.meet(Occasion.AUTHORIZATION_REQUEST)
        refusal = next(filter(None, (fault.refuse() for fault in met)), None)
        return request if refusal is None else refuse(request, refusal)

    def _registration(self, client_id: str) -> Registration | None:
        client = self._registry.find_client(client_id)
        if client is None:
            return None
        return Registration(
            client,
            self._registry.redirect_uris(client.keys),
            {item.value: item.enabled for item in self._registry.scopes()},
        )

    def _noted(self, verdict: _Refused, *, call: Call) -> _Refused:
        with self._database.write() as connection:
            RefusalLedger(connection).add(
                verdict.refusal,
                call=call,
                endpoint=Endpoint.AUTHORIZATION,
                client_id=_client_id(verdict.client),
            )
        return verdict


def _told(realm_id: str | None, no_company: NoCompany) -> str | None:
    if realm_id is None and no_company is NoCompany.NULL:
        return "null"
    return realm_id


def _client_id(client: KeyPair | None) -> str | None:
    return None if client is None else client.client_id
