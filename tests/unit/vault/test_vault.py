"""Sealing and opening: under the right key, in the right place, unaltered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.secret import Secret
from grantlab.vault.errors import KeyRingError, UnsealError
from grantlab.vault.key_ring import KEY_LENGTH, Key, KeyRing
from grantlab.vault.vault import OVERHEAD, Vault
from tests.support import invented
from tests.support.entropy import CountedEntropy

PLACE = "token_generation/7/sealed_refresh_token"
TOKEN = Secret(invented.REFRESH_TOKEN)
OLD, NEW, INDEX = (Key(bytes([number]) * KEY_LENGTH) for number in (1, 2, 3))


def vault(*keys: Key) -> Vault:
    return Vault(KeyRing(keys or (OLD,), index_key=INDEX), entropy=CountedEntropy())


@pytest.mark.proves("L701")
def test_a_sealed_value_opens_in_its_place() -> None:
    sealed = vault().seal(TOKEN, place=PLACE)

    assert vault().unseal(sealed, place=PLACE) == TOKEN


@pytest.mark.proves("L701")
def test_a_sealed_value_shows_nothing_but_its_length() -> None:
    sealed = vault().seal(TOKEN, place=PLACE)

    assert TOKEN.reveal().encode() not in sealed
    assert len(sealed) == len(TOKEN.reveal()) + OVERHEAD


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    sealed = vault().seal(Secret(text), place=PLACE)

    assert vault().unseal(sealed, place=PLACE).reveal() == text


def test_one_value_sealed_twice_looks_like_two() -> None:
    keeper = vault()

    assert keeper.seal(TOKEN, place=PLACE) != keeper.seal(TOKEN, place=PLACE)


@pytest.mark.proves("L704")
@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param("token_generation/8/sealed_refresh_token", id="another row"),
        pytest.param("token_generation/7/sealed_access_token", id="another column"),
        pytest.param("connection/7/sealed_refresh_token", id="another table"),
        pytest.param("", id="no place"),
    ],
)
def test_a_value_that_was_moved_does_not_open(elsewhere: str) -> None:
    sealed = vault().seal(TOKEN, place=PLACE)

    with pytest.raises(UnsealError, match="sealed for another place"):
        vault().unseal(sealed, place=elsewhere)


def test_a_value_with_any_octet_altered_does_not_open() -> None:
    sealed = vault().seal(TOKEN, place=PLACE)

    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(UnsealError):
            vault().unseal(bytes(altered), place=PLACE)


@pytest.mark.parametrize("length", [0, 1, OVERHEAD - 1])
def test_what_is_too_short_was_never_sealed(length: int) -> None:
    with pytest.raises(UnsealError, match="too short"):
        vault().unseal(b"x" * length, place=PLACE)


def test_a_value_cut_short_does_not_open() -> None:
    sealed = vault().seal(TOKEN, place=PLACE)

    with pytest.raises(UnsealError):
        vault().unseal(sealed[:-1], place=PLACE)


def test_a_key_that_is_missing_is_named_by_its_id() -> None:
    sealed = vault(OLD).seal(TOKEN, place=PLACE)

    with pytest.raises(UnsealError, match=OLD.id.hex()):
        vault(NEW).unseal(sealed, place=PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    before = vault(OLD).seal(TOKEN, place=PLACE)

    after = vault(NEW, OLD).seal(TOKEN, place=PLACE)

    assert vault(NEW, OLD).unseal(before, place=PLACE) == TOKEN
    assert vault(NEW).unseal(after, place=PLACE) == TOKEN


def test_a_failed_opening_shows_no_value() -> None:
    sealed = vault(OLD).seal(TOKEN, place=PLACE)

    with pytest.raises(UnsealError) as caught:
        vault(OLD).unseal(sealed, place="elsewhere")

    assert TOKEN.reveal() not in str(caught.value)


def test_a_company_is_found_by_the_same_index_under_a_new_key() -> None:
    before = vault(OLD).index(invented.REALM_ID)

    assert vault(NEW, OLD).index(invented.REALM_ID) == before
    assert invented.REALM_ID not in before


def test_another_index_key_finds_nothing() -> None:
    other = Vault(KeyRing((OLD,), index_key=NEW), entropy=CountedEntropy())

    assert other.index(invented.REALM_ID) != vault().index(invented.REALM_ID)


def test_a_ring_that_opens_everything_passes_the_check() -> None:
    keeper = vault(NEW, OLD)

    keeper.check_key_ids(frozenset({OLD.id.hex()}))


def test_a_ring_that_lacks_keys_is_told_which() -> None:
    with pytest.raises(KeyRingError) as caught:
        vault(NEW).check_key_ids(frozenset({OLD.id.hex(), "00000000"}))

    assert f"missing key ids: {min(OLD.id.hex(), '00000000')}" in str(caught.value)
    assert OLD.id.hex() in str(caught.value)
    assert f"in the ring: {NEW.id.hex()}" in str(caught.value)
