"""The sandbox verified from the page: the person consents in the browser that pressed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest
from flask import Flask
from pydantic import SecretStr
from pytest_grantlab import Intuit

from app import create_app
from blueprints.services import EXTENSION, Services
from blueprints.verification.verifier import Verifier, Work
from grantlab.protocol.environment import Environment
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.verification.announcing import announce
from tests.support.reading import Reading
from tests.support.stranger import Stranger
from tests.support.walking import Walker

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
WITHIN = 60.0
"""Seconds; for a machine that is busy with other tests."""

A_PERSON, OVER = "a person", "over"


class Turns:
    """Lets the run and the person act in turn; it is the run's patience."""

    def __init__(self) -> None:
        self.waits: SimpleQueue[str] = SimpleQueue()
        """What the run does not go on for: a person, or because it is over."""

        self.answered: SimpleQueue[None] = SimpleQueue()

    def pause(self, _length: timedelta) -> None:
        self.waits.put(A_PERSON)
        self.answered.get(timeout=WITHIN)

    def do(self, work: Work) -> None:
        def to_the_end() -> None:
            work()
            self.waits.put(OVER)

        Thread(target=to_the_end, daemon=True).start()


@pytest.fixture
def turns() -> Turns:
    return Turns()


@pytest.fixture
def app(intuit: Intuit, instance: Path, turns: Turns) -> Iterator[Flask]:
    """Make Grantlab with the keys of a provider of which it knows nothing else."""
    settings = Settings(
        instance=instance,
        sandbox_discovery_url=intuit.env.discovery_url,
        sandbox_client_id=intuit.env.client_id,
        sandbox_client_secret=SecretStr(intuit.env.client_secret),
    )
    intuit.app.add_redirect_uri(settings.redirect_uri)
    app = create_app(settings, patience=turns)
    app.testing = True
    parts: Services = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = replace(parts, verifier=Verifier(app, do=turns.do))
    yield app
    parts.environments.profiles[Environment.SANDBOX].transport.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def walker(app: Flask) -> Walker:
    walker = Walker(app)
    walker.open("/verification")
    return walker


def go(walker: Walker, person: Stranger) -> None:
    """Follow the page to the service, and come back with what the person says there."""
    walker.open("/verification")
    walker.open(
        person.visit(Reading(walker.page.text).link_to("Consent in QuickBooks"))
    )


def test_the_sandbox_is_verified_with_somebody_who_consents(
    walker: Walker, turns: Turns
) -> None:
    walker.press("Run the checks", environment="sandbox")
    here = walker.page.request.path

    while turns.waits.get(timeout=WITHIN) == A_PERSON:
        go(walker, Stranger())
        assert walker.page.request.path == here
        turns.answered.put(None)

    walker.open(here)
    assert "The consent that was given for this run was ended with it" in walker.words
    assert "Everything that was run is as stated" in walker.words
    assert "needs a person" not in walker.words
    assert "It needs time to pass, a fault, or the app registered" in walker.words
    walker.open(f"{here}/L303")
    assert "Sandbox: pass" in walker.words


def test_whoever_does_not_want_to_consent_stops_the_run(
    walker: Walker, turns: Turns
) -> None:
    walker.press("Run the checks", environment="sandbox")

    while turns.waits.get(timeout=WITHIN) == A_PERSON:
        walker.open("/verification")
        walker.press("Stop")
        turns.answered.put(None)

    walker.open("/verification")
    assert "The run was stopped" in walker.words
    assert "Consent in QuickBooks" not in walker.words


def test_a_run_that_is_stopped_ends_what_it_was_given(
    walker: Walker, turns: Turns
) -> None:
    walker.press("Run the checks", environment="sandbox")

    for _ in announce().consents[:-1]:
        turns.waits.get(timeout=WITHIN)
        go(walker, Stranger())
        turns.answered.put(None)
    turns.waits.get(timeout=WITHIN)
    walker.press("Stop")
    turns.answered.put(None)

    assert turns.waits.get(timeout=WITHIN) == OVER
    walker.open("/verification")
    assert "The run was stopped" in walker.words
    assert "The consent that was given for this run was ended with it" in walker.words


def test_whoever_says_no_is_not_asked_again(walker: Walker, turns: Turns) -> None:
    walker.press("Run the checks", environment="sandbox")
    person = Stranger(answer="No thanks")

    while turns.waits.get(timeout=WITHIN) == A_PERSON:
        go(walker, person)
        turns.answered.put(None)

    walker.open("/verification")
    assert person.visits == 1
    assert "Nobody consented" in walker.words
    assert "Whoever was asked to consent said no." in walker.words
