"""Reading a revocation request, whatever it calls itself."""

import pytest

from grantlab.provider.revocation import read_revocation_body


@pytest.mark.parametrize(
    ("body", "pairs"),
    [
        pytest.param(b'{"token":"R1"}', (("token", "R1"),), id="JSON"),
        pytest.param(b"token=R1", (("token", "R1"),), id="form"),
        pytest.param(
            b'{"token":null,"client_id":"AB","n":[1]}',
            (("client_id", "AB"),),
            id="members that are not text",
        ),
        pytest.param(b'{"token"', (), id="half an object"),
        pytest.param(b'{"a":' * 20000, (), id="too deep"),
        pytest.param(b"", (), id="nothing"),
        pytest.param(b"\xff", (("\ufffd", ""),), id="not text"),
    ],
)
def test_a_body_is_read_by_its_content(
    body: bytes, pairs: tuple[tuple[str, str], ...]
) -> None:
    assert read_revocation_body(body) == pairs
