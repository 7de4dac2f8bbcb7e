"""Mistakes around the end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from grantlab.flows import clean_up, live_access_token, revoke_connection
from grantlab.protocol.endings import Ending
from grantlab.provider import company_api, issuing, provider, revocation
from grantlab.provider.access import judge_access_token
from grantlab.provider.codes import IssuedCode
from grantlab.provider.columns import keep_moment, read_moment
from grantlab.provider.ledger import tokens
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.revocation import Revoker
from grantlab.provider.rotation import judge_refresh_token
from grantlab.provider.server import RegisteredClient
from grantlab.store.connections import Connections
from grantlab.store.generations import Generations
from grantlab.store.models import TokenGeneration
from tests.support.mutants.mutant import Mutant

REVOKED = {Reason.REVOKED_BY_APP, Reason.REVOKED_BY_USER_DISCONNECT}
open_for = Connections.open_for
make_pair = issuing.Issuer._make_pair
begin_chain = issuing.Issuer._begin


def _end_only(patch: pytest.MonkeyPatch, query: str) -> None:
    patch.setattr(tokens, "_REVOKE_CONSENTS", query)


_REFRESH_TOKENS = """
UPDATE token SET revoked_at = ?, revoked_because = ?
WHERE revoked_at IS NULL AND kind = 'refresh' AND chain_id IN (
    SELECT id FROM chain WHERE client_id = ? AND realm_id IS ?
)"""
_ACCESS_TOKENS = """
UPDATE token SET revoked_at = ?, revoked_because = ?
WHERE revoked_at IS NULL AND kind = 'access' AND chain_id IN (
    SELECT id FROM chain WHERE client_id = ? AND realm_id IS ?
)"""


def _accept_any_token(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Revoker, "_unless_accepted", lambda *_: None)


def _refuse_unknown_tokens(patch: pytest.MonkeyPatch) -> None:
    def refuse_all(_: Revoker, refusal: Refusal, refuse: Any) -> Refusal:
        refused: Refusal = refuse(refusal)
        return refused

    patch.setattr(Revoker, "_unless_accepted", refuse_all)


def _believe_any_secret(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(RegisteredClient, "check_client_secret", lambda *_: True)


def _wipe_without_telling(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revoke_connection, "end_at_service", lambda *_: None)


def _answer_and_do_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(revocation, "_end_consents", lambda *_, **__: None)


def _forbid_what_is_revoked(patch: pytest.MonkeyPatch) -> None:
    def judge(*args: Any, **named: Any) -> Any:
        verdict: Any = judge_access_token(*args, **named)
        is_meant = isinstance(verdict, Refusal) and verdict.reason in REVOKED
        return replace(verdict, status=403) if is_meant else verdict

    patch.setattr(company_api, "judge_access_token", judge)


def _call_it_a_bad_request(patch: pytest.MonkeyPatch) -> None:
    def judge(*args: Any, **named: Any) -> Any:
        verdict: Any = judge_refresh_token(*args, **named)
        is_meant = isinstance(verdict, Refusal) and verdict.reason in REVOKED
        return replace(verdict, error="invalid_request") if is_meant else verdict

    patch.setattr(issuing, "judge_refresh_token", judge)


def _ignore_the_user(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(provider, "disconnect", lambda *_, **__: None)


def _try_a_refused_token_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(live_access_token, "PAUSE_AFTER_REFUSAL", timedelta())


def _keep_what_has_ended(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clean_up, "judge_ending", lambda *_, **__: None)


def _wipe_what_lives(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(clean_up, "judge_ending", lambda *_, **__: Ending.SOFT)


def _delete_the_rows(patch: pytest.MonkeyPatch) -> None:
    def wipe(generations: Any, connection: Any) -> int:
        session = generations._session
        session.execute(
            delete(TokenGeneration).where(
                TokenGeneration.connection_id == connection.id
            )
        )
        session.commit()
        return 1

    patch.setattr(Generations, "wipe_ended", wipe)


def _wipe_access_tokens_only(patch: pytest.MonkeyPatch) -> None:
    def wipe(generations: Any, connection: Any) -> int:
        session = generations._session
        session.execute(
            update(TokenGeneration)
            .where(TokenGeneration.connection_id == connection.id)
            .values(sealed_access_token=None)
        )
        session.commit()
        return 1

    patch.setattr(Generations, "wipe_ended", wipe)


def _wipe_fingerprints_too(patch: pytest.MonkeyPatch) -> None:
    def wipe(generations: Any, connection: Any) -> int:
        session = generations._session
        session.execute(
            update(TokenGeneration)
            .where(TokenGeneration.connection_id == connection.id)
            .values(
                sealed_access_token=None,
                sealed_refresh_token=None,
                refresh_fingerprint=None,
            )
        )
        session.commit()
        return 1

    patch.setattr(Generations, "wipe_ended", wipe)


def _go_on_with_the_first_five_years(patch: pytest.MonkeyPatch) -> None:
    ends: list[Any] = []

    def make(issuer: Any, *, hard_expires_at: Any, now: Any) -> Any:
        ends.append(hard_expires_at)
        return make_pair(issuer, hard_expires_at=ends[0], now=now)

    patch.setattr(issuing.Issuer, "_make_pair", make)


_LIFE_BEFORE = """
SELECT max(token.expires_at) AS ends FROM token JOIN chain ON chain.id = token.chain_id
WHERE kind = 'refresh' AND revoked_because = 'revoked_by_app'
AND client_id = ? AND realm_id IS ? AND token.expires_at > ?"""
_SHORTEN = """
UPDATE token SET expires_at = ?
WHERE kind = 'refresh' AND chain_id = (SELECT max(id) FROM chain)"""


def _go_on_with_the_first_hundred_days(patch: pytest.MonkeyPatch) -> None:
    def begin(
        issuer: Any, code: IssuedCode, *, tokens: TokenLedger, now: Any, **named: Any
    ) -> Any:
        answer = begin_chain(issuer, code, tokens=tokens, now=now, **named)
        whose = (code.client_id, code.realm_id, keep_moment(now))
        (ends,) = tokens._connection.execute(_LIFE_BEFORE, whose).fetchone()
        if ends is None:
            return answer
        tokens._connection.execute(_SHORTEN, (ends,))
        return replace(answer, refresh_expires_at=read_moment(ends))

    patch.setattr(issuing.Issuer, "_begin", begin)


def _stay_revoked(patch: pytest.MonkeyPatch) -> None:
    def open_row(connections: Any, **named: Any) -> Any:
        known = connections.find(named["environment"], named["realm_id"])
        revoked_at = None if known is None else known.revoked_at
        connection = open_for(connections, **named)
        connection.revoked_at = revoked_at
        return connection

    patch.setattr(Connections, "open_for", open_row)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="a-revocation-ends-refresh-tokens-only",
        says="The service ends the refresh token, and the access token lives out its hour.",
        apply=lambda patch: _end_only(patch, _REFRESH_TOKENS),
        fails=frozenset({"L601", "L602", "L603", "R5"}),
    ),
    Mutant(
        name="a-revocation-ends-access-tokens-only",
        says="The service ends the access token, and the refresh token goes on.",
        apply=lambda patch: _end_only(patch, _ACCESS_TOKENS),
        fails=frozenset({"L601", "L602", "L603", "R5"}),
    ),
    Mutant(
        name="any-secret-will-do",
        says="The service does not compare the client's secret.",
        apply=_believe_any_secret,
        fails=frozenset({"L601"}),
    ),
    Mutant(
        name="any-token-is-revoked",
        says="The service answers 200 to the revocation of a token that it does not know.",
        apply=_accept_any_token,
        fails=frozenset({"L601"}),
    ),
    Mutant(
        name="an-unknown-token-cannot-be-revoked",
        says="The service answers 400 to it where RFC 7009 is followed.",
        apply=_refuse_unknown_tokens,
        fails=frozenset({"L601"}),
        preset="rfc-9700",
    ),
    Mutant(
        name="the-service-is-not-told",
        says="The client forgets a connection, and does not call the revocation endpoint.",
        apply=_wipe_without_telling,
        fails=frozenset({"L601", "L602", "R5"}),
    ),
    Mutant(
        name="a-revocation-does-nothing",
        says="The service answers 200 to a revocation, and ends nothing.",
        apply=_answer_and_do_nothing,
        fails=frozenset({"L601", "L602", "L603", "R5"}),
    ),
    Mutant(
        name="a-revoked-access-token-is-forbidden",
        says="The API answers 403 to an access token that was revoked.",
        apply=_forbid_what_is_revoked,
        fails=frozenset({"L602", "L603", "R5"}),
    ),
    Mutant(
        name="a-revoked-refresh-token-is-a-bad-request",
        says="The service answers invalid_request to a refresh token that was revoked.",
        apply=_call_it_a_bad_request,
        fails=frozenset({"L602", "L603", "R5"}),
    ),
    Mutant(
        name="a-disconnect-in-quickbooks-does-nothing",
        says="The service lets the app go on after the user has disconnected it.",
        apply=_ignore_the_user,
        fails=frozenset({"L603", "R5"}),
    ),
    Mutant(
        name="a-refused-token-is-sent-again-and-again",
        says="The client sends a refresh token again that was refused just now.",
        apply=_try_a_refused_token_again,
        fails=frozenset({"L603"}),
    ),
    Mutant(
        name="nothing-is-cleaned-up",
        says="The client keeps the values of connections that have ended.",
        apply=_keep_what_has_ended,
        fails=frozenset({"L604"}),
    ),
    Mutant(
        name="what-lives-is-cleaned-up",
        says="The client wipes the values of connections that are good.",
        apply=_wipe_what_lives,
        fails=frozenset({"L604"}),
    ),
    Mutant(
        name="cleanup-deletes-the-rows",
        says="The client deletes what it knew of an ended connection's pairs.",
        apply=_delete_the_rows,
        fails=frozenset({"L604"}),
    ),
    Mutant(
        name="cleanup-leaves-refresh-tokens",
        says="The client wipes the access tokens of an ended connection only.",
        apply=_wipe_access_tokens_only,
        fails=frozenset({"L604"}),
    ),
    Mutant(
        name="cleanup-wipes-fingerprints-too",
        says="The client wipes what a diagnosis would compare.",
        apply=_wipe_fingerprints_too,
        fails=frozenset({"L604"}),
    ),
    Mutant(
        name="a-new-consent-has-the-old-five-years",
        says="The service counts five years from the first consent of all.",
        apply=_go_on_with_the_first_five_years,
        fails=frozenset({"L507", "L605", "R1"}),
    ),
    Mutant(
        name="a-new-consent-has-the-old-hundred-days",
        says="After a revocation the service goes on with the life of the token before.",
        apply=_go_on_with_the_first_hundred_days,
        fails=frozenset({"L605"}),
    ),
    Mutant(
        name="a-connection-stays-revoked",
        says="The client does not take a new consent for the end of a revocation.",
        apply=_stay_revoked,
        fails=frozenset({"L603", "L604", "L605", "R5"}),
    ),
)
