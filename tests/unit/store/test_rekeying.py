"""Sealing everything again: all of it, nothing twice, and nothing over a newer value."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context

import pytest
from sqlalchemy import create_engine, text

from grantlab.protocol.secret import Secret
from grantlab.store import sealed_values
from grantlab.store.checking import open_everything
from grantlab.store.database import db
from grantlab.store.rekeying import Rekeying, rekey
from grantlab.store.sealed_values import batches, count_values, sealed_tables
from grantlab.vault.key_ring import KEY_LENGTH, Key, KeyRing
from grantlab.vault.vault import Vault
from tests.support.builders import round_trip, token_set
from tests.support.databases import on_sqlite
from tests.support.entropy import CountedEntropy
from tests.unit.store.parts import INDEX_KEY, KEY, StoreParts

NEW = Key(bytes([7]) * KEY_LENGTH)
COMPANIES = 5


class InterruptedEntropy:
    """Chance that lets something else happen when it is asked for the second time.

    The first nonce is for the company id, the second for a token: its batch has been
    read by then, and is not written yet.
    """

    def __init__(self, interrupt: Callable[[], None]) -> None:
        self._inner = CountedEntropy("rekey")
        self._interrupt = interrupt
        self._asked = 0

    def octets(self, length: int) -> bytes:
        self._asked += 1
        if self._asked == 2:
            self._interrupt()
        return self._inner.octets(length)


def new_vault(interrupt: Callable[[], None] = lambda: None) -> Vault:
    ring = KeyRing((NEW, KEY), index_key=INDEX_KEY)
    return Vault(ring, entropy=InterruptedEntropy(interrupt))


def fill(store: StoreParts) -> int:
    """Store companies with their tokens; return how many values that seals."""
    for number in range(COMPANIES):
        store.connect(f"{1000 + number}", number=number)
    return count_values(db.engine)


@pytest.mark.proves("L703")
def test_every_value_is_sealed_again_and_opens_without_the_old_key(
    store: StoreParts,
) -> None:
    stored = fill(store)

    done = rekey(db.engine, new_vault())

    only_new = Vault(
        KeyRing((NEW,), index_key=INDEX_KEY), entropy=CountedEntropy("new")
    )
    found = open_everything(db.engine, only_new)
    assert done.resealed == stored == COMPANIES * 3
    assert found.by_key == {NEW.id.hex(): stored}
    assert found.unopened == 0


def test_a_second_time_there_is_nothing_to_do(store: StoreParts) -> None:
    fill(store)
    rekey(db.engine, new_vault())

    done = rekey(db.engine, new_vault())

    assert done == Rekeying(passes=1)


@pytest.mark.proves("L703")
def test_a_pair_that_came_meanwhile_is_not_written_over(store: StoreParts) -> None:
    _, generation = store.connect()
    fresh = token_set(2).refresh_token
    assert fresh is not None

    def refresh_elsewhere() -> None:
        # Between the reading of a batch and its writing, as another worker would.
        store.sealer.seal(generation, "sealed_refresh_token", fresh)
        store.session.commit()

    done = rekey(db.engine, new_vault(refresh_elsewhere))

    store.session.refresh(generation)
    sealed = generation.sealed_refresh_token
    assert sealed is not None
    place = f"token_generation/{generation.id}/sealed_refresh_token"
    assert new_vault().unseal(sealed, place=place) == fresh
    assert sealed[:4] == NEW.id
    assert done.overtaken == 2


def test_a_value_that_was_wiped_meanwhile_stays_wiped(store: StoreParts) -> None:
    connection, generation = store.connect()

    def wipe_elsewhere() -> None:
        store.generations.wipe_values(connection, now=store.clock.now())

    rekey(db.engine, new_vault(wipe_elsewhere))

    store.session.refresh(generation)
    assert generation.sealed_refresh_token is None


@pytest.mark.proves("L704")
def test_a_value_that_does_not_open_is_left_and_named(store: StoreParts) -> None:
    (_, mine), (_, theirs) = store.connect("1001"), store.connect("1002")
    moved = mine.sealed_refresh_token
    theirs.sealed_refresh_token = moved
    store.session.commit()

    done = rekey(db.engine, new_vault())

    store.session.refresh(theirs)
    assert theirs.sealed_refresh_token == moved
    assert done.places == [f"token_generation/{theirs.id}/sealed_refresh_token"]
    assert done.unopened == 1
    assert done.resealed == count_values(db.engine) - 1


def _rekey_and_die(url: str) -> None:
    def die(_count: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    rekey(create_engine(url), new_vault(), tell=die)


@pytest.mark.proves("L703")
def test_a_rekeying_that_was_killed_goes_on_where_it_was(store: StoreParts) -> None:
    stored = fill(store)
    killed = get_context("fork").Process(
        target=_rekey_and_die, args=(store.place.url.get_secret_value(),)
    )
    killed.start()
    killed.join()
    left = count_values(db.engine, but_under=NEW.id)

    done = rekey(db.engine, new_vault())

    assert killed.exitcode == -signal.SIGKILL
    assert 0 < left < stored
    assert done.resealed == left
    assert open_everything(db.engine, new_vault()).unopened == 0


def test_large_values_come_in_batches_of_their_size(
    store: StoreParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_values, "OCTETS_AT_ONCE", 1000)
    connection, _ = store.connect()
    body = Secret("x" * 400)
    store.round_trips.add_all(
        tuple(round_trip(private_body=body) for _ in range(5)),
        connection_id=connection.id,
    )

    counts = [
        len(values)
        for sealed, values in batches(db.engine)
        if sealed.table.name == "round_trip"
    ]

    assert counts == [2, 2, 1]


def test_every_table_with_sealed_columns_is_walked() -> None:
    named = {
        f"{sealed.table.name}/{column.name}"
        for sealed in sealed_tables()
        for column in sealed.columns
    }

    assert {
        "walk/sealed_stray_state",
        "authorization_attempt/sealed_code",
        "connection/sealed_realm_id",
        "token_generation/sealed_refresh_token",
        "round_trip/sealed_private_body",
        "key_pair/sealed_client_secret",
    } <= named


@on_sqlite
def test_a_value_too_short_to_be_sealed_is_named_and_does_not_stop_the_rest(
    store: StoreParts,
) -> None:
    fill(store)
    with db.engine.begin() as connection:
        connection.execute(
            text(
                "UPDATE connection SET sealed_realm_id = CAST(x'ff' AS TEXT) WHERE id = 1"
            )
        )

    found = open_everything(db.engine, new_vault())

    assert found.unopened == 1
    assert found.problems[0].startswith(
        "the value at connection/1/sealed_realm_id is too"
    )
    assert found.opened == COMPANIES * 3 - 1
