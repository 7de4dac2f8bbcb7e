"""Incidents of programs that send what no flow of ours would."""

from dataclasses import replace

from grantlab.flows.receive_authorization import describe_response
from grantlab.protocol.errors import StateMismatchError
from grantlab.protocol.round_trip import Pairs, Purpose
from grantlab.protocol.scope import ACCOUNTING, PAYMENT
from grantlab.store.models import AuthorizationAttempt
from grantlab.wire.company import Company
from tests.scenarios.diagnosis.playing import COMPANY, Played, World, script
from tests.scenarios.story import (
    BROWSER,
    EMBEDDED,
    OTHER_BROWSER,
    changed,
    parameters_of,
)
from tests.support.clocks import DAY, HOUR, MINUTE, SECOND


@script("wrong_grant_type_or_body_encoding")
def a_grant_type_that_is_none(world: World) -> Played:
    connection = world.connect()
    held = world.story.refresh_token(connection).reveal()
    grant_type = world.chance.choice(("refresh", "RefreshToken", "token"))
    world.post(
        connection,
        Purpose.REFRESH,
        data={"grant_type": grant_type, "refresh_token": held},
    )
    return world.played(connection, is_decided=True)


@script("wrong_grant_type_or_body_encoding")
def a_body_that_is_no_form(world: World) -> Played:
    connection = world.connect()
    held = world.story.refresh_token(connection).reveal()
    world.post(
        connection,
        Purpose.REFRESH,
        json={"grant_type": "refresh_token", "refresh_token": held},
    )
    return world.played(connection, is_decided=True)


@script("code_param_collision")
def a_code_beside_the_code(world: World) -> Played:
    received = world.come_back()
    code = world.story.parts.attempts.code(received.attempt).reveal()
    world.post(
        received.walk,
        Purpose.EXCHANGE,
        data={
            "grant_type": "authorization_code",
            "code": [world.chance.choice(("SPRING20", "42", "de")), code],
            "redirect_uri": received.attempt.redirect_uri,
        },
    )
    return world.played(received.walk, is_decided=True)


@script("malformed_authorization_request", "rfc-9700")
def a_request_without_a_challenge(world: World) -> Played:
    attempt = world.story.ask(world.story.begin(uses_pkce=False))
    answer = world.story.user.ask(world.story.query_of(attempt))
    world.attempt(lambda: world.story.receive(parameters_of(answer.location)))
    return world.played(world.walk_of(attempt), is_decided=True)


@script("state_mismatch_csrf")
def a_state_that_nobody_sent(world: World) -> Played:
    attempt = world.story.ask(world.story.begin())
    world.wait(SECOND, 4 * MINUTE)
    state = world.chance.choice((None, world.chance.text(43)))
    _disregard(world, attempt, changed(world.story.consent(attempt), state=state))
    return world.played(world.walk_of(attempt), is_decided=True)


@script("state_lost_session")
def another_browser(world: World) -> Played:
    attempt = world.story.ask(world.story.begin())
    world.wait(SECOND, 4 * MINUTE)
    parameters = world.story.consent(attempt)
    _disregard(world, attempt, parameters, browser=OTHER_BROWSER)
    return world.played(world.walk_of(attempt), is_decided=True)


@script("state_lost_session")
def a_user_who_takes_too_long(world: World) -> Played:
    attempt = world.story.ask(world.story.begin())
    world.wait(2 * HOUR, 5 * DAY)
    _disregard(world, attempt, world.story.consent(attempt))
    return world.played(world.walk_of(attempt), is_decided=True)


@script("scope_changed_needs_reauth")
def a_scope_that_was_added(world: World) -> Played:
    world.story.provider.registry.enable_scope(PAYMENT)
    received = world.story.come_back(PAYMENT)
    connection = world.story.exchange(received)
    world.wait(MINUTE, 20 * MINUTE)
    walk = received.walk
    world.story.parts.walks.set_stage(
        walk, scopes=(PAYMENT, ACCOUNTING), uses_pkce=True
    )
    world.story.ask(walk)
    world.story.call(connection)
    return world.played(connection, is_decided=True)


@script("wrong_base_url_environment")
def the_other_environments_host(world: World) -> Played:
    connection = world.connect()
    line = world.line()
    api = line.endpoints.api.replace("sandbox-quickbooks", "quickbooks")
    line.endpoints = replace(line.endpoints, api=api)
    token = world.story.access_token(connection)
    world.keep(
        connection, line, lambda: Company(line).fetch_company_info(COMPANY, token)
    )
    return world.played(connection, is_decided=True)


@script("api_request_not_understood")
def an_operation_that_is_not_there(world: World) -> Played:
    connection = world.connect()
    path = f"/v3/company/{COMPANY}/{world.chance.choice(('bill/7', 'vendor/1'))}"
    world.get(connection, path, token=world.story.access_token(connection))
    return world.played(connection, is_decided=True)


@script("malformed_authorization_header")
def a_call_without_a_bearer(world: World) -> Played:
    connection = world.connect()
    world.get(connection, f"/v3/company/{COMPANY}/companyinfo/{COMPANY}", token=None)
    return world.played(connection, is_decided=True)


def _disregard(
    world: World,
    attempt: AuthorizationAttempt,
    parameters: Pairs,
    *,
    browser: str = BROWSER,
) -> None:
    """Receive a response that is disregarded, and record that as the callback does."""
    try:
        world.story.receive(parameters, browser=browser)
    except StateMismatchError as exc:
        walk = world.walk_of(attempt)
        arrived = describe_response(
            parameters,
            attempt.redirect_uri,
            EMBEDDED,
            now=world.story.now(),
            disregarded=f"disregarded whole: its state is {exc.problem}",
        )
        world.story.parts.round_trips.add_all((arrived,), walk_id=walk.id)
    else:
        raise AssertionError("the response was not disregarded")
