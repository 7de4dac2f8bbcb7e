"""Mistakes around refreshing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update

from grantlab.flows import live_access_token, refresh_connection
from grantlab.protocol import renewal_time
from grantlab.protocol.round_trip import Purpose
from grantlab.provider import issuing, rotation
from grantlab.provider.columns import read_moment
from grantlab.provider.grants import answers
from grantlab.provider.policy import presets
from grantlab.provider.refusals import (
    INCORRECT_REFRESH_TOKEN,
    INVALID_GRANT,
    Reason,
    Refusal,
)
from grantlab.provider.rotation import judge_refresh_token
from grantlab.store.claims import CLAIM_LIFETIME, Claims
from grantlab.store.due import DueConnections
from grantlab.store.errors import RefreshInProgressError
from grantlab.store.generations import Generations
from grantlab.store.models import Connection, RefreshAttempt
from grantlab.store.round_trips import RoundTrips
from grantlab.wire import token_endpoint
from tests.support.mutants.mutant import Mutant

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
commit_refresh = Generations.commit_refresh
end_of = rotation._end_of
find_due = DueConnections.page
finish = refresh_connection.finish_without_tokens
give_again = issuing.Issuer._give_again
keep = issuing._keep
make_pair = issuing.Issuer._make_pair
open_refresh_token = Generations.refresh_token
success = answers._success
add_all = RoundTrips.add_all


def _keep_the_old_access_token(patch: pytest.MonkeyPatch) -> None:
    def commit(store: Any, claim: Any, sent: Any, tokens: Any, **named: Any) -> Any:
        old = store.access_token_if_kept(sent) or tokens.access_token
        return commit_refresh(
            store, claim, sent, replace(tokens, access_token=old), **named
        )

    patch.setattr(Generations, "commit_refresh", commit)


def _keep_the_old_refresh_token(patch: pytest.MonkeyPatch) -> None:
    def commit(store: Any, claim: Any, sent: Any, tokens: Any, **named: Any) -> Any:
        old = store.refresh_token(sent)
        return commit_refresh(
            store, claim, sent, replace(tokens, refresh_token=old), **named
        )

    patch.setattr(Generations, "commit_refresh", commit)


def _store_only_what_changed(patch: pytest.MonkeyPatch) -> None:
    def commit(store: Any, claim: Any, sent: Any, tokens: Any, **named: Any) -> Any:
        if tokens.refresh_token != store.refresh_token(sent):
            return commit_refresh(store, claim, sent, tokens, **named)
        store._let_go(claim)
        return sent

    patch.setattr(Generations, "commit_refresh", commit)


def _send_from_memory(patch: pytest.MonkeyPatch) -> None:
    held: dict[tuple[int, int], Any] = {}

    def read(store: Any, generation: Any) -> Any:
        grant = (generation.connection_id, generation.consent)
        return held.setdefault(grant, open_refresh_token(store, generation))

    patch.setattr(Generations, "refresh_token", read)


def _judge_ends(patch: pytest.MonkeyPatch, change: Any) -> None:
    def judge(token: Any, *, policy: Any, now: Any) -> Any:
        return change(end_of(token, policy=policy, now=now), token, policy, now)

    patch.setattr(rotation, "_end_of", judge)


def _honour_what_was_replaced(patch: pytest.MonkeyPatch) -> None:
    _judge_ends(
        patch,
        lambda reason, *_: None if reason is Reason.SUPERSEDED else reason,
    )


def _honour_no_previous_token(patch: pytest.MonkeyPatch) -> None:
    def change(reason: Any, token: Any, *_: Any) -> Any:
        return reason or (None if token.replaced_at is None else Reason.SUPERSEDED)

    _judge_ends(patch, change)


def _honour_for_two_days(patch: pytest.MonkeyPatch) -> None:
    def judge(token: Any, *, policy: Any, now: Any) -> Any:
        longer = replace(policy, grace=policy.grace + DAY)
        return end_of(token, policy=longer, now=now)

    patch.setattr(rotation, "_end_of", judge)


def _leave_it_at_ninety_days(patch: pytest.MonkeyPatch) -> None:
    shorter = {
        name: replace(policy, lifetime=timedelta(days=90))
        for name, policy in presets.PRESETS.items()
    }
    patch.setattr(presets, "PRESETS", shorter)


def _tell_half_a_year(patch: pytest.MonkeyPatch) -> None:
    def respond(*args: Any) -> Any:
        return {**success(*args), "x_refresh_token_expires_in": 15_552_000}

    patch.setattr(answers, "_success", respond)


def _count_from_the_consent(patch: pytest.MonkeyPatch) -> None:
    def keep_pair(
        pair: Any, chain_id: int, number: int, *, tokens: Any, now: Any
    ) -> None:
        first = tokens._connection.execute(
            "SELECT expires_at FROM token WHERE chain_id = ? ORDER BY expires_at DESC",
            (chain_id,),
        ).fetchone()
        if first is not None:
            pair = replace(pair, refresh_expires_at=read_moment(first["expires_at"]))
        keep(pair, chain_id, number, tokens=tokens, now=now)

    patch.setattr(issuing, "_keep", keep_pair)


def _forgive_an_old_token(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(issuing.Issuer, "_end_reused_family", lambda *_, **__: None)


def _punish_an_old_token(patch: pytest.MonkeyPatch) -> None:
    def end(_issuer: Any, refusal: Any, token: Any, *, tokens: Any, now: Any) -> None:
        if refusal.reason is Reason.SUPERSEDED:
            because = Reason.REVOKED_BY_TOKEN_REUSE
            tokens.revoke_chain(token.chain.id, at=now, because=because)

    patch.setattr(issuing.Issuer, "_end_reused_family", end)


def _never_change_the_value(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(issuing, "keeps_value", lambda *_, **__: True)


def _always_change_the_value(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(issuing, "keeps_value", lambda *_, **__: False)


def _let_the_life_begin_anew(patch: pytest.MonkeyPatch) -> None:
    def give(issuer: Any, value: Any, token: Any, *, tokens: Any, now: Any) -> Any:
        answer = give_again(issuer, value, token, tokens=tokens, now=now)
        anew = now + issuer._policy.lifetime
        return replace(answer, refresh_expires_at=anew)

    patch.setattr(issuing.Issuer, "_give_again", give)


def _let_the_unused_live(patch: pytest.MonkeyPatch) -> None:
    _judge_ends(patch, lambda reason, *_: None if reason is Reason.EXPIRED else reason)


def _call_expiry_a_bad_request(patch: pytest.MonkeyPatch) -> None:
    def judge(*args: Any, **named: Any) -> Any:
        verdict: Any = judge_refresh_token(*args, **named)
        is_meant = isinstance(verdict, Refusal) and verdict.reason is Reason.EXPIRED
        return replace(verdict, error="invalid_request") if is_meant else verdict

    patch.setattr(issuing, "judge_refresh_token", judge)


def _go_on_after_five_years(patch: pytest.MonkeyPatch) -> None:
    def change(reason: Any, *_: Any) -> Any:
        return None if reason is Reason.HARD_EXPIRED else reason

    _judge_ends(patch, change)
    patch.setattr(
        issuing.Issuer,
        "_make_pair",
        lambda issuer, *, hard_expires_at, now: replace(
            make_pair(issuer, hard_expires_at=now + timedelta(days=36500), now=now),
            hard_expires_at=hard_expires_at,
        ),
    )


def _tell_everybody_the_end(patch: pytest.MonkeyPatch) -> None:
    def respond(outcome: Any, request: Any) -> Any:
        left = (outcome.hard_expires_at - request.call.at) // timedelta(seconds=1)
        told = {"x_refresh_token_hard_expires_in": left}
        return {**success(outcome, request), **told}

    patch.setattr(answers, "_success", respond)


def _do_not_ask_for_the_end(patch: pytest.MonkeyPatch) -> None:
    header = {"x-include-refresh-token-hard-expires-in": "false"}
    patch.setattr(token_endpoint, "HARD_EXPIRY_HEADER", header)


def _begin_five_years_with_each_refresh(patch: pytest.MonkeyPatch) -> None:
    def make(issuer: Any, *, hard_expires_at: Any, now: Any) -> Any:
        del hard_expires_at
        anew = now + issuer._policy.hard_limit
        return make_pair(issuer, hard_expires_at=anew, now=now)

    patch.setattr(issuing.Issuer, "_make_pair", make)


def _refuse(patch: pytest.MonkeyPatch, is_over: Any) -> None:
    def judge(token: Any, *, now: Any, **named: Any) -> Any:
        if is_over(token, now):
            return Refusal(INVALID_GRANT, Reason.EXPIRED, INCORRECT_REFRESH_TOKEN)
        return judge_refresh_token(token, now=now, **named)

    patch.setattr(issuing, "judge_refresh_token", judge)


def _end_with_the_access_token(patch: pytest.MonkeyPatch) -> None:
    _refuse(patch, lambda token, now: now >= token.issued_at + HOUR)


def _end_after_three_uses(patch: pytest.MonkeyPatch) -> None:
    _refuse(patch, lambda token, _: token.generation > 3)


def _claim_nothing(patch: pytest.MonkeyPatch) -> None:
    def raise_number(claims: Any, connection: Any, *, unchanged: Any) -> Any:
        del unchanged
        until = claims._machine_clock.now() + CLAIM_LIFETIME
        return claims._session.execute(
            update(Connection)
            .where(Connection.id == connection.id)
            .values(claim=Connection.claim + 1, claimed_until=until)
            .returning(Connection.claim)
        ).scalar()

    patch.setattr(Claims, "_raise_number", raise_number)


def _wait_for_nobody(patch: pytest.MonkeyPatch) -> None:
    def give_up(*_: Any) -> Any:
        raise RefreshInProgressError("somebody else is refreshing")

    patch.setattr(refresh_connection, "_await_winner", give_up)


def _wipe_on(patch: pytest.MonkeyPatch, *slugs: str) -> None:
    def finish_and_wipe(claim: Any, error: Any, *, now: Any, claims: Any) -> None:
        finish(claim, error, now=now, claims=claims)
        if error.slug in slugs:
            session = claims._session
            session.execute(
                update(Connection)
                .where(Connection.id == claim.connection_id)
                .values(current_generation_id=None)
            )
            session.commit()

    patch.setattr(refresh_connection, "finish_without_tokens", finish_and_wipe)


def _wipe_what_was_refused(patch: pytest.MonkeyPatch) -> None:
    _wipe_on(patch, "invalid-grant")


def _wipe_what_was_not_answered(patch: pytest.MonkeyPatch) -> None:
    _wipe_on(patch, "unreachable")


def _wipe_what_was_not_understood(patch: pytest.MonkeyPatch) -> None:
    _wipe_on(patch, "malformed-response")


def _never_try_again(patch: pytest.MonkeyPatch) -> None:
    forever = timedelta(days=36500)
    patch.setattr(live_access_token, "PAUSE_AFTER_REFUSAL", forever)


def _wait_for_the_end(patch: pytest.MonkeyPatch) -> None:
    named: Any = live_access_token.live_access_token.__kwdefaults__
    patch.setitem(named, "margin", timedelta())


def _renew_with_a_minute_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(renewal_time, "ACCESS_MARGIN", 60)


def _look_ten_minutes_back(patch: pytest.MonkeyPatch) -> None:
    def page(due: Any, environment: Any, *, now: Any, **named: Any) -> Any:
        found = find_due(due, environment, now=now, **named)
        return [one for one in found if one.renew_at > now - timedelta(minutes=10)]

    patch.setattr(DueConnections, "page", page)


def _leave_it_unused_for_a_month(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(renewal_time, "LONGEST_UNUSED", timedelta(days=30))


def _note_no_silence(patch: pytest.MonkeyPatch) -> None:
    def finish_and_forget(claim: Any, error: Any, *, now: Any, claims: Any) -> None:
        finish(claim, error, now=now, claims=claims)
        if error.slug == "unreachable":
            session = claims._session
            is_it = RefreshAttempt.id == claim.attempt_id
            session.execute(delete(RefreshAttempt).where(is_it))
            session.commit()

    def add(store: Any, passed: Any, **named: Any) -> None:
        answered = tuple(
            one
            for one in passed
            if one.status is not None or one.purpose is not Purpose.REFRESH
        )
        add_all(store, answered, **named)

    patch.setattr(refresh_connection, "finish_without_tokens", finish_and_forget)
    patch.setattr(RoundTrips, "add_all", add)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="the-old-access-token-is-kept",
        says="The client stores the refresh token of an answer, and not the access token.",
        apply=_keep_the_old_access_token,
        fails=frozenset({"L406", "L501", "L508", "L509", "L513", "R1", "R3"}),
    ),
    Mutant(
        name="the-old-refresh-token-is-kept",
        says="The client stores the access token of an answer, and not the refresh token.",
        apply=_keep_the_old_refresh_token,
        fails=frozenset({"L501", "L502", "L508", "L509", "L513", "R1", "R3", "R4"}),
    ),
    Mutant(
        name="an-unchanged-pair-is-not-stored",
        says="The client stores an answer only if its refresh token has changed.",
        apply=_store_only_what_changed,
        fails=frozenset({"L406", "L501", "L510", "L511", "L703", "R1"}),
        preset="observed",
    ),
    Mutant(
        name="the-refresh-token-is-sent-from-memory",
        says="The client reads the refresh token once, and sends that from then on.",
        apply=_send_from_memory,
        fails=frozenset({"L501", "L502", "L508", "L509", "L513"}),
    ),
    Mutant(
        name="a-replaced-token-stays-good",
        says="The service honours a refresh token that was replaced, for its whole life.",
        apply=_honour_what_was_replaced,
        fails=frozenset({"L502", "L504", "L513", "R1", "R3", "R4"}),
    ),
    Mutant(
        name="a-replaced-token-ends-at-once",
        says="The service has no day in which the previous refresh token is honoured.",
        apply=_honour_no_previous_token,
        fails=frozenset({"L504", "L513"}),
    ),
    Mutant(
        name="a-replaced-token-is-good-for-another-day",
        says="The service honours the previous refresh token for a day where none is meant.",
        apply=_honour_for_two_days,
        fails=frozenset({"L502", "L504", "L513", "R4"}),
        preset="rfc-9700",
    ),
    Mutant(
        name="an-old-token-is-forgiven",
        says="The service refuses a refresh token that was replaced, and lets its family live.",
        apply=_forgive_an_old_token,
        fails=frozenset({"L504"}),
        preset="rfc-9700",
    ),
    Mutant(
        name="an-old-token-ends-the-family",
        says="The service ends all tokens of a consent where an old one was merely stale.",
        apply=_punish_an_old_token,
        fails=frozenset({"L504"}),
    ),
    Mutant(
        name="refresh-tokens-live-for-ninety-days",
        says="The service gives a refresh token ninety days.",
        apply=_leave_it_at_ninety_days,
        fails=frozenset({"L503", "L507", "L508", "L512", "R1"}),
    ),
    Mutant(
        name="half-a-year-is-told",
        says="The service tells the 180 days of the manual, and keeps to its hundred.",
        apply=_tell_half_a_year,
        fails=frozenset({"L503", "L604", "R1"}),
    ),
    Mutant(
        name="the-hundred-days-do-not-roll-on",
        says="The service counts the hundred days from the consent.",
        apply=_count_from_the_consent,
        fails=frozenset({"L503", "L507", "L511", "L512"}),
    ),
    Mutant(
        name="the-value-never-changes",
        says="The service gives the same refresh token back at every refresh.",
        apply=_never_change_the_value,
        fails=frozenset(
            {
                "L502",
                "L503",
                "L504",
                "L505",
                "L507",
                "L511",
                "L512",
                "L513",
                "R1",
                "R3",
                "R4",
            }
        ),
    ),
    Mutant(
        name="the-value-always-changes",
        says="The service gives a new refresh token before a day is over.",
        apply=_always_change_the_value,
        fails=frozenset({"L505"}),
        preset="observed",
    ),
    Mutant(
        name="the-life-of-a-kept-value-begins-anew",
        says="The service tells a whole life for a value that it has kept.",
        apply=_let_the_life_begin_anew,
        fails=frozenset({"L505"}),
        preset="observed",
    ),
    Mutant(
        name="an-unused-token-lives-on",
        says="The service honours a refresh token after its hundred days.",
        apply=_let_the_unused_live,
        fails=frozenset({"L506", "L604", "R1"}),
    ),
    Mutant(
        name="an-expired-token-is-a-bad-request",
        says="The service answers invalid_request to a refresh token that has expired.",
        apply=_call_expiry_a_bad_request,
        fails=frozenset({"L506", "L604", "R1"}),
    ),
    Mutant(
        name="five-years-are-no-limit",
        says="The service tells five years, and lets a connection live on after them.",
        apply=_go_on_after_five_years,
        fails=frozenset({"L507", "R1"}),
    ),
    Mutant(
        name="everybody-is-told-the-five-years",
        says="The service tells the hard limit to clients that do not ask.",
        apply=_tell_everybody_the_end,
        fails=frozenset({"L507"}),
    ),
    Mutant(
        name="nobody-asks-for-the-five-years",
        says="The client does not ask how much of the five years is left.",
        apply=_do_not_ask_for_the_end,
        fails=frozenset({"L507", "L605", "R1"}),
    ),
    Mutant(
        name="the-five-years-roll-on",
        says="The service begins another five years with each refresh.",
        apply=_begin_five_years_with_each_refresh,
        fails=frozenset({"L507", "R1"}),
    ),
    Mutant(
        name="a-refresh-token-ends-with-its-access-token",
        says="The service refuses a refresh once the access token has expired.",
        apply=_end_with_the_access_token,
        fails=frozenset(
            {
                "L402",
                "L406",
                "L502",
                "L503",
                "L504",
                "L507",
                "L508",
                "L509",
                "L510",
                "L511",
                "L512",
                "L513",
                "R1",
                "R3",
                "R4",
            }
        ),
    ),
    Mutant(
        name="a-refresh-token-is-good-three-times",
        says="The service allows three refreshes for a consent.",
        apply=_end_after_three_uses,
        fails=frozenset({"L507", "L508", "L510", "L511", "L512", "L703"}),
    ),
    Mutant(
        name="nothing-is-claimed",
        says="The client sends a refresh whether or not another one is under way.",
        apply=_claim_nothing,
        fails=frozenset({"L509"}),
    ),
    Mutant(
        name="nothing-is-claimed-where-reuse-is-punished",
        says="The client sends a token twice at once, and the service ends the family.",
        apply=_claim_nothing,
        fails=frozenset({"L509"}),
        preset="rfc-9700",
    ),
    Mutant(
        name="who-comes-second-does-not-wait",
        says="The client fails where another refresh is under way.",
        apply=_wait_for_nobody,
        fails=frozenset({"L509"}),
    ),
    Mutant(
        name="a-refusal-costs-the-tokens",
        says="The client gives its tokens up when a refresh is answered invalid_grant.",
        apply=_wipe_what_was_refused,
        fails=frozenset({"L510", "L513", "L603", "L604", "R1", "R2", "R4", "R5", "R6"}),
    ),
    Mutant(
        name="an-unreadable-answer-costs-the-tokens",
        says="The client gives its tokens up when an answer is no token response.",
        apply=_wipe_what_was_not_understood,
        fails=frozenset({"L510"}),
    ),
    Mutant(
        name="a-refusal-is-believed-for-good",
        says="The client never tries a refresh token again that was refused once.",
        apply=_never_try_again,
        fails=frozenset({"L510"}),
    ),
    Mutant(
        name="the-margin-is-forgotten",
        says="The client hands out an access token up to its last second.",
        apply=_wait_for_the_end,
        fails=frozenset({"L511"}),
    ),
    Mutant(
        name="the-renewal-comes-in-the-last-minute",
        says="The renewal leaves an access token until a minute is left.",
        apply=_renew_with_a_minute_left,
        fails=frozenset({"L511"}),
    ),
    Mutant(
        name="the-renewal-looks-ten-minutes-back",
        says="The renewal selects what fell due in the last ten minutes.",
        apply=_look_ten_minutes_back,
        fails=frozenset({"L511", "L512"}),
    ),
    Mutant(
        name="a-token-is-left-unused-for-a-month",
        says="The renewal leaves a refresh token unused for thirty days.",
        apply=_leave_it_unused_for_a_month,
        fails=frozenset({"L512"}),
    ),
    Mutant(
        name="silence-costs-the-tokens",
        says="The client gives its tokens up when no answer comes.",
        apply=_wipe_what_was_not_answered,
        fails=frozenset({"L513"}),
    ),
    Mutant(
        name="a-lost-answer-is-not-noted",
        says="The client does not write down that no answer came.",
        apply=_note_no_silence,
        fails=frozenset({"L513"}),
    ),
)
