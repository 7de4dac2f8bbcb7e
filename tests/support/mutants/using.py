"""Mistakes around the access token."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest

from grantlab.flows import call_company
from grantlab.flows.live_access_token import live_access_token
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.provider import company_api, pairs
from grantlab.provider.access import judge_access_token, judge_company_access
from grantlab.provider.companies import find_company
from grantlab.provider.grants import answers
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.tokens import TokenKind
from tests.support.mutants.mutant import Mutant

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _live_for_a_day(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pairs, "ACCESS_LIFETIME", DAY)


def _live_for_half_an_hour(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pairs, "ACCESS_LIFETIME", HOUR / 2)


def _tell_half_an_hour(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers, "ACCESS_LIFETIME", HOUR / 2)


def _refuse_as(status: int, *reasons: Reason) -> Any:
    def judge(*args: Any, **named: Any) -> Any:
        verdict: Any = judge_access_token(*args, **named)
        is_meant = isinstance(verdict, Refusal) and verdict.reason in reasons
        return replace(verdict, status=status) if is_meant else verdict

    return judge


def _forbid_the_expired(patch: pytest.MonkeyPatch) -> None:
    judge = _refuse_as(HTTPStatus.FORBIDDEN, Reason.EXPIRED)
    patch.setattr(company_api, "judge_access_token", judge)


def _take_a_refresh_token(patch: pytest.MonkeyPatch) -> None:
    def judge(token: Any, **named: Any) -> Any:
        return judge_access_token(replace(token, kind=TokenKind.ACCESS), **named)

    patch.setattr(company_api, "judge_access_token", judge)


def _forbid_a_refresh_token(patch: pytest.MonkeyPatch) -> None:
    judge = _refuse_as(HTTPStatus.FORBIDDEN, Reason.WRONG_KIND)
    patch.setattr(company_api, "judge_access_token", judge)


def _let_pass(*reasons: Reason) -> Any:
    def judge(*args: Any, **named: Any) -> Any:
        verdict: Any = judge_company_access(*args, **named)
        is_meant = isinstance(verdict, Refusal) and verdict.reason in reasons
        return named["company"] if is_meant and named["company"] else verdict

    return judge


def _open_every_company(patch: pytest.MonkeyPatch) -> None:
    judge = _let_pass(Reason.FOREIGN_REALM)
    patch.setattr(company_api, "judge_company_access", judge)


def _answer_for_its_own_company(patch: pytest.MonkeyPatch) -> None:
    def judge(token: Any, **named: Any) -> Any:
        named["company"] = find_company(token.chain.realm_id, named["prefix_keys"])
        return judge_company_access(token, **named)

    patch.setattr(company_api, "judge_company_access", judge)


def _forget_the_scopes(patch: pytest.MonkeyPatch) -> None:
    judge = _let_pass(Reason.SCOPE_NOT_GRANTED)
    patch.setattr(company_api, "judge_company_access", judge)


def _ask_for_another_token(patch: pytest.MonkeyPatch) -> None:
    def judge(*args: Any, **named: Any) -> Any:
        verdict: Any = judge_company_access(*args, **named)
        is_meant = (
            isinstance(verdict, Refusal) and verdict.reason is Reason.SCOPE_NOT_GRANTED
        )
        return replace(verdict, status=401) if is_meant else verdict

    patch.setattr(company_api, "judge_company_access", judge)


def _refresh_on_403(patch: pytest.MonkeyPatch) -> None:
    refused = property(lambda answer: answer.status in {401, 403})
    patch.setattr(CompanyAnswer, "token_refused", refused)


def _do_not_call_again(patch: pytest.MonkeyPatch) -> None:
    def call_once(
        connection_id: int, call: Any, *, is_refused: Any, **named: Any
    ) -> Any:
        token = live_access_token(connection_id, **named)
        answer = call(token)
        if is_refused(answer):
            live_access_token(connection_id, refused=token, **named)
        return answer

    patch.setattr(call_company, "call_with_live_token", call_once)


def _call_again_without_refreshing(patch: pytest.MonkeyPatch) -> None:
    def call_twice(
        connection_id: int, call: Any, *, is_refused: Any, **named: Any
    ) -> Any:
        token = live_access_token(connection_id, **named)
        answer = call(token)
        return call(token) if is_refused(answer) else answer

    patch.setattr(call_company, "call_with_live_token", call_twice)


def _refresh_on_every_401(patch: pytest.MonkeyPatch) -> None:
    def call_on(connection_id: int, call: Any, *, is_refused: Any, **named: Any) -> Any:
        token = live_access_token(connection_id, **named)
        answer, left = call(token), 3
        while is_refused(answer) and left:
            token = live_access_token(connection_id, refused=token, **named)
            answer, left = call(token), left - 1
        return answer

    patch.setattr(call_company, "call_with_live_token", call_on)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="access-tokens-live-for-a-day",
        says="The service tells an hour, and lets an access token in for a day.",
        apply=_live_for_a_day,
        fails=frozenset({"L401", "L402", "L406"}),
    ),
    Mutant(
        name="access-tokens-live-for-half-an-hour",
        says="The service tells an hour, and ends an access token after half of it.",
        apply=_live_for_half_an_hour,
        fails=frozenset({"L401"}),
    ),
    Mutant(
        name="half-an-hour-is-told",
        says="The service tells half an hour, and lets an access token in for an hour.",
        apply=_tell_half_an_hour,
        fails=frozenset({"L401", "L511"}),
    ),
    Mutant(
        name="an-expired-access-token-is-forbidden",
        says="The API answers 403 to an access token that has expired.",
        apply=_forbid_the_expired,
        fails=frozenset({"L402", "L406", "L506"}),
    ),
    Mutant(
        name="the-api-takes-a-refresh-token",
        says="The API lets in whatever token it knows.",
        apply=_take_a_refresh_token,
        fails=frozenset({"L403"}),
    ),
    Mutant(
        name="a-refresh-token-is-forbidden",
        says="The API answers 403 to a refresh token, as if it were good elsewhere.",
        apply=_forbid_a_refresh_token,
        fails=frozenset({"L403"}),
    ),
    Mutant(
        name="a-token-opens-every-company",
        says="The API does not compare the company with the one that was granted.",
        apply=_open_every_company,
        fails=frozenset({"L208", "L404"}),
    ),
    Mutant(
        name="the-company-of-the-path-is-ignored",
        says="The API answers for the company of the token, whichever is asked for.",
        apply=_answer_for_its_own_company,
        fails=frozenset({"L404", "L208"}),
    ),
    Mutant(
        name="scopes-are-not-looked-at",
        says="The API answers whatever scope was granted.",
        apply=_forget_the_scopes,
        fails=frozenset({"L405"}),
    ),
    Mutant(
        name="a-missing-scope-is-answered-401",
        says="The API answers 401 where a scope is missing, and the client refreshes.",
        apply=_ask_for_another_token,
        fails=frozenset({"L405"}),
    ),
    Mutant(
        name="the-client-refreshes-on-403",
        says="The client takes a 403 for the sign to refresh.",
        apply=_refresh_on_403,
        fails=frozenset({"L405"}),
    ),
    Mutant(
        name="the-call-is-not-repeated",
        says="The client refreshes on 401, and leaves the call at that.",
        apply=_do_not_call_again,
        fails=frozenset({"L406"}),
    ),
    Mutant(
        name="the-call-is-repeated-as-it-was",
        says="The client repeats the call on 401, and does not refresh.",
        apply=_call_again_without_refreshing,
        fails=frozenset({"L406", "L603", "R5"}),
    ),
    Mutant(
        name="every-401-leads-to-a-refresh",
        says="The client refreshes as often as it meets 401, three times at most.",
        apply=_refresh_on_every_401,
        fails=frozenset({"L406"}),
    ),
)
