"""Two processes of the provider over one directory, and a client that asks both at once."""

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support.provider import COMPANY, REDIRECT_URI, TOKEN_PATH
from tests.support.servers import provider_alone

VERIFIER = "invented-verifier-of-forty-three-characters"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
    .rstrip(b"=")
    .decode()
)
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, and the members of a JSON body."""

    status: int
    body: Mapping[str, Any]


class Process:
    """One of the two, over one connection that is kept."""

    def __init__(self, told: Mapping[str, str]) -> None:
        address = urlsplit(told["GRANTLAB_EMBEDDED_URL"])
        self._connection = HTTPConnection(address.hostname or "", address.port)
        name = told["GRANTLAB_EMBEDDED_CLIENT_ID"]
        secret = told["GRANTLAB_EMBEDDED_CLIENT_SECRET"]
        self._basic = base64.b64encode(f"{name}:{secret}".encode()).decode()
        self._bench_token = told["GRANTLAB_BENCH_TOKEN"]

    def ask_for_token(self, **form: str) -> None:
        """Send a token request, and do not wait for the answer."""
        headers = {"Authorization": f"Basic {self._basic}", "Content-Type": FORM}
        self._connection.request("POST", TOKEN_PATH, urlencode(form), headers)

    def hear(self) -> Answer:
        """Wait for the answer."""
        response: HTTPResponse = self._connection.getresponse()
        text = response.read()
        return Answer(response.status, json.loads(text) if text else {})

    def exchange(self, code: str) -> Answer:
        self.ask_for_token(**exchange_form(code))
        return self.hear()

    def refresh(self, token: str) -> Answer:
        self.ask_for_token(**refresh_form(token))
        return self.hear()

    def connect(self) -> str:
        """Consent; return the code."""
        code: str = self.set_bench(
            "connect", code_challenge=CHALLENGE, code_challenge_method="S256"
        ).body["code"]
        return code

    def set_bench(self, what: str, **members: str | int) -> Answer:
        headers = {
            "Authorization": f"Bearer {self._bench_token}",
            "Content-Type": "application/json",
        }
        body = json.dumps(members)
        self._connection.request("POST", f"/_bench/{what}", body, headers)
        return self.hear()

    def company_status(self, access_token: str) -> int:
        """Return how CompanyInfo answers an access token."""
        path = f"/sandbox-quickbooks/v3/company/{COMPANY}/companyinfo/{COMPANY}"
        headers = {
            "Authorization": f"Bearer {access_token}",
            "Accept": "application/json",
        }
        self._connection.request("GET", path, headers=headers)
        return self.hear().status

    def close(self) -> None:
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The two."""

    here: Process
    there: Process

    def swapped(self) -> "Neighbours":
        return Neighbours(self.there, self.here)

    def at_once(self, form: Mapping[str, str]) -> list[Answer]:
        """Send both the same token request, and only then wait; successes come first."""
        self.here.ask_for_token(**form)
        self.there.ask_for_token(**form)
        answers = self.here.hear(), self.there.hear()
        return sorted(answers, key=lambda answer: answer.status)


def exchange_form(code: str) -> dict[str, str]:
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT_URI,
        "code_verifier": VERIFIER,
    }


def refresh_form(token: str) -> dict[str, str]:
    return {"grant_type": "refresh_token", "refresh_token": token}


@contextmanager
def neighbours(instance: Path) -> Iterator[Neighbours]:
    """Run the provider twice over one directory."""
    with (
        provider_alone(instance, redirect_uri=REDIRECT_URI) as here,
        provider_alone(instance, redirect_uri=REDIRECT_URI) as there,
    ):
        pair = Neighbours(Process(here), Process(there))
        yield pair
        pair.here.close()
        pair.there.close()
