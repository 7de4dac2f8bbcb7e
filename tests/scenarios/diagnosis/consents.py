"""Incidents on the way to the first tokens."""

from dataclasses import replace

from grantlab.flows.exchange_code import exchange_differently
from grantlab.flows.receive_authorization import Received
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from tests.scenarios.diagnosis.playing import Played, World, script
from tests.scenarios.story import parameters_of
from tests.support.clocks import DAY, MINUTE, SECOND

SUFFIXES = ("/", "/callback", "s", "%2F")
QUERIES = ("?from=menu", "?tenant=7", "?a=1&b=2")
FRONT = (Purpose.AUTHORIZATION_REQUEST, Purpose.AUTHORIZATION_RESPONSE)


def request_of(world: World, received: Received) -> CodeExchange:
    attempts = world.story.parts.attempts
    return CodeExchange(
        code=attempts.code(received.attempt),
        redirect_uri=received.attempt.redirect_uri,
        code_verifier=attempts.code_verifier(received.attempt),
    )


@script("redirect_uri_mismatch")
def another_redirect_uri(world: World) -> Played:
    received = world.come_back()
    sent = received.attempt.redirect_uri + world.chance.choice(SUFFIXES)
    world.attempt(lambda: world.story.exchange_again(received, redirect_uri=sent))
    if world.likely(0.3):
        # The list of registered redirect URIs is still there, and the value is not on it.
        world.take_away(*FRONT)
    return world.played(received.walk, is_decided=True)


@script("redirect_uri_has_query")
def a_query_on_the_redirect_uri(world: World) -> Played:
    received = world.come_back()
    sent = received.attempt.redirect_uri + world.chance.choice(QUERIES)
    world.attempt(lambda: world.story.exchange_again(received, redirect_uri=sent))
    return world.played(received.walk, is_decided=True)


@script("wrong_environment_keys")
def the_other_keys(world: World) -> Played:
    received = world.come_back()
    is_bare = world.likely(0.4)
    if is_bare:
        world.story.user.set_policy(descriptions="bare")
    world.attempt(lambda: _exchange_with(world, received, world.other_keys))
    is_request_gone = world.likely(0.4)
    if is_request_gone:
        world.take_away(*FRONT)
    # Without the request, only the words of the answer tell of another client id.
    return world.played(received.walk, is_decided=not (is_bare and is_request_gone))


@script("bad_client_credentials")
def a_client_that_is_not_accepted(world: World) -> Played:
    received = world.come_back()
    client_id = world.chance.choice((world.keys.client_id, "ABneverregistered"))
    wrong = KeyPair(client_id, Secret("wrong"))
    world.attempt(lambda: _exchange_with(world, received, wrong))
    if world.likely(0.3):
        world.take_away(*FRONT)
    return world.played(received.walk, is_decided=True)


@script("code_reused")
def a_code_that_is_sent_twice(world: World) -> Played:
    received = world.come_back()
    connection = world.story.exchange(received)
    world.wait(SECOND, 3 * DAY)
    world.attempt(lambda: world.story.exchange_again(received))
    is_first_gone = world.likely(0.3)
    if is_first_gone:
        world.take_away(*FRONT, Purpose.EXCHANGE, but_last=True)
    return world.played(connection, is_decided=not is_first_gone)


@script("code_expired")
def a_code_that_lies_too_long(world: World) -> Played:
    received = world.story.come_back()
    world.wait(301 * SECOND, 2 * DAY)
    world.attempt(lambda: world.story.exchange(received))
    is_response_gone = world.likely(0.3)
    if is_response_gone:
        world.take_away(*FRONT)
    return world.played(received.walk, is_decided=not is_response_gone)


@script("code_malformed_or_truncated")
def a_code_that_was_cut(world: World) -> Played:
    received = world.come_back()
    request = request_of(world, received)
    cut = request.code.reveal()[: world.chance.number(5, 40)]
    world.send_exchange(received, replace(request, code=Secret(cut)))
    is_response_gone = world.likely(0.3)
    if is_response_gone:
        world.take_away(*FRONT)
    return world.played(received.walk, is_decided=not is_response_gone)


@script("pkce_mismatch", "faq", "rfc-9700")
def another_verifier(world: World) -> Played:
    received = world.come_back()
    request = request_of(world, received)
    verifier = Secret(world.chance.text(43))
    world.send_exchange(received, replace(request, code_verifier=verifier))
    is_request_gone = world.likely(0.3)
    if is_request_gone:
        world.take_away(*FRONT)
    return world.played(received.walk, is_decided=not is_request_gone)


@script("consent_refused")
def a_user_who_says_no(world: World) -> Played:
    attempt = world.story.ask(world.story.begin())
    world.wait(SECOND, 9 * MINUTE)
    parameters = world.story.consent(attempt, decision="deny")
    world.attempt(lambda: world.story.receive(parameters))
    return world.played(world.walk_of(attempt), is_decided=True)


@script("invalid_scope_at_authorize")
def a_scope_that_is_not_enabled(world: World) -> Played:
    attempt = world.story.ask(world.story.begin())
    world.story.user.arm("scope-not-enabled")
    answer = world.story.user.ask(world.story.query_of(attempt))
    parameters = parameters_of(answer.location)
    world.attempt(lambda: world.story.receive(parameters))
    return world.played(world.walk_of(attempt), is_decided=True)


@script("provider_outage")
def an_exchange_while_the_service_is_down(world: World) -> Played:
    received = world.come_back()
    world.story.user.arm(world.chance.choice(("http-500", "http-502", "http-503")))
    world.attempt(lambda: world.story.exchange_again(received))
    return world.played(received.walk, is_decided=True)


def _exchange_with(world: World, received: Received, keys: KeyPair) -> object:
    return exchange_differently(
        received.walk,
        received.attempt,
        keys=keys,
        outside=world.story.outside(),
        parts=world.story.parts.exchange_parts,
    )
