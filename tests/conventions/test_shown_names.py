"""Nothing that opens anything is on the lists of what may be shown."""

import pytest

from grantlab.wire.redaction import SHOWN, SHOWN_HEADERS

SECRET_WORDS = (
    "assertion", "authorization", "cookie", "credential", "jwt", "key", "nonce", "password",
    "realm", "secret", "session", "state", "token", "verifier",
)  # fmt: skip
HARMLESS = {
    "token_type",
    "x_refresh_token_expires_in",
    "x_refresh_token_hard_expires_in",
    "x-include-refresh-token-hard-expires-in",
}
"""Names with such a word in them that carry a kind, a length of time, or a yes."""


@pytest.mark.proves("L705")
@pytest.mark.parametrize("name", sorted((SHOWN | SHOWN_HEADERS) - HARMLESS))
def test_a_shown_name_is_not_the_name_of_a_secret(name: str) -> None:
    assert [word for word in SECRET_WORDS if word in name] == []
    assert name != "code"


def test_shown_names_are_written_as_they_are_compared() -> None:
    assert {name.lower() for name in SHOWN_HEADERS} == SHOWN_HEADERS
    assert not SHOWN & SHOWN_HEADERS
    assert HARMLESS <= SHOWN | SHOWN_HEADERS
