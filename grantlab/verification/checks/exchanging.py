"""Chapter 3: the code."""

from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPMethod, HTTPStatus

from grantlab.diagnosis.readings.requests import (
    brought_by,
    lifetimes_in,
    members_of,
    values_of,
)
from grantlab.protocol.authorization_response import find_single
from grantlab.protocol.durations import span_words
from grantlab.protocol.errors import IdTokenError
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.protocol.secret import Secret
from grantlab.verification.check import check, practice
from grantlab.verification.granting import Granted, grant
from grantlab.verification.notes import Notes
from grantlab.verification.ports import Kept
from grantlab.verification.readings import is_refused, length
from grantlab.verification.stage import Connected, Stage
from grantlab.wire.held import HeldTransport

SECOND = timedelta(seconds=1)
MINUTES = timedelta(minutes=10)
"""The longest life of a code that is recommended. Spec: RFC 6749 §4.1.2."""

UNTIL_EXPIRED = timedelta(hours=2)
"""An ID token is good for an hour, and a clock may be a little wrong."""

UNLISTED = "https://app.example.com/another/callback"
TWICE = "a code that is exchanged twice"
"""What a person is asked for once, by all who need a consent that is spoiled."""

LIFETIMES = frozenset({"expires_in", "x_refresh_token_expires_in"})

practice(
    "L308",
    "It is advice for those who design an app: the names of its own parameters are its own"
    " matter. What may come of the name code is played for E2.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceExchanged:
    """A code that was sent twice."""

    refresh_token: Secret
    """What the first exchange gave."""

    second: RoundTrip


@check("L301", in_sandbox=True)
def a_code_is_exchanged_from_server_to_server(stage: Stage, notes: Notes) -> None:
    exchanged = stage.connected(notes).exchanged
    notes.expect(
        exchanged.method == HTTPMethod.POST and not exchanged.query,
        "The exchange is a POST, and its address has no query.",
    )
    names = [name for name, _ in exchanged.form]
    notes.saw(f"Its form has {', '.join(names)}.")
    notes.expect(
        values_of(exchanged, "grant_type") == ("authorization_code",)
        and {"code", "redirect_uri"} <= set(names),
        "The code and the redirect_uri stand in the form.",
    )
    notes.expect(
        (exchanged.request_header("authorization") or "").startswith("Basic ")
        and exchanged.client_id == stage.service.keys.client_id,
        "The app's credentials are sent as HTTP Basic.",
    )
    notes.expect(
        {"client_id", "client_secret"}.isdisjoint(names),
        "The credentials do not stand in the form as well.",
    )
    notes.expect(exchanged.status == HTTPStatus.OK, "The exchange is answered 200.")


@check("L302", in_sandbox=True)
def an_exchange_gives_two_tokens_and_their_lifetimes(
    stage: Stage, notes: Notes
) -> None:
    with_openid = stage.connected(notes)
    _expect_tokens(with_openid, notes)
    notes.expect(
        _has_id_token(with_openid), "An ID token comes along: openid was granted."
    )
    if stage.control is not None:
        without = stage.connect(notes, scopes=(ACCOUNTING,))
        _expect_tokens(without, notes)
        notes.expect(
            not _has_id_token(without), "No ID token comes: openid was not granted."
        )


@check("L303", in_sandbox=True, ends_connection=True, asks_for=TWICE)
def a_code_works_once(stage: Stage, notes: Notes) -> None:
    twice = _exchange_twice(stage, notes)
    notes.expect(
        is_refused(twice.second, "invalid_grant"),
        "The second exchange of the code is answered 400 invalid_grant.",
    )


@check("L304", in_sandbox=True, ends_connection=True, asks_for=TWICE)
def a_second_exchange_ends_the_grant(stage: Stage, notes: Notes) -> None:
    twice = _exchange_twice(stage, notes)
    notes.did("The refresh token of the first exchange is sent.")
    hand = stage.hand(notes)
    hand.refresh(twice.refresh_token)
    notes.expect(
        is_refused(hand.recorded[-1], "invalid_grant"),
        "The second exchange has ended that refresh token: 400 invalid_grant.",
    )
    if stage.control is not None:
        anew = _exchange_once(stage, notes)
        notes.did("The refresh token of this new consent is sent.")
        notes.expect(
            hand.refresh(anew.refresh_token), "The new refresh token brings tokens."
        )


@check(
    "L305",
    in_sandbox=True,
    ends_connection=True,
    asks_for="a code that is sent with another redirect URI",
)
def an_exchange_repeats_the_redirect_uri(stage: Stage, notes: Notes) -> None:
    notes.did("The user consents, and the code is sent with another redirect_uri.")
    hand, exchange = stage.hand(notes), stage.ask().exchange
    hand.exchange(replace(exchange, redirect_uri=f"{exchange.redirect_uri}/"))
    notes.expect(
        is_refused(hand.recorded[-1], "invalid_grant"),
        "A redirect_uri that differs in a slash is answered 400 invalid_grant.",
    )
    if stage.control is not None:
        hand.exchange(replace(exchange, redirect_uri=UNLISTED))
        notes.expect(
            is_refused(hand.recorded[-1], "invalid_grant"),
            "A redirect_uri that is not registered is answered 400 invalid_grant.",
        )
        stage.control.add_redirect_uri("development", UNLISTED)
        hand.exchange(replace(exchange, redirect_uri=UNLISTED))
        notes.expect(
            is_refused(hand.recorded[-1], "invalid_grant"),
            "The same one, registered by now but not asked with, is answered 400 invalid_grant.",
        )
        notes.expect(
            hand.exchange(exchange),
            "The redirect_uri that was asked with brings tokens.",
        )


@check("L306")
def a_code_is_for_the_keys_that_asked(stage: Stage, notes: Notes) -> None:
    other = stage.other_pair
    notes.did("The user consents, and the code is sent with the app's other keys.")
    hand, exchange = stage.hand(notes), stage.ask().exchange
    hand.exchange(exchange, keys=other)
    notes.expect(
        is_refused(hand.recorded[-1], "invalid_grant"),
        "The other keys are answered 400 invalid_grant.",
    )
    notes.expect(hand.exchange(exchange), "The keys that asked for it get tokens.")


@check("L307")
def a_code_expires_soon(stage: Stage, notes: Notes) -> None:
    lifetime = length(stage.bench.fetch_policy(), "code_lifetime")
    notes.saw(f"A code of this service is good for {span_words(lifetime)}.")
    notes.expect(lifetime <= MINUTES, "A code is good for ten minutes at most.")
    hand, asked, late = stage.hand(notes), stage.ask(), stage.ask()
    notes.did("Two codes wait until a second of their life is left, and one is sent.")
    stage.bench.advance(lifetime - SECOND)
    notes.expect(
        hand.exchange(asked.exchange),
        "A second before its end a code is exchanged for tokens.",
    )
    notes.did("The other one is sent a second later.")
    stage.bench.advance(SECOND)
    hand.exchange(late.exchange)
    notes.expect(
        is_refused(hand.recorded[-1], "invalid_grant"),
        "At its end a code has expired: 400 invalid_grant.",
    )


@check("L309", in_sandbox=True)
def what_an_exchange_gives_is_stored_first(stage: Stage, notes: Notes) -> None:
    connected = stage.connected(notes)
    _expect_stored(connected, stage.client.kept(connected.number), notes)
    if stage.control is None:
        return
    notes.did(
        "The same is done again. Our client's store is looked at before each of its requests."
    )
    seen: list[Kept] = []

    def look() -> None:
        seen.append(stage.client.kept(connected.number))

    request = stage.client.begin()
    stage.client.receive(stage.user.consent(request, realm_id=None))
    watched = stage.hand(
        notes,
        wrap=lambda inner: HeldTransport(inner, hold=look, answered=lambda: None),
    )
    number = stage.client.exchange_by(watched, request.state)
    notes.expect(
        number == connected.number,
        "The company has one connection, as before: it began afresh with the new tokens.",
    )
    before, after = notes.given(
        (seen[0], seen[1]) if len(seen) > 1 else None,
        "After the exchange another request goes out: for the keys that an ID token is"
        " checked with.",
    )
    (*_, exchanged) = notes.sent(Purpose.EXCHANGE)
    notes.expect(
        after.pairs == before.pairs + 1
        and _fingerprints(after) == brought_by(exchanged)
        and _are_the_told_deadlines(after, exchanged),
        "Before that request goes out, the new tokens and both deadlines are stored.",
    )


@check("L310", in_sandbox=True, ends_connection=True, asks_for=TWICE)
def an_id_token_is_believed_after_its_checks(stage: Stage, notes: Notes) -> None:
    id_token = notes.given(
        _exchange_once(stage, notes).tokens.id_token, "An ID token has come."
    )
    service, endpoints = stage.service, stage.service.endpoints
    notes.expect(
        _id_token_problem(stage, notes, id_token) is None,
        "The ID token is believed: signature, issuer, audience and expiry hold.",
    )
    notes.did("One letter of the ID token's claims is changed.")
    notes.expect(
        _id_token_problem(stage, notes, _changed(id_token)) == "signature",
        "The changed one is not believed: the signature does not hold.",
    )
    notes.did(
        "The ID token is judged by a client that trusts another issuer, and by another app."
    )
    elsewhere = replace(endpoints, issuer="https://issuer.example.com")
    trusting = replace(stage, service=replace(service, endpoints=elsewhere))
    notes.expect(
        _id_token_problem(trusting, notes, id_token) == "iss",
        "For a client that trusts another issuer, the issuer is wrong.",
    )
    notes.expect(
        _id_token_problem(stage, notes, id_token, client_id="ABanotherapp") == "aud",
        "For another app, the audience is wrong.",
    )
    if stage.control is not None:
        notes.did("The ID token is judged two hours later.")
        stage.control.advance(UNTIL_EXPIRED)
        notes.expect(
            _id_token_problem(stage, notes, id_token) == "exp",
            "Two hours later the ID token has expired.",
        )


def _exchange_once(stage: Stage, notes: Notes) -> Granted:
    """Trade a code by hand; a person is asked once for all who need it."""
    return stage.once(
        "a code is exchanged",
        notes,
        lambda: grant(stage, notes, scopes=(ACCOUNTING, OPENID)),
    )


def _exchange_twice(stage: Stage, notes: Notes) -> TwiceExchanged:
    """Send one code twice; a person is asked once for all who need it."""

    def act() -> TwiceExchanged:
        first = _exchange_once(stage, notes)
        notes.did("The same code is sent once more.")
        hand = stage.hand(notes)
        hand.exchange(first.asked.exchange)
        return TwiceExchanged(
            refresh_token=first.refresh_token, second=hand.recorded[-1]
        )

    twice = stage.once("a code is exchanged twice", notes, act)
    notes.recall(twice.second)
    return twice


def _expect_tokens(connected: Connected, notes: Notes) -> None:
    exchanged = connected.exchanged
    refresh_token, access_token = notes.given(
        brought_by(exchanged), "The answer holds a refresh token."
    )
    notes.saw(f"Refresh token {refresh_token}, access token {access_token}.")
    notes.expect(access_token, "The answer holds an access token.")
    lifetimes = lifetimes_in(exchanged.response_body)
    told = (f"{name} {seconds}" for name, seconds in lifetimes.items())
    notes.saw(f"Lifetimes in seconds: {', '.join(told)}.")
    notes.expect(
        lifetimes.keys() >= LIFETIMES
        and all(lifetimes[name] > 0 for name in LIFETIMES),
        "The answer tells how long each of the two is good.",
    )


def _has_id_token(connected: Connected) -> bool:
    return "id_token" in members_of(connected.exchanged.response_body)


def _expect_stored(connected: Connected, kept: Kept, notes: Notes) -> None:
    notes.expect(
        kept.realm_id == find_single(connected.brought, "realmId"),
        "The company of the response is stored.",
    )
    notes.expect(
        _fingerprints(kept) == brought_by(connected.exchanged),
        "Both tokens of the exchange are stored.",
    )
    notes.expect(
        _are_the_told_deadlines(kept, connected.exchanged),
        "Both deadlines are stored: each as far away as the answer told.",
    )


def _are_the_told_deadlines(kept: Kept, exchanged: RoundTrip) -> bool:
    """Whether the ends of the current pair are stored as an answer told them."""
    current = kept.generations[-1]
    told = lifetimes_in(exchanged.response_body)
    ends = {
        "expires_in": current.access_expires_at,
        "x_refresh_token_expires_in": current.refresh_expires_at,
    }
    return all(
        name in told and at == current.received_at + timedelta(seconds=told[name])
        for name, at in ends.items()
    )


def _fingerprints(kept: Kept) -> tuple[str, str] | None:
    """Return what marks the current pair: the refresh token first."""
    current = kept.generations[-1] if kept.generations else None
    if current is None or current.refresh_token is None:
        return None
    return current.refresh_token.fingerprint, current.access_token.fingerprint


def _id_token_problem(
    stage: Stage, notes: Notes, id_token: Secret, *, client_id: str | None = None
) -> str | None:
    """Return which check an ID token fails; ``None`` if it is believed."""
    id_tokens = stage.hand(notes).outside().id_tokens
    try:
        id_tokens.verify(id_token, client_id=client_id or stage.service.keys.client_id)
    except IdTokenError as exc:
        return exc.claim
    return None


def _changed(id_token: Secret) -> Secret:
    """Return an ID token with another letter in the middle of its claims."""
    header, claims, signature = id_token.reveal().split(".")
    middle = len(claims) // 2
    letter = "A" if claims[middle] != "A" else "B"
    return Secret(
        f"{header}.{claims[:middle]}{letter}{claims[middle + 1 :]}.{signature}"
    )
