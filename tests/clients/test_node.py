"""The clients for Node, unmodified: npm intuit-oauth, and node-quickbooks."""

from pathlib import Path
from typing import Any

import pytest
from pytest_grantlab import Intuit

from grantlab.formats.pointing.in_node import INTUIT_OAUTH, NODE_QUICKBOOKS
from grantlab.formats.pointing.library import Library
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target
from tests.clients.conversation import converse, script
from tests.clients.pointed import lines_of
from tests.support.foreign import node
from tests.support.provider import COMPANY

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


class InNode:
    """Runs the lines of a library, and a script of ours after them."""

    def __init__(self, intuit: Intuit, target: Target, folder: Path) -> None:
        self.intuit = intuit
        self._target = target
        self._file = folder / "script.js"

    def run(self, library: Library, name: str, **variables: str) -> dict[str, Any]:
        program, modules = node()
        ours = [script("conversation.js"), script(name)]
        texts = [lines_of(library, self._target)]
        texts += [path.read_text(encoding="utf-8") for path in ours]
        self._file.write_text("\n".join(texts), encoding="utf-8")
        told = {
            SECRET_VARIABLE: self.intuit.env.client_secret,
            "NODE_PATH": str(modules),
        }
        return converse([program, str(self._file)], self.intuit, {**told, **variables})


@pytest.fixture
def in_node(intuit: Intuit, target: Target, tmp_path: Path) -> InNode:
    return InNode(intuit, target, tmp_path)


def test_intuit_oauth_walks_a_whole_connection(in_node: InNode, intuit: Intuit) -> None:
    saw = in_node.run(INTUIT_OAUTH, "intuit_oauth.js")

    hard_limit = saw.pop("hardLimit")
    assert 0 < hard_limit <= 157_680_000
    assert saw == {
        "state": "to-be-compared",
        "realmId": COMPANY,
        "lifetime": 8_640_000,
        # Issuer, audience, expiry and signature.
        "idTokenIsGood": True,
        "email": "owner@example.com",
        "company": "Sandbox Company_US_1",
        "rotated": True,
        "afterADay": ["HTTP Error", "401"],
        "stale": ["invalid_grant", "Incorrect or invalid refresh token", True],
        "revoked": 200,
        "afterRevocation": "invalid_grant",
    }
    assert [item["reason"] for item in intuit.refusals()] == [
        "expired",
        "superseded",
        "revoked_by_app",
    ]


def test_node_quickbooks_calls_refreshes_and_revokes(
    in_node: InNode, intuit: Intuit
) -> None:
    tokens = intuit.connect(scopes="com.intuit.quickbooks.accounting openid email")

    saw = in_node.run(
        NODE_QUICKBOOKS,
        "node_quickbooks.js",
        ACCESS_TOKEN=tokens.access_token,
        REFRESH_TOKEN=tokens.refresh_token,
        REALM_ID=COMPANY,
    )

    stale = "Incorrect or invalid refresh token"
    assert saw == {
        "company": "Sandbox Company_US_1",
        "email": "owner@example.com",
        "rotated": True,
        "afterADay": "AxiosError: Request failed with status code 401",
        "stale": {"error": "invalid_grant", "error_description": stale},
        "afterRevocation": {"error": "invalid_grant"},
    }
