"""The key ring as it is written, and what is said when it is written wrong."""

import base64

import pytest

from grantlab.protocol.secret import Secret
from grantlab.vault.derived_keys import derive_key
from grantlab.vault.errors import KeyRingError
from grantlab.vault.key_ring import (
    KEY_LENGTH,
    Key,
    KeyRing,
    format_key_ring,
    parse_key_ring,
)
from grantlab.vault.vault import Vault
from tests.support.entropy import CountedEntropy

OLD, NEW, INDEX = (Key(bytes([number]) * KEY_LENGTH) for number in (1, 2, 3))
WRITTEN = {
    name: base64.b64encode(key.octets).decode()
    for name, key in {"OLD": OLD, "NEW": NEW, "INDEX": INDEX}.items()
}


def written(form: str) -> str:
    return form.format(**WRITTEN)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("index:{INDEX},{NEW},{OLD}", id="on one line"),
        pytest.param("index:{INDEX}\n{NEW}\n{OLD}\n", id="one key a line"),
        pytest.param(" {NEW} , {OLD} , index:{INDEX} ", id="with spaces, index last"),
    ],
)
def test_a_ring_is_read_newest_first(form: str) -> None:
    ring = parse_key_ring(written(form))

    assert ring.ids == (NEW.id.hex(), OLD.id.hex())
    assert ring.newest.id == NEW.id
    assert ring.index("x") == KeyRing((OLD,), index_key=INDEX).index("x")


def test_a_written_ring_is_read_again() -> None:
    text = format_key_ring((NEW, OLD), index_key=INDEX)

    assert parse_key_ring(text).ids == (NEW.id.hex(), OLD.id.hex())


@pytest.mark.parametrize(
    ("form", "says"),
    [
        pytest.param("", "openssl rand -base64 32", id="nothing"),
        pytest.param("{NEW}", "index:KEY", id="no index key"),
        pytest.param("index:{INDEX}", "index:KEY", id="nothing but the index key"),
        pytest.param("index:{INDEX},index:{OLD},{NEW}", "one index key", id="two index keys"),
        pytest.param("index:{INDEX},{NEW},{NEW}", "one key twice", id="a key twice"),
        pytest.param("index:{INDEX},changeme", "32 octets in base64", id="a word"),
        pytest.param("index:changeme,{NEW}", "32 octets in base64", id="a word as index"),
        pytest.param("index:{INDEX},c2hvcnQ=", "32 octets", id="a short key"),
        pytest.param("index:{INDEX},clé", "32 octets", id="letters outside ASCII"),
        pytest.param("index:{INDEX},{NEW}A=", "32 octets", id="a key and a bit"),
    ],
)  # fmt: skip
def test_a_ring_that_is_written_wrong_is_told_how(form: str, says: str) -> None:
    with pytest.raises(KeyRingError, match=says):
        parse_key_ring(written(form))


@pytest.mark.proves("L705")
def test_a_wrong_ring_is_refused_without_showing_a_key() -> None:
    with pytest.raises(KeyRingError) as caught:
        parse_key_ring(written("index:{INDEX},{NEW},{OLD}="))

    assert not [key for key in WRITTEN.values() if key in str(caught.value)]


def test_an_empty_ring_is_no_ring() -> None:
    with pytest.raises(KeyRingError, match="empty"):
        KeyRing((), index_key=INDEX)


@pytest.mark.proves("L705")
def test_a_key_is_shown_by_its_id() -> None:
    assert repr(NEW) == f"<Key {NEW.id.hex()}>"


def test_a_key_id_says_nothing_of_the_key() -> None:
    assert NEW.id not in NEW.octets
    assert NEW.id != OLD.id


def test_keys_for_two_purposes_share_nothing() -> None:
    session, forms = (
        derive_key(NEW.octets, purpose=purpose) for purpose in ("session", "forms")
    )

    assert len({session, forms, NEW.octets}) == 3
    assert session == derive_key(NEW.octets, purpose="session")
    assert session != derive_key(OLD.octets, purpose="session")


def test_a_parsed_ring_opens_what_a_built_one_sealed() -> None:
    built = Vault(KeyRing((NEW,), index_key=INDEX), entropy=CountedEntropy())
    parsed = Vault(
        parse_key_ring(format_key_ring((NEW,), index_key=INDEX)),
        entropy=CountedEntropy(),
    )

    sealed = built.seal(Secret("x"), place="here")

    assert parsed.unseal(sealed, place="here") == Secret("x")
