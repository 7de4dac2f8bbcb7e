"""Chapter 8: the causes that the FAQ names.

Each incident is played before the service, and then explained from what our own client has
on record. The service's own reasons are never looked at.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from grantlab.diagnosis.engine import diagnose_evidence
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding, Verdict
from grantlab.diagnosis.readings.requests import description_of
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.flows.hand import Hand
from grantlab.protocol.authorization_response import read_authorization_response
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.verification.check import check
from grantlab.verification.notes import Notes
from grantlab.verification.readings import ends_in, is_refused, length
from grantlab.verification.stage import Stage
from grantlab.wire.held import HeldTransport, Meeting

DAY = timedelta(days=1)
DISCOUNT = "SUMMER25"
"""What an application of somebody's calls ``code``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented:
    """A consent that our own client has on record, with its code yet to be exchanged."""

    state: Secret
    exchange: CodeExchange
    """As it ought to be sent."""


@check("E1")
def a_redirect_uri_that_differs(stage: Stage, notes: Notes) -> None:
    consented, hand = _consent(stage), stage.hand(notes)
    right = consented.exchange.redirect_uri
    notes.did(
        "The user consents, and the exchange names the redirect URI with a slash more."
    )
    _exchange(stage, hand, consented, replace_uri=f"{right}/")
    _expect_refused(notes, hand)
    _explain(notes, stage.client.evidence_of(consented.state), "redirect_uri_mismatch")
    consented = _consent(stage)
    notes.did(
        "The user consents again, and the exchange names the redirect URI with a query."
    )
    _exchange(stage, hand, consented, replace_uri=f"{right}?from=menu")
    _expect_refused(notes, hand)
    _explain(notes, stage.client.evidence_of(consented.state), "redirect_uri_has_query")


@check("E2")
def a_second_meaning_of_code(stage: Stage, notes: Notes) -> None:
    notes.did(
        f"The user consents. The app's own site adds code={DISCOUNT} to the address that the"
        " browser comes back to, and that one is exchanged."
    )
    consented, hand = _consent(stage, added_code=DISCOUNT), stage.hand(notes)
    hand.exchange(replace(consented.exchange, code=Secret(DISCOUNT)))
    stage.client.put_on_record(consented.state, hand.recorded)
    _expect_refused(notes, hand)
    _explain(notes, stage.client.evidence_of(consented.state), "code_param_collision")


@check("E3")
def keys_of_the_other_environment(stage: Stage, notes: Notes) -> None:
    other = stage.other_pair
    consented, hand = _consent(stage), stage.hand(notes)
    notes.did("The user consents, and the code is exchanged with the app's other keys.")
    hand.exchange(consented.exchange, keys=other)
    stage.client.put_on_record(consented.state, hand.recorded)
    _expect_refused(notes, hand)
    _explain(notes, stage.client.evidence_of(consented.state), "wrong_environment_keys")
    _name_the_other_redirect_uri(stage, notes)


@check("E4")
def a_code_that_is_sent_twice(stage: Stage, notes: Notes) -> None:
    connection = _connect_and_send_code_again(stage, notes)
    _explain(notes, stage.client.evidence_of(connection), "code_reused")


@check("R1")
def a_token_that_is_too_old(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    notes.did("The refresh token is left unused for the whole of its life.")
    stage.bench.advance_to("after-refresh-token-ends")
    _expect_refresh_refused(stage, notes, connection)
    evidence = stage.client.evidence_of(connection)
    _explain(notes, evidence, "refresh_token_expired_inactivity")
    _outlive_the_consent(stage, notes)
    _send_an_old_value(stage, notes)


@check("R2")
def a_service_in_trouble(stage: Stage, notes: Notes) -> None:
    connection, hand = stage.connection(notes), stage.hand(notes)
    current = _current(stage, notes, connection)
    notes.did("The service is down while our client refreshes.")
    stage.bench.arm("http-503")
    hand.refresh(current)
    stage.client.put_on_record(connection, hand.recorded)
    diagnosis = stage.client.diagnose(connection)
    _expect_named(notes, diagnosis, "provider_outage", Verdict.CONFIRMED)
    notes.did("Then the service is up, and answers a good refresh with invalid_grant.")
    stage.bench.arm("outage-as-invalid-grant")
    _expect_refresh_refused(stage, notes, connection)
    _expect_left_open(
        notes,
        stage.client.evidence_of(connection),
        "provider_outage",
        when="As long as the token is not tried again",
    )
    notes.did("The same refresh token is sent once more, and accepted.")
    stage.client.refresh(connection)
    _explain(notes, stage.client.evidence_of(connection), "provider_outage")


@check("R3")
def a_value_kept_in_memory(stage: Stage, notes: Notes) -> None:
    connection = _refresh_past_an_old_value(stage, notes)
    finding = _finding(stage.client.diagnose(connection), "stale_cache_in_code")
    notes.saw(f"The diagnosis says: {finding.because}")
    notes.expect(
        finding.verdict is Verdict.SUSPECTED and finding.question is not None,
        "The diagnosis suspects a value kept in memory, and asks who held it: the record"
        " shows that the store had a newer one, and not where the old one came from.",
    )
    bare = _alone(stage.client.evidence_of(connection))
    notes.expect(
        _finding(diagnose_evidence(bare), "stale_cache_in_code").verdict
        is Verdict.CANNOT_TELL,
        "Given nothing but the refused request, the diagnosis cannot tell.",
    )


@check("R4")
def a_token_that_was_not_stored(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    stage.bench.advance(DAY)
    current = _current(stage, notes, connection)
    notes.did("A worker refreshes, and does not store what it is given.")
    hand = stage.hand(notes)
    hand.refresh(current)
    stage.client.put_on_record(connection, hand.recorded)
    notes.did("Two days later our client refreshes with the value that is stored.")
    stage.bench.advance(2 * DAY)
    _expect_refresh_refused(stage, notes, connection)
    evidence = stage.client.evidence_of(connection)
    _explain(notes, evidence, "not_persisted_after_refresh")
    _race(stage, notes)


@check("R5")
def a_user_who_disconnects(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    notes.did("The user disconnects the app inside QuickBooks. Our client calls.")
    stage.bench.arm("user-disconnects")
    notes.expect(
        ends_in(InvalidGrantError, lambda: stage.client.call(connection)),
        "The access token is answered 401 within its hour, and the refresh is refused.",
    )
    evidence, cause = stage.client.evidence_of(connection), "revoked_by_user_disconnect"
    _expect_named(notes, diagnose_evidence(evidence), cause, Verdict.SUSPECTED)
    notes.saw(
        "It is only suspected: no answer of the service says that it was the user."
    )
    notes.expect(
        _finding(diagnose_evidence(_alone(evidence)), cause).verdict
        is Verdict.CANNOT_TELL,
        "Given nothing but the refused request, the diagnosis cannot tell.",
    )
    _revoke_and_refresh(stage, notes)


@check("R6")
def a_code_that_had_been_sent_twice(stage: Stage, notes: Notes) -> None:
    connection = _connect_and_send_code_again(stage, notes)
    notes.did("Two hours later the refresh token of the first exchange is sent.")
    stage.bench.advance(timedelta(hours=2))
    _expect_refresh_refused(stage, notes, connection)
    _explain(notes, stage.client.evidence_of(connection), "revoked_by_code_reuse")


def _name_the_other_redirect_uri(stage: Stage, notes: Notes) -> None:
    """Exchange with the right keys, under a redirect URI that only the other pair has."""
    listed = stage.bench.fetch_state().app.keys["production"].redirect_uris
    consented, hand = _consent(stage), stage.hand(notes)
    notes.did(
        "The user consents again. The right keys exchange the code, and name a redirect URI"
        f" that is registered for the other keys, “{listed[0]}”."
    )
    _exchange(stage, hand, consented, replace_uri=listed[0])
    _expect_refused(notes, hand)
    evidence = stage.client.evidence_of(consented.state)
    _explain(notes, evidence, "redirect_uri_mismatch")
    keys = _finding(diagnose_evidence(evidence), "wrong_environment_keys")
    notes.expect(
        keys.verdict is Verdict.RULED_OUT,
        "It is not taken for other keys: one client id has asked and exchanged.",
    )


def _outlive_the_consent(stage: Stage, notes: Notes) -> None:
    notes.did(
        "The limit of a consent is set to 150 days in place of five years. After a new one our"
        " client refreshes in 90 days, and 61 days later."
    )
    stage.bench.set_policy(knobs={"hard_limit": "150d"})
    connection = stage.connection(notes)
    stage.bench.advance(timedelta(days=90))
    stage.client.refresh(connection)
    stage.bench.advance(timedelta(days=61))
    _expect_refresh_refused(stage, notes, connection)
    evidence = stage.client.evidence_of(connection)
    _explain(notes, evidence, "refresh_token_hard_expired")


def _send_an_old_value(stage: Stage, notes: Notes) -> None:
    connection = _refresh_past_an_old_value(stage, notes)
    _explain(notes, stage.client.evidence_of(connection), "stale_refresh_token")


def _refresh_past_an_old_value(stage: Stage, notes: Notes) -> int:
    """Make a connection, and have its first refresh token sent when it is long over."""
    connection = stage.connection(notes)
    old = _current(stage, notes, connection)
    stage.bench.advance(DAY)
    notes.did("A day after the consent our client refreshes, and stores what comes.")
    stage.client.refresh(connection)
    stage.bench.advance(2 * DAY)
    notes.did("Two days later another worker sends the refresh token from before.")
    hand = stage.hand(notes)
    hand.refresh(old)
    stage.client.put_on_record(connection, hand.recorded)
    _expect_refused(notes, hand)
    return connection


def _race(stage: Stage, notes: Notes) -> None:
    """Let two refreshes with one value meet, where that ends one of them."""
    if length(stage.bench.fetch_policy(), "grace"):
        notes.saw(
            "Two refreshes at one moment do no harm here: the previous value is honoured for"
            " a day. So that is turned off, and the race is run without it."
        )
        stage.bench.set_policy(knobs={"grace": "0"})
    connection = stage.connection(notes)
    stage.bench.advance(DAY)
    held = _current(stage, notes, connection)
    notes.did("While one worker's refresh is on its way, another one's overtakes it.")
    faster = stage.hand(
        notes,
        wrap=lambda inner: HeldTransport(
            inner,
            hold=lambda: None,
            answered=lambda: stage.bench.advance(timedelta(seconds=1)),
        ),
    )
    slower = stage.hand(
        notes,
        wrap=lambda inner: HeldTransport(
            inner,
            hold=lambda: stage.client.refresh_by(
                faster, connection, patience=Meeting()
            ),
            answered=lambda: None,
        ),
    )
    slower.refresh(held)
    stage.client.put_on_record(connection, slower.recorded)
    _expect_refused(notes, slower)
    evidence = stage.client.evidence_of(connection)
    _explain(notes, evidence, "concurrent_refresh_race")


def _revoke_and_refresh(stage: Stage, notes: Notes) -> None:
    """End a connection ourselves, and have its refresh token sent all the same."""
    connection = stage.connection(notes)
    held = _current(stage, notes, connection)
    notes.did("Our client disconnects. A worker that does not know refreshes.")
    stage.client.revoke(connection)
    hand = stage.hand(notes)
    hand.refresh(held)
    stage.client.put_on_record(connection, hand.recorded)
    _expect_refused(notes, hand)
    _explain(notes, stage.client.evidence_of(connection), "revoked_by_app")


def _connect_and_send_code_again(stage: Stage, notes: Notes) -> int:
    notes.did("The user consents, and our client exchanges the code.")
    consented, hand = _consent(stage), stage.hand(notes)
    connection = stage.client.exchange(consented.state)
    notes.did("The code that our client has exchanged is sent once more.")
    hand.exchange(consented.exchange)
    stage.client.put_on_record(connection, hand.recorded)
    _expect_refused(notes, hand)
    return connection


def _consent(stage: Stage, *, added_code: str | None = None) -> Consented:
    """Have the user consent to a request of our own client, which receives the response."""
    request = stage.client.begin()
    brought = stage.user.consent(request, realm_id=None)
    added = () if added_code is None else (("code", added_code),)
    stage.client.receive((*brought, *added))
    return Consented(
        state=request.state,
        exchange=CodeExchange(
            code=read_authorization_response(brought).code,
            redirect_uri=request.redirect_uri,
            code_verifier=request.code_verifier,
        ),
    )


def _exchange(
    stage: Stage, hand: Hand, consented: Consented, *, replace_uri: str
) -> None:
    """Exchange a code under another redirect URI, and put that on its walk's record."""
    known = len(hand.recorded)
    hand.exchange(replace(consented.exchange, redirect_uri=replace_uri))
    stage.client.put_on_record(consented.state, hand.recorded[known:])


def _current(stage: Stage, notes: Notes, connection: int) -> Secret:
    """Return the refresh token that our client would send."""
    refresh_token = stage.client.kept(connection).generations[-1].refresh_token
    return notes.given(refresh_token, "Our client holds a refresh token.")


def _expect_refused(notes: Notes, hand: Hand) -> None:
    refused = hand.recorded[-1]
    notes.expect(
        is_refused(refused, "invalid_grant"), "The service answers 400 invalid_grant."
    )
    described = description_of(refused)
    notes.saw(
        "It says no more."
        if described is None
        else f"It gives the description “{described}”."
    )


def _expect_refresh_refused(stage: Stage, notes: Notes, connection: int) -> None:
    notes.expect(
        ends_in(InvalidGrantError, lambda: stage.client.refresh(connection)),
        "Our client's refresh is refused: invalid_grant.",
    )


def _explain(notes: Notes, evidence: Evidence, cause: str) -> None:
    """Expect the diagnosis to be sure of a cause, and not without what shows it."""
    _expect_named(notes, diagnose_evidence(evidence), cause, Verdict.CONFIRMED)
    _expect_left_open(
        notes, _alone(evidence), cause, when="Given nothing but the refused request"
    )


def _expect_named(
    notes: Notes, diagnosis: Diagnosis, cause: str, verdict: Verdict
) -> None:
    named = diagnosis.named
    if named is not None:
        notes.saw(f"The diagnosis says: {named.finding.because}")
    notes.expect(
        named is not None
        and named.cause.id == cause
        and named.finding.verdict is verdict,
        f"From our client's record the diagnosis names {cause}: {verdict}.",
    )


def _expect_left_open(
    notes: Notes, evidence: Evidence, cause: str, *, when: str
) -> None:
    finding = _finding(diagnose_evidence(evidence), cause)
    notes.expect(
        finding.verdict is not Verdict.CONFIRMED,
        f"{when}, the diagnosis is not sure of {cause}.",
    )


def _finding(diagnosis: Diagnosis, cause: str) -> Finding:
    return next(one.finding for one in diagnosis.findings if one.cause.id == cause)


def _alone(evidence: Evidence) -> Evidence:
    """Return the refused request with nothing around it, as somebody might paste it."""
    return Evidence(
        now=evidence.now, round_trips=(evidence.refusal,), record_is_whole=False
    )
