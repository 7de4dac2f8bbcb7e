"""python-quickbooks, unmodified, in the environment that its pins need."""

from pathlib import Path

import pytest
from pytest_grantlab import Intuit

from grantlab.formats.pointing.in_python import PYTHON_QUICKBOOKS
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target
from tests.clients.conversation import converse, script
from tests.clients.pointed import lines_of
from tests.support.foreign import foreign_python

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def test_it_walks_a_whole_connection(
    intuit: Intuit, target: Target, tmp_path: Path
) -> None:
    python = foreign_python()
    lines = tmp_path / "pointing.py"
    lines.write_text(lines_of(PYTHON_QUICKBOOKS, target), encoding="utf-8")

    saw = converse(
        [str(python), str(script("python_quickbooks.py")), str(lines)],
        intuit,
        {SECRET_VARIABLE: intuit.env.client_secret},
    )

    assert saw == {
        "state_came_back": True,
        "id_token_is_good": True,
        "email": "owner@example.com",
        "company": "Sandbox Company_US_1",
        "rotated": True,
        "after_an_hour": ["AuthorizationException", 401],
        "stale": [
            400,
            {
                "error": "invalid_grant",
                "error_description": "Incorrect or invalid refresh token",
            },
        ],
        "revoked": True,
        "after_revocation": [400, {"error": "invalid_grant"}],
    }
    assert [item["reason"] for item in intuit.refusals()] == [
        "expired",
        "superseded",
        "revoked_by_app",
    ]
