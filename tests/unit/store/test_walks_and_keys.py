"""Walks belong to a browser; entered keys belong to an environment."""

import pytest

from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.scope import OPENID
from grantlab.protocol.secret import Secret
from grantlab.store.errors import WalkNotFoundError
from tests.support import invented
from tests.support.builders import KEYS
from tests.support.clocks import NOON
from tests.unit.store.parts import BROWSER, StoreParts, reveal


def test_a_walk_is_found_by_its_handle_in_its_own_browser(store: StoreParts) -> None:
    walk = store.begin_walk()

    assert store.walks.get(walk.handle, browser_digest=BROWSER) is walk
    assert store.walks.by_id(walk.id) is walk


@pytest.mark.parametrize(
    ("handle", "browser"),
    [
        pytest.param(None, "c" * 64, id="another browser"),
        pytest.param("0" * 12, BROWSER, id="another handle"),
        pytest.param("", BROWSER, id="no handle"),
    ],
)
def test_a_walk_opens_nowhere_else(
    store: StoreParts, handle: str | None, browser: str
) -> None:
    walk = store.begin_walk()

    with pytest.raises(WalkNotFoundError):
        store.walks.get(
            walk.handle if handle is None else handle, browser_digest=browser
        )


def test_two_walks_have_two_handles_and_the_newest_is_known(store: StoreParts) -> None:
    first, second = store.begin_walk(), store.begin_walk()

    assert first.handle != second.handle
    assert store.walks.newest_of_browser(BROWSER) is second
    assert store.walks.newest_of_browser("c" * 64) is None


def test_the_stage_of_a_walk_can_be_changed(store: StoreParts) -> None:
    walk = store.begin_walk()

    store.walks.set_stage(walk, scopes=(OPENID,), uses_pkce=False)

    assert (walk.scopes, walk.uses_pkce) == ((OPENID,), False)


def test_a_stray_response_is_kept_sealed_until_it_is_cleared(store: StoreParts) -> None:
    walk, stray = store.begin_walk(), Secret(invented.STATE)

    store.walks.note_stray(walk, problem="unknown", state=stray, now=NOON)
    assert reveal(store.walks.stray_state(walk)) == invented.STATE
    assert invented.STATE.encode() not in store.place.octets_on_disk()

    store.walks.clear_stray(walk)
    assert store.walks.stray_state(walk) is None
    assert walk.stray_problem is None


def test_entered_keys_replace_the_ones_before(store: StoreParts) -> None:
    other = KeyPair("ABother", Secret("inventedothersecret"))
    store.key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)

    store.key_pairs.put(Environment.SANDBOX, other, now=NOON)

    assert store.key_pairs.get(Environment.SANDBOX) == other
    assert store.key_pairs.get(Environment.PRODUCTION) is None


@pytest.mark.proves("L705")
def test_an_entered_client_secret_is_kept_sealed(store: StoreParts) -> None:
    store.key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)

    assert invented.CLIENT_SECRET.encode() not in store.place.octets_on_disk()


def test_keys_can_be_forgotten(store: StoreParts) -> None:
    store.key_pairs.put(Environment.SANDBOX, KEYS, now=NOON)

    store.key_pairs.remove(Environment.SANDBOX)
    store.key_pairs.remove(Environment.SANDBOX)

    assert store.key_pairs.get(Environment.SANDBOX) is None
