"""Signing ID tokens."""

import base64
from datetime import UTC, datetime

from grantlab.provider.id_tokens import IdTokenClaims, Signer, make_signing_key

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_the_parts_decode_with_the_standard_alphabet() -> None:
    signer = Signer(make_signing_key("k" * 20))
    claims = IdTokenClaims(
        sub="3f6c0c5e-7c1d-4a52-9a0e-0a1b2c3d4e5f",
        client_id="AB" + "z" * 48,
        realm_id="9223372036854770003",
        signed_in_at=NOON,
    )

    header, payload, _ = signer.sign(claims, now=NOON).split(".")

    assert not {"-", "_"} & set(header + payload)
    assert base64.b64decode(header + "==").startswith(b'{"kid":"kkkk')
