"""The order in which keys came to be first, and a ring that has forgotten it."""

import pytest
from sqlalchemy import delete

from grantlab.store.models import VaultKey
from grantlab.store.vault_keys import VaultKeys
from grantlab.vault.errors import KeyRingError
from tests.support.clocks import NOON
from tests.unit.store.parts import StoreParts

FIRST, SECOND, THIRD = "aaaaaaaa", "bbbbbbbb", "cccccccc"
NONE_USED: frozenset[str] = frozenset()


@pytest.fixture
def keys(store: StoreParts) -> VaultKeys:
    """Return what a store knows whose keys were FIRST and then SECOND."""
    found = VaultKeys(store.session)
    found.put_first((FIRST,), used=NONE_USED, now=NOON)
    found.put_first((SECOND, FIRST), used=NONE_USED, now=NOON)
    return found


@pytest.mark.parametrize(
    "ring",
    [
        pytest.param((SECOND, FIRST), id="the same again"),
        pytest.param((SECOND,), id="the old one taken out"),
        pytest.param((SECOND, FIRST, THIRD), id="a key that will be used later"),
        pytest.param((THIRD, SECOND, FIRST), id="a new key"),
        pytest.param((THIRD, FIRST, SECOND), id="a new key, the others in any order"),
    ],
)
def test_a_ring_in_order_is_taken(keys: VaultKeys, ring: tuple[str, ...]) -> None:
    keys.put_first(ring, used=NONE_USED, now=NOON)

    keys.check_order(ring)


@pytest.mark.proves("L703")
def test_a_ring_whose_first_key_was_retired_is_refused_by_the_ids(
    keys: VaultKeys,
) -> None:
    with pytest.raises(KeyRingError, match=f"begins with key {FIRST}.*{SECOND}"):
        keys.put_first((FIRST, SECOND), used=NONE_USED, now=NOON)


def test_a_key_that_waits_behind_may_be_put_first_later(keys: VaultKeys) -> None:
    keys.put_first((SECOND, THIRD, FIRST), used=NONE_USED, now=NOON)

    keys.put_first((THIRD, SECOND, FIRST), used=NONE_USED, now=NOON)

    with pytest.raises(KeyRingError):
        keys.check_order((SECOND, THIRD, FIRST))


def test_a_store_from_before_takes_the_keys_in_use_for_older(store: StoreParts) -> None:
    keys = VaultKeys(store.session)
    store.session.execute(delete(VaultKey))
    keys.put_first((SECOND, FIRST), used=frozenset({FIRST}), now=NOON)

    with pytest.raises(KeyRingError):
        keys.check_order((FIRST, SECOND))


def test_two_that_start_at_once_note_one_key(store: StoreParts) -> None:
    def start() -> None:
        VaultKeys(store.session).put_first((THIRD,), used=NONE_USED, now=NOON)

    store.at_once(start, times=4)

    VaultKeys(store.session).check_order((THIRD,))
