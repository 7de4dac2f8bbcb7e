"""An exported collection, run by Newman against the provider."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import requests
from pytest_grantlab import Intuit

from blueprints.playground.shipped import shipped_collection
from grantlab.formats.postman_writer import write_collection, write_environment
from grantlab.playground.variables import Variable, VariableSet, endpoint_variables
from grantlab.protocol.environment import embedded_endpoints
from tests.clients.conversation import script
from tests.support.foreign import node
from tests.support.provider import COMPANY

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

ACCOUNTING = "com.intuit.quickbooks.accounting"


def keep(intuit: Intuit, token: str, entity: str, body: dict[str, Any]) -> str:
    """Create an object, and return its Id."""
    answer = requests.post(
        f"{intuit.env.api_url}/v3/company/{COMPANY}/{entity}",
        json=body,
        headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    (kept,) = (value for name, value in answer.json().items() if name != "time")
    return str(kept["Id"])


def environment_for(intuit: Intuit) -> VariableSet:
    """Return what the collection needs to know of the provider and of a connection."""
    env = intuit.env
    tokens = intuit.connect(scopes=f"{ACCOUNTING} openid email")
    token = tokens.access_token
    customer = keep(intuit, token, "customer", {"DisplayName": "First"})
    lines = [{"Amount": 1, "DetailType": "SalesItemLineDetail"}]
    invoice = {"CustomerRef": {"value": customer}, "Line": lines}
    told = {
        "client_id": env.client_id,
        "client_secret": env.client_secret,
        "redirect_uri": env.redirect_uri,
        "code": intuit.consent(state="S1").code,
        "state": "S1",
        "access_token": token,
        "refresh_token": tokens.refresh_token,
        "realm_id": COMPANY,
        "customer_id": customer,
        "invoice_id": keep(intuit, token, "invoice", invoice),
    }
    endpoints = endpoint_variables("provider", embedded_endpoints(env.base_url))
    typed = tuple(Variable(name, value) for name, value in told.items())
    return VariableSet("This test", (*endpoints.variables, *typed))


def test_newman_runs_the_collection_from_consent_to_revocation(
    intuit: Intuit, tmp_path: Path
) -> None:
    program, modules = node()
    environment = tmp_path / "environment.json"
    collection = tmp_path / "collection.json"
    written = write_environment(environment_for(intuit), revealed=True)
    environment.write_text(written, encoding="utf-8")
    collection.write_text(write_collection(shipped_collection()), encoding="utf-8")

    done = subprocess.run(  # noqa: S603 -- our own script
        [program, str(script("newman.js")), str(collection), str(environment)],
        env={**os.environ, "NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    names = [saved.name for saved in shipped_collection().requests()]
    assert json.loads(done.stdout.splitlines()[-1]) == [[name, 200] for name in names]
    assert intuit.refusals() == []
