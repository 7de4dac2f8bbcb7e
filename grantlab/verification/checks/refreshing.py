"""Chapter 5: refreshing."""

from datetime import datetime, timedelta
from http import HTTPStatus

from grantlab.diagnosis.readings.requests import brought_by, sent_refresh_token
from grantlab.protocol.durations import span_words
from grantlab.protocol.errors import (
    InvalidGrantError,
    MalformedResponseError,
    TokenEndpointError,
)
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.check import check
from grantlab.verification.granting import Granted, grant, refresh_token_of
from grantlab.verification.notes import Notes
from grantlab.verification.readings import (
    ends_in,
    is_refused,
    length,
)
from grantlab.verification.stage import Stage
from grantlab.wire.errors import UnreachableError
from grantlab.wire.held import Meeting
from grantlab.wire.leaving_out import HeaderLeavingOutTransport
from grantlab.wire.token_endpoint import HARD_EXPIRY_HEADER

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
LIVES = {
    "faq": timedelta(days=100),
    "observed": timedelta(days=101),
    "rfc-9700": timedelta(days=100),
}
"""What a refresh token lives, by preset: by the FAQ, and on the wire."""

HONOURED = {
    "faq": timedelta(hours=24),
    "observed": timedelta(),
    "rfc-9700": timedelta(),
}
"""How long the previous refresh token is honoured, by preset."""

UNCHANGED = {
    "faq": timedelta(),
    "observed": timedelta(hours=24),
    "rfc-9700": timedelta(),
}
"""How long the value of a refresh token stays, by preset."""

END_OF_ALL = frozenset({"rfc-9700"})
"""The presets by which an old refresh token that comes back ends the newest, too."""

FIVE_YEARS = timedelta(seconds=157_680_000)
"""5 × 365 days. Source: the wire facts on the hard limit."""

TEN_MINUTES = timedelta(minutes=10)
"""Of an hour, those in which an access token is replaced ahead of time, by the article."""

NEARLY_A_LIFE = timedelta(days=99)

OUTAGES = (
    ("outage-as-invalid-grant", "400 invalid_grant", InvalidGrantError),
    ("outage-as-invalid-request", "400 invalid_request", TokenEndpointError),
    ("http-503", "503", MalformedResponseError),
)
"""How a service in trouble answers a good refresh, and what our client makes of it."""

STANDSTILLS = (("an hour", HOUR), ("a day", DAY), ("ninety days", 90 * DAY))


@check("L501", in_sandbox=True)
def both_tokens_are_stored_every_time(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    for _ in range(2):
        before = stage.client.kept(connection)
        notes.did("Our client refreshes.")
        stage.client.refresh(connection)
        after = stage.client.kept(connection)
        newest = after.generations[-1]
        brought = brought_by(notes.sent(Purpose.REFRESH)[-1])
        kept = (refresh_token_of(newest).fingerprint, newest.access_token.fingerprint)
        notes.saw(
            f"Stored are the refresh token {kept[0]} and the access token {kept[1]}."
        )
        notes.expect(
            newest.access_token != before.generations[-1].access_token,
            "The access token is a new one.",
        )
        notes.expect(
            after.pairs == before.pairs + 1 and brought == kept,
            "Both tokens that came are stored, and are the ones to be used from now on.",
        )


@check("L502")
def only_the_newest_refresh_token_is_to_be_used(stage: Stage, notes: Notes) -> None:
    granted, second = _replaced(stage, notes)
    notes.did("The refresh token that came is sent.")
    notes.given(
        granted.hand.refresh(refresh_token_of(second)),
        "The newest refresh token brings tokens.",
    )
    _wait(length(stage.bench.fetch_policy(), "grace"), stage, notes)
    notes.did("The one that it replaced is sent.")
    granted.hand.refresh(granted.refresh_token)
    notes.expect(
        is_refused(granted.hand.recorded[-1], "invalid_grant"),
        "The replaced one is answered 400 invalid_grant.",
    )
    connection = stage.connection(notes)
    for _ in range(2):
        newest = refresh_token_of(stage.client.kept(connection).generations[-1])
        _wait(DAY, stage, notes)
        notes.did("Our client refreshes.")
        _refresh_well(connection, stage, notes)
        notes.expect(
            sent_refresh_token(notes.sent(Purpose.REFRESH)[-1]) == newest.fingerprint,
            f"Our client sent the newest that it was given, {newest.fingerprint}.",
        )


@check("L503")
def a_refresh_token_lives_a_hundred_days_and_rolls_on(
    stage: Stage, notes: Notes
) -> None:
    granted = grant(stage, notes)
    life = _life(granted.tokens, notes)
    notes.saw(f"The answer tells a life of {life.days} days.")
    preset = _preset(stage)
    notes.expect(
        life == LIVES[preset],
        f"By the preset {preset}, a refresh token lives {LIVES[preset].days} days.",
    )
    tokens = granted.tokens
    for _ in range(2):
        notes.did(
            "All of that life but a second passes, and the refresh token is sent."
        )
        stage.bench.advance(life - SECOND)
        tokens = notes.given(
            granted.hand.refresh(refresh_token_of(tokens)),
            "A second before its end the refresh token brings tokens.",
        )
        notes.expect(
            _life(tokens, notes) == life,
            "The one that came has a whole life before it.",
        )


@check("L504")
def the_previous_refresh_token_is_stale_and_then_ends(
    stage: Stage, notes: Notes
) -> None:
    granted, newest = _replaced(stage, notes)
    grace = HONOURED[_preset(stage)]
    if grace:
        notes.did("24 hours less a second pass, and the previous one is sent.")
        stage.bench.advance(grace - SECOND)
        newest = notes.given(
            granted.hand.refresh(granted.refresh_token),
            "The previous refresh token still brings tokens.",
        )
        notes.did("One more second passes, and it is sent again.")
        stage.bench.advance(SECOND)
    else:
        notes.did("The previous refresh token is sent.")
    granted.hand.refresh(granted.refresh_token)
    notes.expect(
        is_refused(granted.hand.recorded[-1], "invalid_grant"),
        "The previous refresh token is answered 400 invalid_grant after 24 hours."
        if grace
        else "The previous refresh token is answered 400 invalid_grant at once.",
    )
    notes.did("The newest refresh token is sent.")
    again = granted.hand.refresh(refresh_token_of(newest))
    if _preset(stage) in END_OF_ALL:
        notes.expect(
            is_refused(granted.hand.recorded[-1], "invalid_grant"),
            "It ended with the old one that came back: invalid_grant.",
        )
    else:
        notes.expect(again, "It is none the worse for it, and brings tokens.")


@check("L505")
def the_value_changes_as_the_description_says(stage: Stage, notes: Notes) -> None:
    granted = grant(stage, notes)
    first = granted.refresh_token
    notes.did("A refresh is sent at once.")
    second = notes.given(granted.hand.refresh(first), "It brings tokens.")
    age = UNCHANGED[_preset(stage)]
    if not age:
        notes.expect(
            second.refresh_token != first, "The refresh token has another value."
        )
        return
    notes.expect(second.refresh_token == first, "The refresh token is the same.")
    notes.did("24 hours less a second pass, and the refresh token is sent again.")
    stage.bench.advance(age - SECOND)
    third = notes.given(granted.hand.refresh(first), "It brings tokens.")
    notes.expect(third.refresh_token == first, "The refresh token is the same.")
    notes.expect(
        third.refresh_expires_at == granted.tokens.refresh_expires_at,
        "Its life runs down meanwhile: the end that is told is the same moment.",
    )
    notes.did("One more second passes, and the refresh token is sent again.")
    stage.bench.advance(SECOND)
    fourth = notes.given(granted.hand.refresh(first), "It brings tokens.")
    notes.expect(fourth.refresh_token != first, "The refresh token has another value.")


@check("L506")
def a_refresh_token_that_nobody_uses_expires(stage: Stage, notes: Notes) -> None:
    granted = grant(stage, notes)
    life = _life(granted.tokens, notes)
    notes.did("Nobody uses the refresh token for that long. Then it is sent.")
    stage.bench.advance(life)
    granted.hand.refresh(granted.refresh_token)
    notes.expect(
        is_refused(granted.hand.recorded[-1], "invalid_grant"),
        "The refresh is answered 400 invalid_grant.",
    )
    notes.expect(
        granted.call() == HTTPStatus.UNAUTHORIZED,
        "The company answers 401 to the access token.",
    )
    notes.expect(
        grant(stage, notes).call() == HTTPStatus.OK,
        "With the tokens of a new consent the company answers 200.",
    )


@check("L507")
def everything_ends_five_years_after_the_consent(stage: Stage, notes: Notes) -> None:
    granted = grant(stage, notes)
    tokens, consented_at = granted.tokens, granted.tokens.received_at
    ends_at = notes.given(
        tokens.hard_expires_at,
        "The answer tells when the consent ends: the request had asked for that.",
    )
    notes.expect(
        ends_at - consented_at == FIVE_YEARS,
        "The consent ends in five years, of 365 days each.",
    )
    tokens = _unasked(tokens, stage, notes)
    notes.did(f"Every {NEARLY_A_LIFE.days} days a refresh is sent, for five years.")
    came: TokenSet | None = tokens
    told: set[datetime | None] = set()
    while came is not None and stage.clock.now() + NEARLY_A_LIFE < ends_at:
        stage.bench.advance(NEARLY_A_LIFE)
        came = granted.hand.refresh(refresh_token_of(came))
        told.add(None if came is None else came.hard_expires_at)
    tokens = notes.given(came, "Each of these refreshes brings tokens.")
    notes.expect(told == {ends_at}, "Each answer tells the same end of the consent.")
    notes.did("A second before that end, a refresh is sent.")
    stage.bench.advance(ends_at - stage.clock.now() - SECOND)
    tokens = notes.given(
        granted.hand.refresh(refresh_token_of(tokens)),
        "A second before the end a refresh brings tokens.",
    )
    notes.did("The second passes, and the refresh token that came is sent.")
    stage.bench.advance(SECOND)
    granted.hand.refresh(refresh_token_of(tokens))
    notes.expect(
        is_refused(granted.hand.recorded[-1], "invalid_grant"),
        "At the end a refresh token that is a second old is answered 400 invalid_grant.",
    )


@check("L508", in_sandbox=True)
def a_good_refresh_token_can_be_used_as_often_as_needed(
    stage: Stage, notes: Notes
) -> None:
    connection = stage.connection(notes)
    notes.did("Our client refreshes three times in a row.")
    for _ in range(3):
        _refresh_well(connection, stage, notes)
    if stage.control is not None:
        notes.did(f"{NEARLY_A_LIFE.days} days pass, and our client refreshes.")
        stage.bench.advance(NEARLY_A_LIFE)
        _refresh_well(connection, stage, notes)
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "With the newest access token the company answers 200.",
    )


@check("L509")
def two_refreshes_at_once_do_not_cost_the_connection(
    stage: Stage, notes: Notes
) -> None:
    connection = stage.connection(notes)
    _wait(DAY, stage, notes)
    meeting = Meeting()
    first = stage.hand(notes, wrap=meeting.first)
    second = stage.hand(notes, wrap=meeting.second)
    notes.did(
        "Two workers refresh; the second begins while the first waits for its answer."
    )
    meeting.run(
        lambda: stage.client.refresh_by(first, connection, patience=meeting),
        lambda: stage.client.refresh_by(second, connection, patience=meeting),
    )
    notes.expect(
        len(first.recorded) + len(second.recorded) == 1,
        "One of them sent the refresh token, and the other did not.",
    )
    notes.did("Our client calls the company with the access token that is stored.")
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "The company answers 200.",
    )
    _wait(DAY, stage, notes)
    notes.did("Our client refreshes with the refresh token that is stored.")
    _refresh_well(connection, stage, notes)


@check("L510")
def an_outage_costs_no_tokens(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    tokens = stage.client.kept(connection).generations[-1]
    for fault, answer, error in OUTAGES:
        notes.did(f"In an outage a good refresh of our client is answered {answer}.")
        stage.bench.arm(fault)
        notes.expect(
            ends_in(error, lambda: stage.client.refresh(connection)),
            "Our client gets no tokens, and says so.",
        )
        notes.expect(
            stage.client.kept(connection).generations[-1] == tokens,
            "The tokens that our client has are kept.",
        )
        notes.did("The outage is over, and our client refreshes again.")
        _refresh_well(connection, stage, notes)
        tokens = stage.client.kept(connection).generations[-1]
    notes.did(
        "An hour later, in another outage, our client is asked for an access token."
    )
    stage.bench.advance(HOUR)
    stage.bench.arm("outage-as-invalid-grant")
    notes.expect(
        ends_in(InvalidGrantError, lambda: stage.client.live_token(connection)),
        "Our client has no access token to give.",
    )
    notes.did("An hour after that, with the outage over, our client is asked again.")
    stage.bench.advance(HOUR)
    notes.expect(
        stage.client.live_token(connection).refreshed,
        "Our client has refreshed by itself, and has a new access token.",
    )


@check("L511")
def tokens_are_renewed_before_they_end(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    notes.did(
        "Our client is asked for an access token while its own has ten minutes and a second"
        " left."
    )
    stage.bench.advance(HOUR - TEN_MINUTES - SECOND)
    notes.expect(
        not stage.client.live_token(connection).refreshed,
        "Our client gives the access token that it has.",
    )
    notes.did("It is asked again when ten minutes are left.")
    stage.bench.advance(SECOND)
    notes.expect(
        stage.client.live_token(connection).refreshed,
        "Our client replaces the access token ahead of time.",
    )
    notes.did(
        "The renewal job is told to keep this access token alive, and runs at the same two"
        " moments, for everything that our client has stored."
    )
    with stage.client.kept_warm(connection):
        stage.bench.advance(HOUR - TEN_MINUTES - SECOND)
        before, renewed = len(notes.passed), stage.client.renew()
        if len(notes.passed) > before:
            notes.saw("What was sent now is for a company that an earlier check left.")
        notes.expect(
            connection not in renewed,
            "With more than ten minutes left, the access token is not renewed.",
        )
        stage.bench.advance(SECOND)
        notes.expect(
            connection in stage.client.renew(),
            "With ten minutes left, the access token is renewed.",
        )
    notes.did(
        "For 120 days nobody uses the connection; the renewal job runs every thirty days."
    )
    for _ in range(4):
        stage.bench.advance(30 * DAY)
        stage.client.renew()
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "The refresh token was renewed before its end: the company answers 200.",
    )


@check("L512")
def a_renewal_that_stood_still_loses_no_connection(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    notes.did("The renewal job runs every day, until it refreshes the connection.")
    unused = _days_unused(connection, stage, notes)
    for words, stood_still in STANDSTILLS:
        notes.did(
            f"A second before the connection is due again the job stops, for {words}."
        )
        stage.bench.advance(unused - SECOND + stood_still)
        notes.expect(
            connection in stage.client.renew(),
            f"After {words} the job runs again, and refreshes the connection.",
        )
        notes.expect(
            stage.client.call(connection).status == HTTPStatus.OK,
            "The company answers 200.",
        )


@check("L513")
def a_lost_answer_is_made_good_or_named(stage: Stage, notes: Notes) -> None:
    grace = length(stage.bench.fetch_policy(), "grace")
    connection = stage.connection(notes)
    if grace:
        _lose_an_answer(connection, stage, notes)
        notes.did(
            "A second before the previous token is refused, our client refreshes with it."
        )
        stage.bench.advance(grace - SECOND)
        _refresh_well(connection, stage, notes)
        notes.expect(
            stage.client.call(connection).status == HTTPStatus.OK,
            "The connection is saved: the company answers 200.",
        )
    else:
        notes.saw(
            "By this preset the previous token is refused at once: nothing can be saved."
        )
    _lose_an_answer(connection, stage, notes)
    _wait(grace, stage, notes)
    notes.did("Now that the previous token is refused, our client refreshes with it.")
    notes.expect(
        ends_in(InvalidGrantError, lambda: stage.client.refresh(connection)),
        "The refresh is refused: invalid_grant.",
    )
    verdict = stage.client.diagnose(connection).verdict
    notes.saw(f"The diagnosis names {verdict.id if verdict else 'no cause'}.")
    notes.expect(
        verdict is not None and verdict.id == "refresh_response_lost",
        "The diagnosis names the loss as what it was: an answer that never arrived.",
    )


def _preset(stage: Stage) -> str:
    """Return the description that the service follows.

    Raises:
        NotApplicableError: it is not ours, and follows none.
    """
    return stage.bench.fetch_policy().preset


def _wait(span: timedelta, stage: Stage, notes: Notes) -> None:
    """Move the clock of the service, if by anything, and say so."""
    if span:
        notes.did(f"The clock is moved by {span_words(span)}.")
        stage.bench.advance(span)


def _replaced(stage: Stage, notes: Notes) -> tuple[Granted, TokenSet]:
    """Return tokens that were replaced, and what replaced them."""
    granted = grant(stage, notes)
    _wait(length(stage.bench.fetch_policy(), "changes_every"), stage, notes)
    notes.did("A refresh is sent.")
    second = notes.given(
        granted.hand.refresh(granted.refresh_token), "It brings tokens."
    )
    notes.expect(
        second.refresh_token != granted.refresh_token,
        "The refresh token was replaced by another value.",
    )
    return granted, second


def _life(tokens: TokenSet, notes: Notes) -> timedelta:
    ends_at = notes.given(
        tokens.refresh_expires_at, "The answer tells how long the refresh token lives."
    )
    return ends_at - tokens.received_at


def _unasked(tokens: TokenSet, stage: Stage, notes: Notes) -> TokenSet:
    """Refresh without asking for the hard limit; return what comes."""
    (name,) = HARD_EXPIRY_HEADER
    hand = stage.hand(notes, wrap=lambda inner: HeaderLeavingOutTransport(inner, name))
    notes.did("A refresh is sent that does not ask for that end.")
    unasked = notes.given(
        hand.refresh(refresh_token_of(tokens)),
        "The refresh that does not ask brings tokens as well.",
    )
    notes.expect(
        unasked.hard_expires_at is None,
        "Its answer does not tell when the consent ends.",
    )
    return unasked


def _days_unused(connection: int, stage: Stage, notes: Notes) -> timedelta:
    """Return how long the renewal leaves a refresh token unused, in whole days."""
    unused = timedelta()
    while unused < NEARLY_A_LIFE:
        stage.bench.advance(DAY)
        unused += DAY
        if connection in stage.client.renew():
            break
    notes.saw(f"The job leaves a refresh token unused for {unused.days} days.")
    return unused


def _refresh_well(connection: int, stage: Stage, notes: Notes) -> None:
    """Refresh with our own client, which must bring tokens."""
    refused = ends_in(InvalidGrantError, lambda: stage.client.refresh(connection))
    notes.expect(not refused, "The refresh brings tokens.")


def _lose_an_answer(connection: int, stage: Stage, notes: Notes) -> None:
    """Have the service replace a token, and not get to say so."""
    _wait(length(stage.bench.fetch_policy(), "changes_every"), stage, notes)
    notes.did(
        "Our client refreshes; the service replaces the token, and its answer is lost."
    )
    stage.bench.arm("answer-cut")
    notes.expect(
        ends_in(UnreachableError, lambda: stage.client.refresh(connection)),
        "Our client gets no answer.",
    )
