"""A person who is asked by way of the page: what comes back, and who is not waited for."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from blueprints.verification.page_way import PageWay
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.secret import Secret
from grantlab.store.models import RunEnding
from grantlab.store.verification_runs import QUIET_AFTER, VerificationRuns
from grantlab.verification.errors import NobodyThereError
from grantlab.verification.person import WAITS
from tests.pages.verification.conftest import Keeper, Work
from tests.support import invented
from tests.support.clocks import SECOND, StandingClock
from tests.support.patience import NoPatience
from tests.support.walking import Walker

STATE = "invented-state-of-a-run-0123456789abcdef"
REQUEST = AuthorizationRequest(
    endpoint="https://intuit.example/connect/oauth2",
    client_id=invented.CLIENT_ID,
    redirect_uri="http://localhost:8484/walk/callback",
    scopes=("openid",),
    state=Secret(STATE),
    code_verifier=None,
)
RESPONSE = f"/walk/callback?code=invented-code&state={STATE}&realmId=1"


class Asked:
    """A run that the walker has begun, and that asks for a consent."""

    def __init__(self, keeper: Keeper, walker: Walker, clock: StandingClock) -> None:
        walker.open("/verification")
        walker.press("Run the checks")
        self.address = walker.page.request.path
        self.runs: VerificationRuns = keeper.parts.verification_runs
        self.id = self.runs.get(self.address.rpartition("/")[2]).id
        self._clock = clock

    def wait(self, meanwhile: Callable[[], object]) -> dict[str, str]:
        """Ask, with something that happens while nobody has come; return what came."""
        way = PageWay(
            self.runs,
            self.id,
            clock=self._clock,
            patience=NoPatience(meanwhile=meanwhile),
        )
        return dict(way.ask(REQUEST, None))

    def is_waiting(self) -> bool:
        run = self.runs.get(self.address.rpartition("/")[2])
        return self.runs.address_of(run) is not None


@pytest.fixture
def asked(
    app: Flask,
    keeper: Keeper,
    walker: Walker,
    clock: StandingClock,
    waiting: list[Work],
) -> Iterator[Asked]:
    del waiting
    with app.app_context():
        yield Asked(keeper, walker, clock)


def elsewhere(app: Flask, address: str, walker: Walker) -> Callable[[], None]:
    """Return what opens an address the way a request does: in a context of its own."""

    def visit() -> None:
        with app.app_context():
            walker.open(address)

    return visit


def test_what_the_browser_brings_is_taken_and_it_is_shown_the_run(
    app: Flask, asked: Asked, walker: Walker
) -> None:
    brought = asked.wait(elsewhere(app, RESPONSE, walker))

    assert brought == {"code": "invented-code", "state": STATE, "realmId": "1"}
    assert walker.page.request.path == asked.address
    assert "invented-code" not in walker.page.request.url


def test_another_browser_brings_nothing(
    app: Flask, asked: Asked, walker: Walker, clock: StandingClock
) -> None:
    other = Walker(app)

    def bring_and_let_time_pass() -> None:
        elsewhere(app, RESPONSE, other)()
        clock.advance(WAITS)

    with pytest.raises(NobodyThereError, match="within 10 minutes"):
        asked.wait(bring_and_let_time_pass)

    assert other.page.request.path != asked.address
    assert walker.page.request.path == asked.address


def test_nobody_is_waited_for_any_longer_than_that(
    app: Flask, asked: Asked, walker: Walker, clock: StandingClock
) -> None:
    with pytest.raises(NobodyThereError):
        asked.wait(lambda: clock.advance(WAITS))

    assert not asked.is_waiting()
    elsewhere(app, RESPONSE, walker)()
    assert walker.page.request.path != asked.address


def test_a_run_that_was_stopped_waits_for_nobody(app: Flask, asked: Asked) -> None:
    def stop() -> None:
        with app.app_context():
            asked.runs.end(asked.id, RunEnding.STOPPED)

    with pytest.raises(NobodyThereError, match="was ended"):
        asked.wait(stop)


class GoneError(Exception):
    """What a process does not do, because it is no longer there."""


def test_what_comes_after_a_restart_leads_to_a_run_that_broke_off(
    app: Flask, asked: Asked, walker: Walker, clock: StandingClock
) -> None:
    def go() -> None:
        raise GoneError

    with pytest.raises(GoneError):
        asked.wait(go)
    clock.advance(QUIET_AFTER + SECOND)
    elsewhere(app, RESPONSE, walker)()

    assert walker.page.request.path == asked.address
    assert "The run broke off" in walker.words
    assert "Consent in QuickBooks" not in walker.words
