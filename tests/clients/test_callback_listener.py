"""Listening for one browser, over a socket: what is taken, and what is not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests

from blueprints.verification.callback_listener import CallbackListener, PortTakenError
from grantlab.protocol.secret import Secret
from tests.support.servers import free_port

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
STATE = Secret("the-state-of-this-consent")
GOOD = f"code=XAB1&state={STATE.reveal()}"
PATIENCE = timedelta(seconds=30)


@pytest.fixture
def address() -> str:
    return f"http://127.0.0.1:{free_port()}/walk/callback"


@pytest.fixture
def listener(address: str) -> Iterator[CallbackListener]:
    with CallbackListener(address) as listening:
        yield listening


def bring(address: str, query: str, **headers: str) -> requests.Response:
    """Come back with a query, and go where one is sent."""
    return requests.get(f"{address}?{query}", headers=headers, timeout=30)


def test_the_awaited_response_is_taken_and_leaves_the_address(
    listener: CallbackListener, address: str
) -> None:
    listener.expect(STATE)

    page = bring(address, f"{GOOD}&realmId=7")

    assert listener.wait(within=PATIENCE) == (
        ("code", "XAB1"),
        ("state", STATE.reveal()),
        ("realmId", "7"),
    )
    assert page.url.endswith("/")
    assert "?" not in page.url
    assert "You can close this tab" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("code=XAB2&state=another", id="of another consent"),
        pytest.param("code=XAB2", id="without a state"),
        pytest.param(f"{GOOD}&{GOOD}", id="with its state twice"),
        pytest.param("", id="with nothing"),
    ],
)
def test_other_responses_do_not_end_the_waiting(
    listener: CallbackListener, address: str, query: str
) -> None:
    listener.expect(STATE)

    stray = bring(address, query)
    good = bring(address, GOOD)

    assert (stray.status_code, good.status_code) == (404, 200)
    assert "XAB" not in stray.text
    assert dict(listener.wait(within=PATIENCE) or ())["code"] == "XAB1"


def test_a_state_is_taken_once(listener: CallbackListener, address: str) -> None:
    listener.expect(STATE)

    pages = [bring(address, GOOD), bring(address, GOOD)]

    assert [page.status_code for page in pages] == [200, 404]


def test_nobody_is_waited_for_longer_than_agreed(
    listener: CallbackListener, address: str
) -> None:
    listener.expect(STATE)

    assert listener.wait(within=timedelta()) is None
    assert bring(address, GOOD).status_code == 404


def test_a_name_that_leads_here_from_elsewhere_is_not_answered(
    listener: CallbackListener, address: str
) -> None:
    assert listener.path == "/walk/callback"
    assert bring(address, "", Host="evil.example").status_code == 400


def test_a_port_that_somebody_has_is_said_to_be_taken(
    listener: CallbackListener, address: str
) -> None:
    assert listener.path == "/walk/callback"
    with pytest.raises(PortTakenError, match="is taken"), CallbackListener(address):
        """Not reached."""


def test_the_port_can_be_listened_at_again(address: str) -> None:
    for _ in range(2):
        with CallbackListener(address) as listener:
            listener.expect(STATE)
            bring(address, GOOD)

            assert listener.wait(within=PATIENCE) is not None
