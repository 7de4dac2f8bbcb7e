"""Chapter 2: the user's consent."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

from grantlab.flows.hand import Hand
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.authorization_response import (
    find_single,
    read_authorization_response,
)
from grantlab.protocol.errors import StateMismatchError, StateProblem
from grantlab.protocol.round_trip import Pairs, Purpose
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.check import check, practice
from grantlab.verification.granting import grant
from grantlab.verification.notes import Notes
from grantlab.verification.stage import Stage
from grantlab.verification.user import COMPANIES
from grantlab.verification.visitor import Visitor
from grantlab.wire.bench_control import BenchControl

UNKNOWN_SCOPE = "com.intuit.quickbooks.invented"
REQUESTS = 4
"""How many states are compared with each other."""

SHORTEST_STATE = 30
"""Characters. Source: Intuit FAQ on ``state``."""

LONG_GONE = timedelta(days=1)
"""Longer than anybody is waited for who was asked to consent."""

CODE, OTHER_CODE = Secret("XAB1notacode0000000001"), Secret("XAB1notacode0000000002")
"""Invented: our client knows no code before it exchanges it."""

CONSENTED = ("code", "state", "realmId")
"""The parameters that the browser brings back after a consent."""

practice(
    "L202",
    "It is advice for those who design an app: no request shows whether a scope that is"
    " asked for is needed yet.",
)


@check(
    "L201",
    in_sandbox=True,
    ends_connection=True,
    asks_for="a scope that does not exist",
)
def only_scopes_that_the_app_has_are_granted(stage: Stage, notes: Notes) -> None:
    connected = stage.connected(notes)
    notes.expect(
        find_single(connected.brought, "code"),
        "A request for scopes that the app has comes back with a code.",
    )
    notes.did("A scope that does not exist is asked for as well.")
    _expect_invalid_scope(stage, notes, (*stage.scopes, UNKNOWN_SCOPE))
    if stage.control is not None:
        notes.did(f"The app is no longer allowed the scope {OPENID}, and asks for it.")
        stage.control.disable_scope(OPENID)
        _expect_invalid_scope(stage, notes, (ACCOUNTING, OPENID))


@check("L203")
def other_scopes_need_another_consent(stage: Stage, notes: Notes) -> None:
    first = grant(stage, notes, scopes=(ACCOUNTING,))
    notes.did("The tokens are refreshed.")
    refreshed = notes.given(
        first.hand.refresh(first.refresh_token), "The refresh gives new tokens."
    )
    notes.expect(
        not _opens_userinfo(first.hand, refreshed),
        "The refreshed tokens do not open UserInfo, which needs openid.",
    )
    second = grant(stage, notes, scopes=(ACCOUNTING, OPENID))
    notes.expect(
        _opens_userinfo(second.hand, second.tokens), "The new tokens open UserInfo."
    )
    earlier, later = (first.tokens, refreshed), second.tokens
    notes.expect(
        all(later.access_token != pair.access_token for pair in earlier)
        and all(later.refresh_token != pair.refresh_token for pair in earlier),
        "The new tokens are other ones than those of the first consent.",
    )
    notes.expect(
        not _opens_userinfo(first.hand, refreshed),
        "The tokens of the first consent still do not open UserInfo.",
    )


@check("L204", in_sandbox=True)
def a_state_is_the_secret_of_one_browser(stage: Stage, notes: Notes) -> None:
    client = stage.client
    notes.did(f"Our client prepares {REQUESTS} requests.")
    states = [client.begin().state.reveal() for _ in range(REQUESTS)]
    lengths = sorted({len(state) for state in states})
    notes.saw(f"States of {' and '.join(map(str, lengths))} characters.")
    notes.expect(
        lengths[0] >= SHORTEST_STATE,
        f"Each state has at least {SHORTEST_STATE} characters.",
    )
    notes.expect(
        not _share_a_piece(states),
        "No two states have six characters in a row in common at the same place.",
    )
    request = client.begin(browser="the one that asked")
    notes.did(
        "The response to a request comes in another browser than the one that asked."
    )
    brought = _response(request, CODE)
    notes.expect(
        _problem(stage, brought, browser="another one") is StateProblem.OTHER_BROWSER,
        "In the other browser the response is disregarded.",
    )
    notes.did(
        "It comes in the browser that asked, and then another response with the same state."
    )
    notes.expect(
        _problem(stage, brought, browser="the one that asked") is None,
        "In the browser that asked it is taken.",
    )
    again = _response(request, OTHER_CODE)
    notes.expect(
        _problem(stage, again, browser="the one that asked") is StateProblem.USED,
        "The state is good once: the second response is disregarded.",
    )


@check("L205", in_sandbox=True)
def a_response_with_a_wrong_state_is_disregarded(stage: Stage, notes: Notes) -> None:
    request = stage.client.begin()
    good = _response(request, CODE)
    missing = tuple(pair for pair in good if pair[0] != "state")
    other = _response(replace(request, state=stage.prepare().state), CODE)
    for words, brought, problem in (
        ("without a state", missing, StateProblem.MISSING),
        ("with its state twice", (*good, *good), StateProblem.MISSING),
        ("with a state that nobody was given", other, StateProblem.UNKNOWN),
    ):
        notes.did(f"A response comes {words}.")
        _expect_disregarded(stage, notes, request, brought, problem)
    notes.did("The response comes as it should, and the same comes once more.")
    notes.expect(_problem(stage, good) is None, "The first one is taken.")
    notes.expect(
        _problem(stage, good) is None,
        "The second is no error: it is shown the first result.",
    )
    notes.did("The same response comes in another browser.")
    notes.expect(
        _problem(stage, good, browser="another one") is StateProblem.OTHER_BROWSER,
        "In another browser it is disregarded.",
    )
    notes.did("A response comes with the same state and another code.")
    notes.expect(
        _problem(stage, _response(request, OTHER_CODE)) is StateProblem.USED
        and stage.client.code_of(request.state) == CODE.fingerprint,
        "It is disregarded; the code that came first is kept.",
    )
    notes.expect(
        not notes.sent(Purpose.EXCHANGE),
        "No code was exchanged for any of these responses.",
    )
    if stage.control is not None:
        _expect_nothing_sent_again(stage, notes)
        _expect_too_late(stage, notes, stage.control)


@check("L206")
def a_refusal_comes_back_without_a_code(stage: Stage, notes: Notes) -> None:
    notes.did("The user is asked, on the service's pages, and says no.")
    request = stage.client.begin()
    sight = Visitor(stage.hand(notes)).refuse(request)
    brought = sight.brings
    notes.expect(
        sight.leaves_for == request.redirect_uri
        and find_single(brought, "error") == "access_denied",
        "The browser comes back with error=access_denied.",
    )
    notes.expect(
        Secret(find_single(brought, "state") or "") == request.state,
        "The state of the request comes along.",
    )
    notes.expect("code" not in dict(brought), "The response has no code.")
    notes.expect(
        _problem(stage, brought) is None
        and stage.client.code_of(request.state) is None,
        "Our client takes the response, and has no code to exchange.",
    )


@check("L207", in_sandbox=True)
def a_consent_brings_code_state_and_company(stage: Stage, notes: Notes) -> None:
    connected = stage.connected(notes)
    brought = connected.brought
    notes.saw(
        f"The browser brought, in this order: {', '.join(name for name, _ in brought)}."
    )
    times = Counter(name for name, _ in brought)
    notes.expect(
        all(times[name] == 1 for name in CONSENTED),
        "The response carries code, state and realmId, each once.",
    )
    notes.expect(
        Secret(find_single(brought, "state") or "") == connected.request.state,
        "The state is the one of the request.",
    )
    response = read_authorization_response(brought)
    notes.expect(
        response.realm_id is not None, "Our client reads a company out of the realmId."
    )
    notes.expect(
        all(
            read_authorization_response(turned) == response
            for turned in _turned(brought)
        ),
        "With its parameters in another order our client reads the same.",
    )


@check("L208", in_sandbox=True)
def a_company_is_a_claim_until_it_is_proved(stage: Stage, notes: Notes) -> None:
    connected = stage.connected(notes)
    verified_by = stage.client.kept(connected.number).company_verified_by
    notes.saw(f"What proves the company, by our client's record: {verified_by}.")
    notes.expect(
        verified_by is not None,
        "The company counts as proved: the ID token of the exchange names it, too.",
    )
    notes.expect(
        stage.client.call(connected.number).answered,
        "The company answers a call with the token.",
    )
    if stage.control is not None:
        _expect_proof_by_call(stage, notes)
        for scopes in ((ACCOUNTING,), (ACCOUNTING, OPENID)):
            _expect_no_proof(stage, notes, scopes)


def _expect_invalid_scope(stage: Stage, notes: Notes, scopes: tuple[str, ...]) -> None:
    request = stage.prepare(scopes=scopes)
    if stage.control is None:
        brought = stage.user.consent(request, realm_id=None)
    else:
        brought = Visitor(stage.hand(notes)).open(request).brings
    notes.expect(
        find_single(brought, "error") == "invalid_scope"
        and "code" not in dict(brought),
        "The browser comes back with error=invalid_scope and without a code.",
    )


def _opens_userinfo(hand: Hand, tokens: TokenSet) -> bool:
    hand.ask_userinfo(tokens.access_token)
    return hand.recorded[-1].status == HTTPStatus.OK


def _share_a_piece(states: list[str], *, length: int = 6) -> bool:
    pieces = [
        (start, state[start : start + length])
        for state in states
        for start in range(len(state) - length + 1)
    ]
    return len(set(pieces)) < len(pieces)


def _response(request: AuthorizationRequest, code: Secret) -> Pairs:
    return (
        ("code", code.reveal()),
        ("state", request.state.reveal()),
        ("realmId", COMPANIES[0]),
    )


def _problem(
    stage: Stage, brought: Pairs, *, browser: str = "browser"
) -> StateProblem | None:
    """Give our client a response; return why it was disregarded, if it was."""
    try:
        stage.client.receive(brought, browser=browser)
    except StateMismatchError as exc:
        return exc.problem
    return None


def _expect_disregarded(
    stage: Stage,
    notes: Notes,
    request: AuthorizationRequest,
    brought: Pairs,
    problem: StateProblem,
) -> None:
    notes.expect(
        _problem(stage, brought) is problem
        and stage.client.code_of(request.state) is None,
        "The whole response is disregarded, and its code with it.",
    )


def _expect_too_late(stage: Stage, notes: Notes, bench: BenchControl) -> None:
    request = stage.client.begin()
    notes.did("A response comes a day after our client asked for it.")
    bench.advance(LONG_GONE)
    late = _response(request, CODE)
    _expect_disregarded(stage, notes, request, late, StateProblem.EXPIRED)


def _expect_nothing_sent_again(stage: Stage, notes: Notes) -> None:
    connected = stage.connect(notes)
    notes.did("The response comes once more, after its code was exchanged.")
    notes.expect(
        _problem(stage, connected.brought) is None
        and len(notes.sent(Purpose.EXCHANGE)) == 1,
        "It is shown the first result, and the code is not sent again.",
    )
    notes.expect(
        stage.client.call(connected.number).answered,
        "The connection is unharmed: the company answers.",
    )


def _turned(brought: Pairs) -> tuple[Pairs, ...]:
    """Return the parameters in other orders: each of them has been the first."""
    return tuple(brought[start:] + brought[:start] for start in range(len(brought)))


def _expect_proof_by_call(stage: Stage, notes: Notes) -> None:
    connection = stage.connect(notes, scopes=(ACCOUNTING,)).number
    notes.expect(
        stage.client.kept(connection).company_verified_by is None,
        "No ID token came without openid: nothing has proved the company yet.",
    )
    notes.expect(
        stage.client.call(connection).answered
        and stage.client.kept(connection).company_verified_by is not None,
        "The company answers a call with the token, and counts as proved by that.",
    )


def _expect_no_proof(stage: Stage, notes: Notes, scopes: tuple[str, ...]) -> None:
    notes.did(
        f"Somebody changes the realmId of the response to a request for {' and '.join(scopes)}."
    )
    request = stage.client.begin(scopes=scopes)
    brought = stage.user.consent(request, realm_id=None)
    others = (
        realm_id for realm_id in COMPANIES if realm_id != dict(brought)["realmId"]
    )
    changed = {**dict(brought), "realmId": next(others)}
    stage.client.receive(tuple(changed.items()))
    connection = stage.client.exchange(request.state)
    answer = stage.client.call(connection)
    notes.expect(
        answer.status == HTTPStatus.FORBIDDEN
        and stage.client.kept(connection).company_verified_by is None,
        "The company that was put in answers 403, and is never taken for proved.",
    )
