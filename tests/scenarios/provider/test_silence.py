"""What the provider does not say: no token, code or secret in any log."""

import logging

import pytest

from grantlab.protocol.scope import ACCOUNTING
from tests.support.provider import Visitor


@pytest.mark.proves("L705")
def test_no_log_line_holds_a_secret_at_any_level(
    visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    code = visitor.code(scope=f"{ACCOUNTING} openid")
    tokens = visitor.exchange(code).get_json()
    newer = visitor.refresh(tokens["refresh_token"]).get_json()
    visitor.company_info(newer["access_token"])
    visitor.exchange(code)
    visitor.revoke(newer["access_token"])

    logged = caplog.text + "".join(str(record.args) for record in caplog.records)

    secrets = [visitor.pair.client_secret.reveal(), code, tokens["id_token"]]
    for body in (tokens, newer):
        secrets += [body["access_token"], body["refresh_token"]]
    assert not any(secret in logged for secret in secrets)


def test_no_code_or_token_is_on_the_providers_disk(visitor: Visitor) -> None:
    code = visitor.code()
    tokens = visitor.exchange(code).get_json()
    visitor.exchange(code)

    directory = visitor.provider.directory
    kept = b"".join(path.read_bytes() for path in directory.glob("provider.sqlite*"))

    for secret in (code, tokens["access_token"], tokens["refresh_token"]):
        assert secret.encode() not in kept
