"""Incidents in which a refresh is refused."""

from contextlib import suppress
from dataclasses import replace

import httpx2

from grantlab.errors import GrantlabError
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from tests.scenarios.diagnosis.playing import COMPANY, Played, World, script
from tests.support import invented
from tests.support.clocks import DAY, HOUR, MINUTE, SECOND

FRONT = (Purpose.AUTHORIZATION_REQUEST, Purpose.AUTHORIZATION_RESPONSE)


@script("stale_refresh_token")
def an_old_value_is_sent(world: World) -> Played:
    connection = world.connect()
    old = world.story.current(connection)
    # Under observed the value changes when it is a day old, under the others at once.
    world.wait(DAY, 20 * DAY)
    world.story.refresh(connection)
    world.live(connection)
    world.wait(DAY, 30 * DAY)
    world.attempt(lambda: world.story.send_again(old))
    return world.played(connection, is_decided=True, drop_journal=world.likely(0.2))


@script("stale_refresh_token", "rfc-9700")
def an_old_value_ends_the_family(world: World) -> Played:
    connection = world.connect()
    old = world.story.current(connection)
    world.wait(MINUTE, 20 * DAY)
    world.story.refresh(connection)
    world.wait(MINUTE, DAY)
    world.attempt(lambda: world.story.send_again(old))
    world.wait(MINUTE, DAY)
    world.attempt(lambda: world.story.refresh(connection))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(Purpose.REFRESH, *FRONT, but_last=True)
    return world.played(connection, is_decided=not is_gone, drop_journal=is_gone)


@script("refresh_token_expired_inactivity")
def a_token_that_nobody_used(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.wait(102 * DAY, 400 * DAY)
    world.attempt(lambda: world.story.refresh(connection))
    return world.played(connection, is_decided=True, drop_journal=world.likely(0.2))


@script("refresh_token_hard_expired")
def five_years(world: World) -> Played:
    connection = world.connect()
    for _ in range(18):
        world.wait(94 * DAY, 96 * DAY)
        world.story.refresh(connection)
    world.wait(94 * DAY, 96 * DAY)
    world.story.refresh(connection)
    world.wait(40 * DAY, 90 * DAY)
    world.attempt(lambda: world.story.refresh(connection))
    return world.played(connection, is_decided=True)


@script("refresh_response_lost")
def an_answer_that_is_lost(world: World) -> Played:
    connection = world.connect()
    world.wait(DAY, 20 * DAY)
    losing = world.story.outside(losing_answers=True)
    world.attempt(lambda: world.story.refresh(connection, outside=losing))
    world.wait(DAY + HOUR, 30 * DAY)
    world.machine_rests()
    world.attempt(lambda: world.story.refresh(connection))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(*FRONT, Purpose.REFRESH, but_last=True)
    return world.played(connection, is_decided=not is_gone, drop_journal=is_gone)


@script("not_persisted_after_refresh")
def an_answer_that_is_not_stored(world: World) -> Played:
    connection = world.connect()
    world.wait(DAY, 20 * DAY)
    held = world.story.refresh_token(connection)
    world.send_refresh(connection, held)
    world.wait(DAY + HOUR, 30 * DAY)
    world.attempt(lambda: world.story.refresh(connection))
    return world.played(connection, is_decided=True, drop_journal=world.likely())


@script("concurrent_refresh_race", "observed", "rfc-9700")
def two_at_once(world: World) -> Played:
    connection = world.connect()
    world.wait(DAY, 20 * DAY)
    held = world.story.refresh_token(connection)
    world.story.refresh(connection)
    world.send_refresh(connection, held)
    return world.played(connection, is_decided=True, drop_journal=world.likely(0.3))


@script("revoked_by_user_disconnect")
def a_user_who_disconnects(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    is_young = world.likely(0.6)
    if is_young:
        world.attempt(lambda: world.story.refresh(connection))
        world.wait(SECOND, 50 * MINUTE)
    world.story.provider.disconnect(COMPANY)
    if is_young and world.likely():
        world.attempt(lambda: world.story.call(connection))
        world.attempt(lambda: world.story.refresh(connection))
    elif is_young:
        world.attempt(lambda: world.story.refresh(connection))
        world.attempt(lambda: world.story.call(connection))
    else:
        world.wait(2 * HOUR, 30 * DAY)
        world.attempt(lambda: world.story.refresh(connection))
    # Only an access token that was refused before its hour tells it from other ends.
    return world.played(connection, is_decided=is_young)


@script("revoked_by_app")
def our_own_revocation(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.story.revoke(connection)
    world.wait(SECOND, 20 * DAY)
    world.attempt(lambda: world.story.refresh(connection))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(Purpose.REVOCATION, *FRONT)
    return world.played(connection, is_decided=not is_gone)


@script("revoked_by_code_reuse")
def a_code_that_had_been_sent_twice(world: World) -> Played:
    received = world.come_back()
    connection = world.story.exchange(received)
    world.wait(SECOND, 4 * MINUTE)
    world.attempt(lambda: world.story.exchange_again(received))
    world.wait(2 * HOUR, 20 * DAY)
    world.attempt(lambda: world.story.refresh(connection))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(Purpose.EXCHANGE, *FRONT)
    return world.played(connection, is_decided=not is_gone)


@script("wrong_client_or_environment_for_token")
def the_other_clients_token(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    other = replace(world.story.outside(), keys=world.other_keys)
    world.attempt(lambda: world.story.refresh(connection, outside=other))
    return world.played(connection, is_decided=True)


@script("bad_client_credentials")
def a_client_whose_secret_changed(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    wrong = KeyPair(world.keys.client_id, Secret("wrong"))
    other = replace(world.story.outside(), keys=wrong)
    world.attempt(lambda: world.story.refresh(connection, outside=other))
    return world.played(connection, is_decided=True)


@script("access_token_sent_as_refresh_token")
def an_access_token_in_its_place(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.send_refresh(connection, world.story.access_token(connection))
    return world.played(connection, is_decided=True)


@script("placeholder_or_empty_token")
def a_word_in_its_place(world: World) -> Played:
    connection = world.connect()
    word = world.chance.choice(("undefined", "null", "YOUR_REFRESH_TOKEN", "None"))
    world.send_refresh(connection, Secret(word))
    return world.played(connection, is_decided=True)


@script("token_truncated_by_storage")
def a_cut_token(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    held = world.story.refresh_token(connection).reveal()
    world.send_refresh(connection, Secret(held[: world.chance.number(31, 36)]))
    return world.played(connection, is_decided=True)


@script("token_unknown")
def a_token_of_nowhere(world: World) -> Played:
    connection = world.connect()
    number = world.chance.number(1, 99)
    world.send_refresh(connection, Secret(invented.refresh_token(number)))
    is_gone = world.likely(0.3)
    if is_gone:
        world.take_away(*FRONT)
    return world.played(connection, is_decided=not is_gone)


@script("provider_outage")
def an_outage_that_says_so(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    faults = ("http-500", "http-502", "http-503", "http-504")
    world.story.user.arm(world.chance.choice(faults))
    world.attempt(lambda: world.story.refresh(connection))
    return world.played(connection, is_decided=True)


@script("provider_outage")
def an_outage_that_says_invalid_grant(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.story.user.arm("outage-as-invalid-grant")
    world.attempt(lambda: world.story.refresh(connection))
    is_tried_again = world.likely()
    if is_tried_again:
        world.wait(MINUTE, 12 * HOUR)
        world.story.refresh(connection)
    # A token that is accepted afterwards shows that it was good; nothing else does.
    return world.played(connection, is_decided=is_tried_again)


@script("provider_outage")
def an_outage_that_says_invalid_request(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.story.user.arm("outage-as-invalid-request")
    world.attempt(lambda: world.story.refresh(connection))
    return world.played(connection, is_decided=True)


@script("rate_limited")
def too_many_refreshes(world: World) -> Played:
    connection = world.connect()
    world.live(connection)
    world.story.user.arm("rate-limited")
    world.attempt(lambda: world.story.refresh(connection))
    return world.played(connection, is_decided=True)


@script("stale_refresh_token", "faq")
def a_newer_consent_ends_the_older(world: World) -> Played:
    world.story.user.set_policy(consent_ends_older="yes")
    connection = world.connect()
    old = world.story.current(connection)
    world.wait(MINUTE, 20 * DAY)
    again = world.connect()
    assert again.id == connection.id
    world.wait(MINUTE, DAY)
    with suppress(GrantlabError, httpx2.HTTPError):
        world.story.send_again(old)
    return world.played(connection, is_decided=True)
