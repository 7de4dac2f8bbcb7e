"""Mistakes around the user's consent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, NoReturn

import pytest

from grantlab.flows import begin_authorization, exchange_code, receive_authorization
from grantlab.protocol import authorization_response
from grantlab.protocol.authorization_response import find_single
from grantlab.protocol.encoding import base64url
from grantlab.protocol.errors import StateMismatchError, StateProblem
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.scope import format_scopes
from grantlab.protocol.secret import Secret
from grantlab.protocol.state import make_state
from grantlab.provider import authorization, company_api, consent
from grantlab.provider.authorization import (
    AuthorizationRequest,
    Query,
    RedirectRefusal,
    refuse,
)
from grantlab.provider.call import Call
from grantlab.provider.consent import ConsentDesk
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.refusals import Refusal
from grantlab.store import authorization_attempts
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.connections import Connections
from grantlab.store.models import AuthorizationAttempt, Connection
from tests.support.mutants.mutant import Mutant


def _grant_any_scope(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(authorization, "_wrong_scope", lambda *_: None)


def _grant_what_is_not_enabled(patch: pytest.MonkeyPatch) -> None:
    judge = authorization._wrong_scope

    def judge_known(query: Query, scope_enabled: Mapping[str, bool]) -> Refusal | None:
        return judge(query, dict.fromkeys(scope_enabled, True))

    patch.setattr(authorization, "_wrong_scope", judge_known)


def _name_another_error(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(authorization, "INVALID_SCOPE", "invalid_request")


def _tell_everybody_who_it_is(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(company_api, "judge_userinfo_access", lambda *_, **__: None)


def _widen_older_tokens(patch: pytest.MonkeyPatch) -> None:
    begin = TokenLedger.begin_chain

    def begin_and_widen(self: TokenLedger, **facts: Any) -> int:
        self._connection.execute(
            "UPDATE chain SET scopes = ? WHERE client_id = ? AND realm_id IS ?",
            (format_scopes(facts["scopes"]), facts["client_id"], facts["realm_id"]),
        )
        return begin(self, **facts)

    patch.setattr(TokenLedger, "begin_chain", begin_and_widen)


def _shorten_the_state(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        begin_authorization, "make_state", lambda octets: Secret(base64url(octets[:12]))
    )


def _begin_every_state_alike(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        begin_authorization,
        "make_state",
        lambda octets: Secret(f"a-state-of-this-application-{base64url(octets[:6])}"),
    )


def _forget_the_browser(patch: pytest.MonkeyPatch) -> None:
    spend = AuthorizationAttempts.spend

    def spend_anywhere(
        self: AuthorizationAttempts, state: Secret, *, browser_digest: str
    ) -> AuthorizationAttempt | None:
        attempt = self.find_by_state(state)
        known = browser_digest if attempt is None else attempt.browser_digest
        return spend(self, state, browser_digest=known)

    patch.setattr(AuthorizationAttempts, "spend", spend_anywhere)


def _never_spend_a_state(patch: pytest.MonkeyPatch) -> None:
    def find(
        self: AuthorizationAttempts, state: Secret, *, browser_digest: str
    ) -> AuthorizationAttempt | None:
        attempt = self.find_by_state(state)
        is_own = attempt is not None and attempt.browser_digest == browser_digest
        return attempt if is_own else None

    patch.setattr(AuthorizationAttempts, "spend", find)


def _wait_for_a_year(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(authorization_attempts, "STATE_LIFETIME", timedelta(days=365))


def _take_the_first_of_two(patch: pytest.MonkeyPatch) -> None:
    def find_first(parameters: Pairs, name: str) -> str | None:
        return next((value for key, value in parameters if key == name), None)

    patch.setattr(receive_authorization, "find_single", find_first)


def _take_a_reload_for_an_attack(patch: pytest.MonkeyPatch) -> None:
    def disregard(*_: object) -> NoReturn:
        raise StateMismatchError(StateProblem.USED)

    patch.setattr(receive_authorization, "_recognise_repetition", disregard)


def _show_a_reload_to_anybody(patch: pytest.MonkeyPatch) -> None:
    recognise = receive_authorization._recognise_repetition

    def recognise_anywhere(
        parameters: Pairs, state: Secret, browser: str, attempts: AuthorizationAttempts
    ) -> AuthorizationAttempt:
        attempt = attempts.find_by_state(state)
        if attempt is not None and attempt.received_at is not None:
            browser = attempt.browser_digest
        return recognise(parameters, state, browser, attempts)

    patch.setattr(receive_authorization, "_recognise_repetition", recognise_anywhere)


def _remember_states(patch: pytest.MonkeyPatch) -> list[Secret]:
    """Have the states kept that our client makes; the last is of its newest request."""
    made: list[Secret] = []

    def make_and_remember(octets: bytes) -> Secret:
        made.append(make_state(octets))
        return made[-1]

    patch.setattr(begin_authorization, "make_state", make_and_remember)
    return made


def _guess_a_missing_state(patch: pytest.MonkeyPatch) -> None:
    made = _remember_states(patch)

    def find(parameters: Pairs, name: str) -> str | None:
        is_missing = name == "state" and name not in dict(parameters)
        return made[-1].reveal() if is_missing else find_single(parameters, name)

    patch.setattr(receive_authorization, "find_single", find)


def _guess_an_unknown_state(patch: pytest.MonkeyPatch) -> None:
    made = _remember_states(patch)
    spend = AuthorizationAttempts.spend

    def spend_newest(
        self: AuthorizationAttempts, state: Secret, *, browser_digest: str
    ) -> AuthorizationAttempt | None:
        known = made[-1] if self.find_by_state(state) is None else state
        return spend(self, known, browser_digest=browser_digest)

    patch.setattr(AuthorizationAttempts, "spend", spend_newest)


def _keep_the_state(patch: pytest.MonkeyPatch) -> None:
    def refuse_without(
        request: AuthorizationRequest, refusal: Refusal
    ) -> RedirectRefusal:
        return refuse(replace(request, state=None), refusal)

    patch.setattr(consent, "refuse", refuse_without)


def _take_no_for_yes(patch: pytest.MonkeyPatch) -> None:
    def grant(self: ConsentDesk, request: AuthorizationRequest, *, call: Call) -> str:
        return self.grant(
            request, realm_id="9341450000000101", signed_in_at=call.at, call=call
        )

    patch.setattr(ConsentDesk, "deny", grant)


def _want_the_code_first(patch: pytest.MonkeyPatch) -> None:
    def find(parameters: Pairs, name: str) -> str | None:
        if name == "code" and parameters and parameters[0][0] != name:
            return None
        return find_single(parameters, name)

    patch.setattr(authorization_response, "find_single", find)


def _read_by_place(patch: pytest.MonkeyPatch) -> None:
    def find(parameters: Pairs, name: str) -> str | None:
        if name == "realmId" and parameters and parameters[-1][0] != name:
            return None
        return find_single(parameters, name)

    patch.setattr(authorization_response, "find_single", find)


def _believe_the_address_bar(patch: pytest.MonkeyPatch) -> None:
    keep = exchange_code._keep_tokens

    def keep_and_believe(*given: Any, parts: Any, **more: Any) -> Connection:
        connection = keep(*given, parts=parts, **more)
        parts.connections.note_verified(
            connection,
            by="authorization response",
            company_name=None,
            now=more["outside"].now(),
        )
        return connection

    patch.setattr(exchange_code, "_keep_tokens", keep_and_believe)


def _leave_out_the_comparison(patch: pytest.MonkeyPatch) -> None:
    judge = exchange_code._judge_id_token

    def judge_and_believe(
        attempt: Any, connection: Any, id_token: Any, *, parts: Any, **more: Any
    ) -> None:
        judge(attempt, connection, id_token, parts=parts, **more)
        if id_token is not None and attempt.id_token_problem is None:
            parts.connections.note_verified(
                connection, by="ID token", company_name=None, now=more["outside"].now()
            )

    patch.setattr(exchange_code, "_judge_id_token", judge_and_believe)


def _note_no_proof(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Connections, "note_verified", lambda *_, **__: None)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="any-scope-is-granted",
        says="Scopes are not looked at.",
        apply=_grant_any_scope,
        fails=frozenset({"L201"}),
    ),
    Mutant(
        name="scopes-need-not-be-enabled",
        says="A scope that exists is granted, whether or not the app has it.",
        apply=_grant_what_is_not_enabled,
        fails=frozenset({"L201"}),
    ),
    Mutant(
        name="a-wrong-scope-has-another-error",
        says="A scope that cannot be had is answered with invalid_request.",
        apply=_name_another_error,
        fails=frozenset({"L201"}),
    ),
    Mutant(
        name="userinfo-needs-no-scope",
        says="UserInfo is told to whoever has an access token.",
        apply=_tell_everybody_who_it_is,
        fails=frozenset({"L203"}),
    ),
    Mutant(
        name="a-new-consent-widens-older-tokens",
        says="Tokens of an earlier consent gain the scopes of the next one.",
        apply=_widen_older_tokens,
        fails=frozenset({"L203"}),
    ),
    Mutant(
        name="the-state-is-short",
        says="Our client's state has sixteen characters.",
        apply=_shorten_the_state,
        fails=frozenset({"L204"}),
    ),
    Mutant(
        name="states-begin-alike",
        says="Our client's state is long, and most of it is the same every time.",
        apply=_begin_every_state_alike,
        fails=frozenset({"L204"}),
    ),
    Mutant(
        name="the-browser-is-forgotten",
        says="Our client takes a state from any browser.",
        apply=_forget_the_browser,
        fails=frozenset({"L204"}),
    ),
    Mutant(
        name="a-state-is-never-spent",
        says="Our client takes any number of responses with one state.",
        apply=_never_spend_a_state,
        fails=frozenset({"L204", "L205"}),
    ),
    Mutant(
        name="a-state-is-waited-for-too-long",
        says="Our client takes a response a year after it was asked for.",
        apply=_wait_for_a_year,
        fails=frozenset({"L205"}),
    ),
    Mutant(
        name="the-first-of-two-states-counts",
        says="Our client takes a doubled parameter for its first value.",
        apply=_take_the_first_of_two,
        fails=frozenset({"L205"}),
    ),
    Mutant(
        name="a-reload-is-taken-for-an-attack",
        says="Our client disregards the same response that comes again.",
        apply=_take_a_reload_for_an_attack,
        fails=frozenset({"L204", "L205"}),
    ),
    Mutant(
        name="a-reload-is-shown-to-anybody",
        says="Our client shows the first result to whichever browser brings its response.",
        apply=_show_a_reload_to_anybody,
        fails=frozenset({"L205"}),
    ),
    Mutant(
        name="a-missing-state-is-guessed",
        says="Our client takes a response without a state for that to its newest request.",
        apply=_guess_a_missing_state,
        fails=frozenset({"L205"}),
    ),
    Mutant(
        name="an-unknown-state-is-guessed",
        says="Our client takes a response with a strange state for that to its newest request.",
        apply=_guess_an_unknown_state,
        fails=frozenset({"L205"}),
    ),
    Mutant(
        name="a-refusal-loses-the-state",
        says="A user's no comes back without the state.",
        apply=_keep_the_state,
        fails=frozenset({"L206"}),
    ),
    Mutant(
        name="no-is-taken-for-yes",
        says="A user who says no has consented.",
        apply=_take_no_for_yes,
        fails=frozenset({"L206"}),
    ),
    Mutant(
        name="the-code-has-to-come-first",
        says="Our client reads the code only where it stands first.",
        apply=_want_the_code_first,
        fails=frozenset({"L207"}),
    ),
    Mutant(
        name="parameters-are-read-by-their-place",
        says="Our client reads the realmId only where it stands last.",
        apply=_read_by_place,
        fails=frozenset({"L207"}),
    ),
    Mutant(
        name="the-address-bar-is-believed",
        says="Our client takes the realmId of the response for proved.",
        apply=_believe_the_address_bar,
        fails=frozenset({"L208"}),
    ),
    Mutant(
        name="any-id-token-proves-the-company",
        says="Our client does not compare the ID token's company with the response's.",
        apply=_leave_out_the_comparison,
        fails=frozenset({"L208"}),
    ),
    Mutant(
        name="proofs-are-not-noted",
        says="Our client never notes that a company was proved.",
        apply=_note_no_proof,
        fails=frozenset({"L208"}),
    ),
)
