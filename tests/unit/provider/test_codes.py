"""The judgement on an authorization code."""

from dataclasses import replace
from datetime import timedelta

import pytest

from grantlab.provider.codes import CodeExchange, IssuedCode, judge_code
from grantlab.provider.refusals import Reason
from tests.unit.provider.builders import CLIENT, CODE, NOON

EXCHANGE = CodeExchange(code="C1", redirect_uri=CODE.redirect_uri, code_verifier=None)
USED = replace(CODE, used_at=NOON, chain_id=1)


def test_a_good_code_is_not_refused() -> None:
    assert judge_code(CODE, client_id=CLIENT, exchange=EXCHANGE, now=NOON) is None


@pytest.mark.parametrize(
    ("code", "changes", "age", "reason"),
    [
        pytest.param(USED, {}, 0, Reason.CODE_REUSED, id="used"),
        pytest.param(USED, {}, 9999, Reason.CODE_REUSED, id="used, then expired"),
        pytest.param(
            USED, {"redirect_uri": "x"}, 0, Reason.CODE_REUSED, id="used, and wrong"
        ),
        pytest.param(CODE, {}, 300, Reason.CODE_EXPIRED, id="five minutes old"),
        pytest.param(
            replace(CODE, revoked_because=Reason.REVOKED_BY_USER_DISCONNECT),
            {},
            0,
            Reason.REVOKED_BY_USER_DISCONNECT,
            id="disconnected before it was used",
        ),
        pytest.param(
            CODE,
            {"redirect_uri": f"{CODE.redirect_uri}/"},
            0,
            Reason.REDIRECT_URI_MISMATCH,
            id="another redirect URI",
        ),
        pytest.param(
            replace(CODE, code_challenge="c" * 43, code_challenge_method="plain"),
            {"code_verifier": "\ud800"},
            0,
            Reason.PKCE_MISMATCH,
            id="a verifier that is no text",
        ),
    ],
)
def test_a_refusal_has_its_reason_and_no_words(
    code: IssuedCode, changes: dict[str, str], age: int, reason: Reason
) -> None:
    verdict = judge_code(
        code,
        client_id=CLIENT,
        exchange=replace(EXCHANGE, **changes),
        now=NOON + timedelta(seconds=age),
    )

    assert verdict is not None
    assert verdict.reason is reason
    assert verdict.body() == {"error": "invalid_grant"}
