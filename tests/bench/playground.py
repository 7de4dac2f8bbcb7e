"""What the playground adds to a request, beside the same request sent by httpx2 alone."""

import ssl
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import parse_qsl, urlsplit

import httpx2
from pydantic import SecretStr

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.flows.live_access_token import RefreshMode
from grantlab.flows.send_request import Wish, send_request
from grantlab.playground.request import BearerOfConnection, Entry, PlaygroundRequest
from grantlab.protocol.company_info import company_info_path
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import read_token_answer
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.wire.bench_control import ConsentWish
from tests.support.servers import provider_alone

HEADING = "## The playground"
TIMES = 300
WANTED = 5.0
REALM_ID = "9341450000000101"
REDIRECT_URI = "http://localhost:8484/walk/callback"
EMBEDDED = Environment.EMBEDDED

Send = Callable[[], int | None]
"""Sends the request once, and returns the status of its answer."""


@dataclass(frozen=True)
class SendingFigure:
    """One way of sending: milliseconds from the call to the answer."""

    name: str
    elapsed: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.elapsed)

    @property
    def late(self) -> float:
        """Return what nineteen of twenty stay under."""
        return quantiles(self.elapsed, n=20)[-1]


def measure_sending() -> tuple[SendingFigure, SendingFigure]:
    """Send the same request in both ways in turn, so that noise falls on both alike."""
    with tempfile.TemporaryDirectory() as folder, _ways(Path(folder)) as ways:
        elapsed: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(TIMES):
            for name, send in ways.items():
                began = perf_counter()
                status = send()
                elapsed[name].append((perf_counter() - began) * 1000)
                if status != httpx2.codes.OK:
                    raise RuntimeError(f"{name} was answered {status}")
        ours, alone = (
            SendingFigure(name, tuple(found)) for name, found in elapsed.items()
        )
        return ours, alone


def describe_sending() -> str:
    """Return the section of the report."""
    ours, alone = measure_sending()
    added = ours.middle - alone.middle
    verdict = "reached" if added < WANTED else "missed"
    lines = [
        HEADING,
        "",
        "CompanyInfo of a provider that runs alone on this machine, with a connection's token: sent by hand, through",
        f"the wall, and by httpx2 alone. Each request has a connection of its own; {TIMES} in turn.",
        "",
        "| way | median | 95 % under |",
        "|---|---|---|",
    ]
    lines += [
        f"| {figure.name} | {figure.middle:.2f} ms | {figure.late:.2f} ms |"
        for figure in (ours, alone)
    ]
    lines += ["", f"Added: {added:.2f} ms. Wanted: < {WANTED:.0f} ms, {verdict}."]
    return "\n".join([*lines, ""])


@contextmanager
def _ways(folder: Path) -> Iterator[dict[str, Send]]:
    with provider_alone(folder / "provider", redirect_uri=REDIRECT_URI) as told:
        app = create_app(_settings(folder / "client", told))
        parts: Services = app.extensions[EXTENSION]
        with app.app_context():
            connection_id, token = _consent(parts)
            url = parts.environments.open(EMBEDDED).endpoints.api
            url += company_info_path(REALM_ID)
            yield {
                "`send_request`": _by_hand(parts, connection_id, url),
                "`httpx2` alone": _alone(token, url),
            }
            db.session.remove()
            db.engine.dispose()


def _settings(instance: Path, told: dict[str, str]) -> Settings:
    return Settings(
        instance=instance,
        embedded_url=told["GRANTLAB_EMBEDDED_URL"],
        embedded_client_id=told["GRANTLAB_EMBEDDED_CLIENT_ID"],
        embedded_client_secret=SecretStr(told["GRANTLAB_EMBEDDED_CLIENT_SECRET"]),
        bench_token=SecretStr(told["GRANTLAB_BENCH_TOKEN"]),
    )


def _consent(parts: Services) -> tuple[int, Secret]:
    """Connect a company, and return its connection and its access token."""
    outside = parts.environments.open(EMBEDDED)
    location = parts.bench.consent(
        ConsentWish(realm_id=REALM_ID, redirect_uri=REDIRECT_URI)
    )
    code = Secret(dict(parse_qsl(urlsplit(location).query))["code"])
    exchange = CodeExchange(code=code, redirect_uri=REDIRECT_URI, code_verifier=None)
    answer = outside.token_endpoint.exchange(exchange, keys=outside.keys)
    connection = parts.connections.open_for(
        environment=EMBEDDED,
        realm_id=REALM_ID,
        client_id=outside.keys.client_id,
        scopes=("com.intuit.quickbooks.accounting",),
        now=outside.now(),
    )
    tokens = read_token_answer(answer)
    parts.generations.commit_consent(
        connection, tokens, walk_id=None, asked_by="bench", keep_values=False
    )
    return connection.id, tokens.access_token


def _by_hand(parts: Services, connection_id: int, url: str) -> Send:
    request = PlaygroundRequest(
        url=url,
        headers=(Entry("Accept", "application/json"),),
        auth=BearerOfConnection(),
    )
    wish = Wish(
        environment=EMBEDDED,
        connection_id=connection_id,
        mode=RefreshMode.BEFORE_EXPIRY,
        handle=parts.sendings.new_handle(),
    )

    def send() -> int | None:
        answer = send_request(request, wish, parts=parts.sending_parts).sent.answer
        return None if answer is None else answer.status

    return send


def _alone(token: Secret, url: str) -> Send:
    # Made once: to read every certificate authority takes longer than all else.
    context = ssl.create_default_context()
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",
        "Authorization": f"Bearer {token.reveal()}",
    }

    def send() -> int:
        with httpx2.Client(verify=context, trust_env=False) as client:
            return client.get(url, headers=headers).status_code

    return send
