"""Incidents in which an API or the revocation endpoint says no."""

from dataclasses import replace

from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.scope import PAYMENT
from grantlab.protocol.secret import Secret
from tests.scenarios.diagnosis.playing import (
    COMPANY,
    OTHER_COMPANY,
    Played,
    World,
    script,
)
from tests.support import invented
from tests.support.clocks import DAY, HOUR, MINUTE, SECOND

FRONT = (Purpose.AUTHORIZATION_REQUEST, Purpose.AUTHORIZATION_RESPONSE)


@script("access_token_expired_401")
def an_access_token_past_its_hour(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.wait(HOUR + SECOND, 20 * DAY)
    world.story.call(connection)
    return world.played(connection, is_decided=True)


@script("revoked_by_user_disconnect")
def a_disconnect_that_a_call_meets(world: World) -> Played:
    connection = world.connect()
    world.attempt(lambda: world.story.refresh(connection))
    world.wait(SECOND, 50 * MINUTE)
    world.story.provider.disconnect(COMPANY)
    world.story.call(connection)
    return world.played(connection, is_decided=True)


@script("revoked_by_app")
def a_call_after_our_own_revocation(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.attempt(lambda: world.story.refresh(connection))
    world.story.revoke(connection)
    world.wait(SECOND, 50 * MINUTE)
    world.story.call(connection)
    return world.played(connection, is_decided=True)


@script("realm_mismatch_403")
def another_companys_token(world: World) -> Played:
    mine = world.connect()
    theirs = world.story.connect(company=OTHER_COMPANY)
    world.pause()
    world.story.call_with(theirs, world.story.access_token(mine))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(*FRONT)
    return world.played(theirs, is_decided=not is_gone)


@script("missing_scope_403")
def a_scope_that_was_never_asked_for(world: World) -> Played:
    world.story.provider.registry.enable_scope(PAYMENT)
    connection = world.story.connect(PAYMENT)
    world.pause()
    world.story.call(connection)
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(*FRONT)
    return world.played(connection, is_decided=not is_gone)


@script("malformed_authorization_header")
def a_refresh_token_as_bearer(world: World) -> Played:
    connection = world.connect()
    world.story.call_with(connection, world.story.refresh_token(connection))
    return world.played(connection, is_decided=True)


@script("token_unknown")
def a_bearer_of_nowhere(world: World) -> Played:
    connection = world.connect()
    world.story.call_with(connection, Secret(invented.ACCESS_TOKEN))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(*FRONT)
    return world.played(connection, is_decided=not is_gone)


@script("admin_lost_access")
def an_admin_who_lost_access(world: World) -> Played:
    connection = world.connect()
    has_worked = world.likely(0.6)
    if has_worked:
        world.story.call(connection)
        world.pause()
    world.story.user.arm("admin-loses-access")
    world.story.call(connection)
    # Only a call that had worked shows that host, company and scope are right.
    return world.played(connection, is_decided=has_worked)


@script("rate_limited")
def too_many_calls(world: World) -> Played:
    connection = world.connect()
    faults = ("company-rate-limited", "company-rate-limited-xml")
    world.story.user.arm(world.chance.choice(faults))
    world.story.call(connection)
    return world.played(connection, is_decided=True)


@script("provider_outage")
def a_call_while_the_service_is_down(world: World) -> Played:
    connection = world.connect()
    faults = ("http-500", "http-502", "http-503", "http-504")
    world.story.user.arm(world.chance.choice(faults))
    world.attempt(lambda: world.story.call(connection))
    return world.played(connection, is_decided=True)


@script("wrong_client_or_environment_for_token", "faq", "observed")
def a_revocation_with_the_other_keys(world: World) -> Played:
    connection = world.connect()
    other = replace(world.story.outside(), keys=world.other_keys)
    world.attempt(lambda: world.story.revoke(connection, outside=other))
    return world.played(connection, is_decided=True)
