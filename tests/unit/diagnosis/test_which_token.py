"""What a token or a fingerprint tells by itself."""

import hashlib
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from grantlab.diagnosis.which_token import judge_typed, read_typed
from grantlab.protocol.secret import fingerprint_of
from grantlab.protocol.shapes import Kind
from tests.support.invented import (
    ACCESS_REFERENCE,
    ACCESS_TOKEN,
    CODE,
    EPOCH,
    OLD_REFRESH_TOKEN,
    REFRESH_TOKEN,
)

FINGERPRINT = fingerprint_of(REFRESH_TOKEN)
INSIDE = datetime.fromtimestamp(EPOCH, tz=UTC)


@pytest.mark.parametrize(
    ("typed", "kind", "era", "expires_at"),
    [
        pytest.param(REFRESH_TOKEN, Kind.REFRESH_TOKEN, "2025 and later", INSIDE, id="refresh token"),
        pytest.param(OLD_REFRESH_TOKEN, Kind.REFRESH_TOKEN, "up to 2025", INSIDE, id="of the older form"),
        pytest.param(ACCESS_TOKEN, Kind.ACCESS_TOKEN, "", None, id="access token"),
        pytest.param(ACCESS_REFERENCE, Kind.ACCESS_REFERENCE, "opens nothing", INSIDE, id="reference"),
        pytest.param(CODE, Kind.CODE, "", INSIDE, id="code"),
        pytest.param(f"RT1-0-H0-{EPOCH}inventedrefresh00000", Kind.REFRESH_TOKEN, "embedded service", INSIDE, id="of the provider"),
        pytest.param("hunter2", None, "", None, id="no token"),
    ],
)  # fmt: skip
def test_a_value_tells_its_kind_its_era_and_its_end(
    typed: str, kind: Kind | None, era: str, expires_at: datetime | None
) -> None:
    told = read_typed(typed)

    assert (told.kind, told.expires_at) == (kind, expires_at)
    assert era in told.era
    assert told.fingerprint == fingerprint_of(typed)
    assert typed not in repr(told)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(f" {REFRESH_TOKEN}\n", id="with white space around"),
        pytest.param(f'"{REFRESH_TOKEN}",', id="quoted, as in JSON"),
        pytest.param(f"Bearer {REFRESH_TOKEN}", id="with a scheme"),
        pytest.param(quote(REFRESH_TOKEN.replace("-", "%2D")).replace("%25", "%"), id="encoded"),
    ],
)  # fmt: skip
def test_what_a_value_is_copied_with_does_not_count(typed: str) -> None:
    told = read_typed(typed)

    assert told.fingerprint == FINGERPRINT
    assert told.length == len(REFRESH_TOKEN)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(FINGERPRINT, id="twelve digits"),
        pytest.param(FINGERPRINT.upper(), id="in capitals"),
        pytest.param(hashlib.sha256(REFRESH_TOKEN.encode()).hexdigest(), id="the whole SHA-256"),
        pytest.param(f"‹refresh_token {FINGERPRINT}›", id="the mark of a record"),
        pytest.param(f"‹refresh token 2 · 39 characters · sha256 {FINGERPRINT}›", id="the mark of a paste"),
    ],
)  # fmt: skip
def test_a_fingerprint_is_known_for_one(typed: str) -> None:
    told = read_typed(typed)

    assert judge_typed(typed) == ""
    assert told.is_only_fingerprint
    assert told.fingerprint == FINGERPRINT
    assert told.is_printed


def test_a_short_value_is_not_named_by_its_fingerprint() -> None:
    assert not read_typed("hunter2").is_printed
    assert read_typed(REFRESH_TOKEN).is_printed


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("", "Type or paste a token", id="nothing"),
        pytest.param(' "" ', "Type or paste a token", id="empty quotes"),
        pytest.param("two words", "white space inside", id="two words"),
        pytest.param("x" * 10_000, "10,000 characters long", id="too long"),
        pytest.param(REFRESH_TOKEN, "", id="a token"),
    ],
)
def test_what_cannot_be_a_token_is_refused_in_words(typed: str, words: str) -> None:
    said = judge_typed(typed)

    assert words in said
    assert bool(said) == bool(words)
