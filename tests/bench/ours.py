"""Our provider, started by its documented command, and set up like a peer."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from blueprints.provider.opening import opened
from grantlab.protocol.scope import ACCOUNTING, OPENID
from grantlab.provider.direct_consent import ConsentOrder
from grantlab.provider.registry import Keys
from tests.bench.load import CONNECTIONS, Target
from tests.bench.peers.peer import Peer
from tests.support.provider import COMPANY, REDIRECT_URI, TOKEN_PATH, basic_header

READS = 300
"""Requests of one kind in one round."""


@dataclass(frozen=True, slots=True)
class Ours(Peer):
    """The provider alone, over a database of its own."""

    def install(self, folder: Path) -> None:
        """Make what a first run makes: its keys and tables."""
        with opened(folder):
            pass

    def command(self, folder: Path, port: int) -> Sequence[str]:
        words = (
            "-m",
            "flask",
            "provider",
            "run",
            "--threads",
            "2",
            "--port",
            str(port),
        )
        return (sys.executable, *words, "--instance", str(folder))

    def target(self, folder: Path, port: int) -> Target:
        _, _, basic = _basic(folder).partition(" ")
        return Target(port=port, path=self.token_path, basic=basic)

    def first_tokens(self, folder: Path, port: int) -> tuple[str, ...]:
        return tuple(
            str(connect(folder, port)["refresh_token"]) for _ in range(CONNECTIONS)
        )


OURS = Ours(
    "Grantlab's provider",
    "`flask provider run --threads 2` (granian, 1 worker); SQLite",
    ready="/.well-known/openid_sandbox_configuration",
    token_path=TOKEN_PATH,
)


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """One kind of read, and how long it takes over one connection that is kept."""

    name: str
    seconds: float


def connect(folder: Path, port: int) -> Mapping[str, Any]:
    """Consent and exchange; return the token response."""
    order = ConsentOrder(keys=Keys.DEVELOPMENT, scopes=(ACCOUNTING, OPENID))
    with opened(folder) as provider:
        location = provider.connect(order, call=provider.begin_call())
    (code,) = parse_qs(urlsplit(location).query)["code"]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT_URI,
    }
    headers = {
        "Authorization": _basic(folder),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("POST", TOKEN_PATH, urlencode(form), headers)
    answer: Mapping[str, Any] = json.loads(connection.getresponse().read())
    connection.close()
    return answer


def measure_reads(folder: Path, port: int) -> list[ReadFigure]:
    """Ask for each kind of read again and again, over one connection."""
    with opened(folder) as provider:
        bench = {"Authorization": f"Bearer {provider.bench_token.reveal()}"}
    bearer = {"Authorization": f"Bearer {connect(folder, port)['access_token']}"}
    company = f"/sandbox-quickbooks/v3/company/{COMPANY}/companyinfo/{COMPANY}"
    userinfo = "/sandbox-accounts/v1/openid_connect/userinfo"
    discovery = "/.well-known/openid_sandbox_configuration"
    return [
        ReadFigure("CompanyInfo", _read(port, company, bearer)),
        ReadFigure("UserInfo", _read(port, userinfo, bearer)),
        ReadFigure("discovery", _read(port, discovery, {})),
        ReadFigure("JWKS", _read(port, "/op/v1/jwks", {})),
        ReadFigure("`/_bench/state`", _read(port, "/_bench/state", bench)),
    ]


def _read(port: int, path: str, headers: Mapping[str, str]) -> float:
    connection = HTTPConnection("127.0.0.1", port)
    times = []
    for _ in range(READS):
        began = perf_counter()
        connection.request("GET", path, headers=dict(headers))
        answer = connection.getresponse()
        answer.read()
        times.append(perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
    return median(times)


def _basic(folder: Path) -> str:
    with opened(folder) as provider:
        header = basic_header(provider.key_pair(Keys.DEVELOPMENT))
    return header["Authorization"]
