"""curl, one command at a time, as the page has them."""

import json
import os
import subprocess

import pytest
from pytest_grantlab import Intuit

from grantlab.formats.pointing.elsewhere import CURL
from grantlab.formats.pointing.target import Target
from tests.clients.consenting import consent
from tests.clients.pointed import lines_of
from tests.support.foreign import curl

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


def run(command: str, **variables: str) -> str:
    done = subprocess.run(  # noqa: S603 -- our own lines
        ["/bin/sh", "-c", command],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_it_walks_a_whole_connection(intuit: Intuit, target: Target) -> None:
    curl()
    ask, exchange, call, refresh, revoke = lines_of(CURL, target).split("\n\n")

    response = consent(run(ask).strip())
    first = json.loads(run(exchange, CODE=response["code"]))
    company = json.loads(
        run(call, ACCESS_TOKEN=first["access_token"], REALM_ID=response["realmId"])
    )
    assert company["CompanyInfo"]["CompanyName"] == "Sandbox Company_US_1"
    second = json.loads(run(refresh, REFRESH_TOKEN=first["refresh_token"]))
    assert second["refresh_token"] != first["refresh_token"]

    intuit.clock.advance("24h")
    stale = json.loads(run(refresh, REFRESH_TOKEN=first["refresh_token"]))
    assert stale["error_description"] == "Incorrect or invalid refresh token"

    assert run(revoke, REFRESH_TOKEN=second["refresh_token"]) == "200"
    ended = json.loads(run(refresh, REFRESH_TOKEN=second["refresh_token"]))
    assert ended["error"] == "invalid_grant"
