"""Chapter 4: the access token."""

from datetime import timedelta
from http import HTTPStatus

from grantlab.flows.hand import Hand
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.scope import ACCOUNTING, PAYMENT
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.check import check
from grantlab.verification.granting import grant, refresh_token_of
from grantlab.verification.notes import Notes
from grantlab.verification.stage import Stage
from grantlab.verification.user import COMPANIES
from grantlab.wire.held import HeldTransport

HOUR = timedelta(seconds=3600)
SECOND = timedelta(seconds=1)

INVENTED_OCTETS = 32
"""Of an access token that nobody has issued."""


@check("L401")
def an_access_token_lasts_an_hour(stage: Stage, notes: Notes) -> None:
    granted = grant(stage, notes)
    tokens = granted.tokens
    ends_at = notes.given(
        tokens.access_expires_at, "The answer tells how long the access token is good."
    )
    notes.expect(ends_at - tokens.received_at == HOUR, "That is 3600 seconds.")
    notes.did("3599 seconds pass, and the company is called with the access token.")
    stage.bench.advance(HOUR - SECOND)
    notes.expect(
        granted.call() == HTTPStatus.OK,
        "A second before the end of the hour the company answers 200.",
    )
    notes.did("One more second passes, and the company is called again.")
    stage.bench.advance(SECOND)
    notes.expect(
        granted.call() != HTTPStatus.OK,
        "At the end of the hour the access token no longer opens the company.",
    )


@check("L402")
def a_401_is_the_sign_to_refresh(stage: Stage, notes: Notes) -> None:
    granted = grant(stage, notes)
    notes.did("An hour passes, and the company is called.")
    stage.bench.advance(HOUR)
    notes.expect(granted.call() == HTTPStatus.UNAUTHORIZED, "The company answers 401.")
    notes.did("The refresh token is sent, and the company called with what comes.")
    fresh = notes.given(
        granted.hand.refresh(granted.refresh_token), "The refresh brings tokens."
    )
    notes.expect(
        granted.call(fresh) == HTTPStatus.OK,
        "With the new access token the company answers 200.",
    )


@check("L403", in_sandbox=True)
def a_refresh_token_is_for_refreshing_only(stage: Stage, notes: Notes) -> None:
    hand, realm_id, tokens = _held(stage, notes)
    notes.did("The company is called with the access token.")
    notes.expect(
        hand.call(realm_id, tokens.access_token).status == HTTPStatus.OK,
        "The access token is answered 200.",
    )
    notes.did("The company is called with the refresh token instead.")
    notes.expect(
        hand.call(realm_id, refresh_token_of(tokens)).status == HTTPStatus.UNAUTHORIZED,
        "The refresh token is answered 401.",
    )


@check("L404", in_sandbox=True)
def a_token_opens_its_own_company_only(stage: Stage, notes: Notes) -> None:
    hand, realm_id, tokens = _held(stage, notes)
    notes.did("The company that was granted is called.")
    notes.expect(
        hand.call(realm_id, tokens.access_token).status == HTTPStatus.OK,
        "The company that was granted answers 200.",
    )
    notes.did("Another company is called with the same token.")
    notes.expect(
        hand.call(_another(realm_id, stage), tokens.access_token).status
        in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN},
        "The other company does not let it in.",
    )


@check("L405")
def a_call_outside_the_scopes_is_refused(stage: Stage, notes: Notes) -> None:
    stage.bench.enable_scope(PAYMENT)
    connection = stage.connect(notes, scopes=(PAYMENT,)).number
    before = len(notes.passed)
    notes.did("Our client calls the company.")
    answer = stage.client.call(connection)
    notes.expect(
        answer.status == HTTPStatus.FORBIDDEN,
        "The company's books need another scope: it answers 403.",
    )
    notes.expect(
        len(notes.passed) == before + 1,
        "Our client does not refresh for that, and does not call again.",
    )
    granted = grant(stage, notes, scopes=(ACCOUNTING,))
    notes.did("The company is called.")
    notes.expect(
        granted.call() == HTTPStatus.OK, "With that scope the company answers 200."
    )


@check("L406", in_sandbox=True)
def the_loop_refreshes_once_and_calls_again(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    notes.did(
        "In our client's store the access token is replaced by one that nobody has issued."
    )
    invented = Secret(stage.entropy.octets(INVENTED_OCTETS).hex())
    stage.client.replace_access_token(connection, invented)
    before = len(notes.passed)
    notes.did("Our client calls the company.")
    answer = stage.client.call(connection)
    loop = notes.passed[before:]
    notes.expect(answer.status == HTTPStatus.OK, "In the end the company answers 200.")
    notes.expect(
        [(one.purpose, one.status) for one in loop]
        == [
            (Purpose.COMPANY_INFO, HTTPStatus.UNAUTHORIZED),
            (Purpose.REFRESH, HTTPStatus.OK),
            (Purpose.COMPANY_INFO, HTTPStatus.OK),
        ],
        "Three requests were sent: a call that met 401, one refresh, and the call again.",
    )
    notes.did("Our client calls the company once more.")
    before = len(notes.passed)
    stage.client.call(connection)
    notes.expect(
        [one.purpose for one in notes.passed[before:]] == [Purpose.COMPANY_INFO],
        "What the refresh brought was stored: no other refresh is needed.",
    )
    if stage.control is not None:
        _be_refused_again(connection, stage, notes)


def _be_refused_again(connection: int, stage: Stage, notes: Notes) -> None:
    """Let what the refresh brings have ended by the time at which it is used."""
    notes.did(
        "An hour passes, and from now on each answer is an hour on its way. Our client calls"
        " the company."
    )
    stage.bench.advance(HOUR)
    slow = stage.hand(
        notes,
        wrap=lambda inner: HeldTransport(
            inner, hold=lambda: None, answered=lambda: stage.bench.advance(HOUR)
        ),
    )
    before = len(notes.passed)
    answer = stage.client.call_by(slow, connection)
    notes.expect(
        [(one.purpose, one.status) for one in notes.passed[before:]]
        == [
            (Purpose.COMPANY_INFO, HTTPStatus.UNAUTHORIZED),
            (Purpose.REFRESH, HTTPStatus.OK),
            (Purpose.COMPANY_INFO, HTTPStatus.UNAUTHORIZED),
        ],
        "The call that is repeated meets 401 again, and nothing more is sent for it.",
    )
    notes.expect(
        answer.status == HTTPStatus.UNAUTHORIZED, "Whoever has called is told the 401."
    )
    notes.did("Answers come at once again, and our client calls the company.")
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "The connection is good: the company answers 200.",
    )


def _held(stage: Stage, notes: Notes) -> tuple[Hand, str, TokenSet]:
    """Return a hand, a company, and the tokens that our client holds of it."""
    kept = stage.client.kept(stage.connection(notes))
    company = notes.given(kept.realm_id, "The connection belongs to a company.")
    return stage.hand(notes), company, kept.generations[-1]


def _another(realm_id: str, stage: Stage) -> str:
    """Return a company that was not granted; where none is known, an invented number."""
    if stage.control is not None:
        return next(company for company in COMPANIES if company != realm_id)
    return f"{realm_id[:-1]}{(int(realm_id[-1]) + 1) % 10}"
