"""The requests of the shipped collection, copied as code and run against the provider."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from pytest_grantlab import Intuit

from blueprints.playground.shipped import shipped_collection
from grantlab.formats.request_parts import take_apart_typed
from grantlab.formats.snippets import SNIPPETS, Snippet
from grantlab.playground.sending import fill_in
from grantlab.playground.variables import endpoint_variables
from grantlab.protocol.environment import Environment, embedded_endpoints
from tests.support.foreign import curl, node
from tests.support.provider import COMPANY

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SCOPES = "com.intuit.quickbooks.accounting openid email"
RUN = ("curl", "requests", "intuit-oauth", "fetch", "intuit-oauth-node")
"""Those whose languages are wherever the tests are; the others send to an echo only."""


SUFFIXES = {
    "requests": "py",
    "intuit-oauth": "py",
    "fetch": "mjs",
    "intuit-oauth-node": "js",
}


def run(snippet: Snippet, text: str, folder: Path, variables: dict[str, str]) -> str:
    """Run a snippet; return what it prints."""
    modules = {}
    if snippet.id == "curl":
        curl()
        command = ["/bin/sh", "-c", text]
    else:
        file = folder / f"snippet.{SUFFIXES[snippet.id]}"
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, str(file)]
        if snippet.language == "javascript":
            program, installed = node()
            command, modules = [program, str(file)], {"NODE_PATH": str(installed)}
    done = subprocess.run(  # noqa: S603 -- our own snippet
        command,
        env={**os.environ, **variables, **modules},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "snippet",
    [one for one in SNIPPETS if one.id in RUN],
    ids=lambda snippet: str(snippet.id),
)
def test_a_connection_is_used_refreshed_and_revoked(
    snippet: Snippet, intuit: Intuit, tmp_path: Path
) -> None:
    tokens = intuit.connect(scopes=SCOPES)
    variables = {
        "CLIENT_ID": intuit.env.client_id,
        "CLIENT_SECRET": intuit.env.client_secret,
        "REDIRECT_URI": intuit.env.redirect_uri,
        "ACCESS_TOKEN": tokens.access_token,
        "REFRESH_TOKEN": tokens.refresh_token,
        "REALM_ID": COMPANY,
        "CUSTOMER_NAME": "Copied Customer",
    }
    endpoints = endpoint_variables("provider", embedded_endpoints(intuit.env.base_url))
    said = {}

    for name in (
        "CompanyInfo",
        "Create a customer",
        "Who is the user",
        "Refresh",
        "Revoke",
    ):
        (typed,) = (
            saved.request
            for saved in shipped_collection().requests()
            if saved.name == name
        )
        shown, _ = fill_in(typed, [endpoints], secrets=False)
        parts = take_apart_typed(shown, environment=Environment.EMBEDDED)
        said[name] = run(snippet, snippet.write(parts), tmp_path, variables)

    assert intuit.refusals() == []
    if snippet.id != "intuit-oauth":
        # Intuit's library for Python makes no calls, and its snippets print nothing.
        assert "Sandbox Company_US_1" in said["CompanyInfo"]
        assert "Copied Customer" in said["Create a customer"]
        assert "owner@example.com" in said["Who is the user"]
    ended = requests.get(
        f"{intuit.env.api_url}/v3/company/{COMPANY}/companyinfo/{COMPANY}",
        headers={"Authorization": f"Bearer {tokens.access_token}"},
        timeout=30,
    )
    assert ended.status_code == 401
