"""What the tests of every client begin with."""

import pytest
from pytest_grantlab import Intuit

from grantlab.formats.pointing.target import SECRET_VARIABLE, Target
from grantlab.protocol.environment import embedded_endpoints


@pytest.fixture
def target(intuit: Intuit, monkeypatch: pytest.MonkeyPatch) -> Target:
    """Return what the page fills in, for the provider of this test."""
    env = intuit.env
    monkeypatch.setenv(SECRET_VARIABLE, env.client_secret)
    # Some lines set it; so it is taken back.
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "")
    return Target(
        endpoints=embedded_endpoints(env.base_url),
        metadata=env.discovery_url,
        client_id=env.client_id,
        redirect_uri=env.redirect_uri,
    )
