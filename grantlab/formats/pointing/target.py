"""What a client has to be told, whichever library it is made with."""

import json
from dataclasses import dataclass

from grantlab.protocol.environment import Endpoints

SECRET_VARIABLE = "CLIENT_SECRET"  # noqa: S105 -- a variable's name
"""Where every snippet takes the client secret from, so that it stands in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A provider, and the app that is registered with it."""

    endpoints: Endpoints
    metadata: str
    """The address of the discovery document."""

    client_id: str
    redirect_uri: str


def quoted(text: str) -> str:
    """Return a text as a literal of Python, JavaScript and Java alike."""
    return json.dumps(text)
