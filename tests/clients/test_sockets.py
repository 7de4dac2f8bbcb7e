"""What a foreign client meets on the socket: what is said of it, and how it ends.

The provider serves as it does for its users: alone, and mounted in the client.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import requests

from blueprints.provider.opening import opened
from grantlab.provider.registry import Keys
from grantlab.runtime.clock import SystemClock
from tests.support.servers import client, free_port, provider_alone

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    # One start of each server is enough for all of these.
    pytest.mark.xdist_group("sockets"),
]
REDIRECT_URI = "http://localhost:3000/callback"
TOKEN = "/oauth2/v1/tokens/bearer"
REVOCATION = "/v2/oauth2/tokens/revoke"
USERINFO = "/sandbox-accounts/v1/openid_connect/userinfo"
COMPANY = "/sandbox-quickbooks/v3/company/9341450000000101/companyinfo/1"
DISCOVERY = "/.well-known/openid_sandbox_configuration"
SCOPES = ["com.intuit.quickbooks.accounting", "openid"]
WAITS = 20


@dataclass(frozen=True, kw_only=True)
class Foreigner:
    """A client of another make, with a hand on the bench."""

    base: str
    keys: tuple[str, str] = field(repr=False)
    bench_token: str = field(repr=False)

    def bench(self, path: str, **body: Any) -> dict[str, Any]:
        """Set something on the bench; without anything to set, read it."""
        answer = requests.request(
            "POST" if body else "GET",
            f"{self.base}/_bench/{path}",
            json=body or None,
            headers={"Authorization": f"Bearer {self.bench_token}"},
            timeout=WAITS,
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def connect(self) -> dict[str, Any]:
        """Consent on the bench, and exchange the code."""
        told = self.bench("connect", scopes=SCOPES)
        answer = self.ask_for_tokens(
            grant_type="authorization_code",
            code=told["code"],
            redirect_uri=told["redirect"].partition("?")[0],
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def refresh(self, token: str, *, waits: float = WAITS) -> requests.Response:
        return self.ask_for_tokens(
            waits=waits, grant_type="refresh_token", refresh_token=token
        )

    def ask_for_tokens(self, *, waits: float = WAITS, **form: str) -> requests.Response:
        return requests.post(
            f"{self.base}{TOKEN}", data=form, auth=self.keys, timeout=waits
        )

    def revoke(self, token: str) -> requests.Response:
        return requests.post(
            f"{self.base}{REVOCATION}",
            json={"token": token},
            auth=self.keys,
            timeout=WAITS,
        )

    def get(self, path: str, access_token: str = "") -> requests.Response:
        return requests.get(
            f"{self.base}{path}",
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=WAITS,
        )

    def newest_refresh_token(self) -> dict[str, Any]:
        """Return what the ledger says of the refresh token that was given last."""
        given = self.bench("ledger")["tokens"]
        return [dict(token) for token in given if token["kind"] == "refresh"][-1]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreigner]:
    """Serve the provider as ``flask provider run`` does."""
    instance = tmp_path_factory.mktemp("alone")
    with provider_alone(instance, redirect_uri=REDIRECT_URI) as told:
        yield Foreigner(
            base=told["GRANTLAB_EMBEDDED_URL"],
            keys=(
                told["GRANTLAB_EMBEDDED_CLIENT_ID"],
                told["GRANTLAB_EMBEDDED_CLIENT_SECRET"],
            ),
            bench_token=told["GRANTLAB_BENCH_TOKEN"],
        )


@pytest.fixture(scope="module")
def mounted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Foreigner]:
    """Serve the client as ``make run`` does, with the provider in it."""
    instance = tmp_path_factory.mktemp("mounted")
    with client(instance, free_port(), {}) as home, opened(instance) as provider:
        pair = provider.key_pair(Keys.DEVELOPMENT)
        yield Foreigner(
            base=f"{home}/intuit",
            keys=(pair.client_id, pair.client_secret.reveal()),
            bench_token=provider.bench_token.reveal(),
        )


@pytest.fixture(params=["alone", "mounted"])
def foreigner(request: pytest.FixtureRequest) -> Foreigner:
    found: Foreigner = request.getfixturevalue(request.param)
    return found


@pytest.mark.proves("L513")
@pytest.mark.parametrize(
    ("fault", "length"),
    [
        pytest.param("answer-cut", {}, id="cut"),
        pytest.param("answer-never", {"amount": "1s"}, id="never"),
    ],
)
def test_the_connection_ends_after_the_rotation_and_the_token_before_saves_it(
    foreigner: Foreigner, fault: str, length: dict[str, str]
) -> None:
    first = foreigner.connect()["refresh_token"]
    foreigner.bench("faults/arm", name=fault, **length)

    with pytest.raises(requests.ConnectionError) as lost:
        foreigner.refresh(first)

    assert "Remote end closed connection without response" in str(lost.value)
    assert foreigner.newest_refresh_token()["generation"] == 2
    assert foreigner.refresh(first).status_code == 200
    assert foreigner.newest_refresh_token()["generation"] == 3


@pytest.mark.proves("L513")
def test_a_client_that_waits_for_no_answer_meets_its_own_time_out(
    foreigner: Foreigner,
) -> None:
    first = foreigner.connect()["refresh_token"]
    foreigner.bench("faults/arm", name="answer-never", amount="20s")

    with pytest.raises(requests.ReadTimeout):
        foreigner.refresh(first, waits=2)

    assert foreigner.newest_refresh_token()["generation"] == 2
    assert foreigner.refresh(first).status_code == 200


def test_an_answer_is_lost_wherever_programs_ask(foreigner: Foreigner) -> None:
    tokens = foreigner.connect()
    access, refresh = tokens["access_token"], tokens["refresh_token"]

    asks: list[Callable[[], requests.Response]] = [
        lambda: foreigner.get(USERINFO, access),
        lambda: foreigner.get(COMPANY, access),
        lambda: foreigner.revoke("unheard of"),
        lambda: foreigner.revoke(refresh),
    ]

    for ask in asks:
        foreigner.bench("faults/arm", name="answer-cut")
        with pytest.raises(requests.ConnectionError):
            ask()

    assert foreigner.newest_refresh_token()["revoked_because"] == "revoked_by_app"


def test_a_cut_connection_disturbs_no_other(alone: Foreigner) -> None:
    cuts = 50
    token = alone.connect()["refresh_token"]
    alone.bench("faults/arm", name="answer-cut", times=cuts)
    is_over = threading.Event()

    def keep_asking() -> set[int]:
        statuses = set()
        with requests.Session() as session:
            while not is_over.is_set():
                answer = session.get(f"{alone.base}{DISCOVERY}", timeout=WAITS)
                statuses.add(answer.status_code)
        return statuses

    with ThreadPoolExecutor() as pool:
        neighbours = [pool.submit(keep_asking) for _ in range(2)]
        try:
            for _ in range(cuts):
                with pytest.raises(requests.ConnectionError):
                    alone.refresh(token)
        finally:
            is_over.set()

    assert [neighbour.result() for neighbour in neighbours] == [{200}, {200}]
    assert alone.refresh(token).status_code == 200


def test_date_server_and_connection_are_said_once(foreigner: Foreigner) -> None:
    tokens = foreigner.connect()
    access, refresh = tokens["access_token"], tokens["refresh_token"]
    foreigner.bench("clock/advance", by="25h")
    ahead = SystemClock().now() + timedelta(hours=24)

    answers = [
        foreigner.refresh(refresh),
        foreigner.refresh("unheard of"),
        foreigner.ask_for_tokens(grant_type="password"),
        foreigner.get(COMPANY, access),
        foreigner.get(USERINFO),
        foreigner.get(DISCOVERY),
        foreigner.get("/nothing/here"),
        foreigner.revoke("unheard of"),
        foreigner.revoke(refresh),
    ]

    for answer in answers:
        (date,) = answer.raw.headers.getlist("Date")
        assert parsedate_to_datetime(date) > ahead
        assert answer.raw.headers.getlist("Server") == ["nginx"]
        assert answer.raw.headers.getlist("Connection") == ["keep-alive"]


def test_a_clock_that_is_wrong_shows_in_the_date(foreigner: Foreigner) -> None:
    (right,) = foreigner.get(DISCOVERY).raw.headers.getlist("Date")
    foreigner.bench("faults/arm", name="service-clock-wrong", amount="-3h")

    (wrong,) = foreigner.refresh("unheard of").raw.headers.getlist("Date")

    behind = parsedate_to_datetime(right) - parsedate_to_datetime(wrong)
    assert timedelta(hours=2, minutes=59) < behind <= timedelta(hours=3)


def test_a_client_that_closes_is_told_so(foreigner: Foreigner) -> None:
    answer = requests.get(
        f"{foreigner.base}{DISCOVERY}", headers={"Connection": "close"}, timeout=WAITS
    )

    assert answer.raw.headers.getlist("Connection") == ["close"]
