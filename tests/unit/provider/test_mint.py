"""Values in the shape of Intuit's."""

import re
from datetime import UTC, datetime
from itertools import count

import pytest

from grantlab.protocol.shapes import Kind, is_from_provider, recognise
from grantlab.provider.mint import Mint, access_reference, digest_of
from grantlab.runtime.entropy import SystemEntropy

EXPIRES_AT = datetime(2026, 6, 17, 12, tzinfo=UTC)


class Counter:
    """Octets that count up and begin again at 256."""

    def __init__(self, start: int = 0) -> None:
        self._next = count(start)

    def octets(self, length: int) -> bytes:
        return bytes(next(self._next) % 256 for _ in range(length))


@pytest.fixture
def mint() -> Mint:
    return Mint(SystemEntropy())


def test_codes_and_tokens_are_recognised_with_their_expiry(mint: Mint) -> None:
    code = recognise(mint.code(expires_at=EXPIRES_AT).reveal())
    refresh_token = mint.refresh_token(expires_at=EXPIRES_AT)
    shape = recognise(refresh_token.reveal())

    assert code is not None
    assert (code.kind, code.expires_at) == (Kind.CODE, EXPIRES_AT)
    assert shape is not None
    assert (shape.kind, shape.expires_at) == (Kind.REFRESH_TOKEN, EXPIRES_AT)
    assert refresh_token.reveal().startswith("RT1-0-H0-1781697600")


def test_a_refresh_token_of_ours_cannot_be_taken_for_intuits(mint: Mint) -> None:
    token = mint.refresh_token(expires_at=EXPIRES_AT)

    assert is_from_provider(token.reveal())


def test_access_tokens_look_like_encrypted_tokens_of_varying_length(
    mint: Mint,
) -> None:
    values = [mint.access_token().reveal() for _ in range(50)]

    assert all(
        re.fullmatch(r"eyJhbGciOi[\w-]+\.\.[\w-]{22}\.[\w-]+\.[\w-]{22}", value)
        for value in values
    )
    assert len({len(value) for value in values}) > 1
    assert all(600 <= len(value) <= 1000 for value in values)


def test_a_client_secret_always_has_a_digit_and_a_letter() -> None:
    # Counting from 0, the alphabet's forty first characters are all letters.
    secret = Mint(Counter()).client_secret().reveal()

    shape = recognise(secret)
    assert shape is not None
    assert shape.kind is Kind.CLIENT_SECRET


def test_every_character_is_as_likely_as_another() -> None:
    text = Mint(Counter()).text(248)

    assert {text.count(character) for character in text} == {4}


def test_the_reference_of_an_access_token_is_stable_and_has_its_expiry() -> None:
    reference = access_reference("0" * 64, expires_at=EXPIRES_AT)

    shape = recognise(reference)
    assert reference == access_reference("0" * 64, expires_at=EXPIRES_AT)
    assert reference != access_reference("1" * 64, expires_at=EXPIRES_AT)
    assert shape is not None
    assert (shape.kind, shape.expires_at) == (Kind.ACCESS_REFERENCE, EXPIRES_AT)


def test_a_digest_is_the_sha_256_of_the_value() -> None:
    assert digest_of("abc").startswith("ba7816bf8f01cfea")
    assert len(digest_of("\ud800")) == 64
