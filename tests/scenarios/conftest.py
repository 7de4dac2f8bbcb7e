"""The beginning of every story: a machine after its first run, at noon."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from app import create_provider_app
from blueprints.joining import join_services
from blueprints.provider.context import provider_of
from blueprints.services import Services, services
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.wire.metadata import EndpointFinder
from tests.scenarios.story import Story
from tests.support.clocks import NOON, StandingClock
from tests.support.databases import POSTGRESQL, SQLITE, Place
from tests.support.entropy import CountedEntropy
from tests.support.patience import NoPatience
from tests.support.provider import Visitor


@dataclass
class Stage:
    """The client and the provider, joined without their pages.

    It is built once and set anew for every story, because reading keys and certificates
    takes longer than most of them.
    """

    instance: Path
    place: Place
    machine_clock: StandingClock = field(default_factory=StandingClock)
    patience: NoPatience = field(default_factory=NoPatience)

    def __post_init__(self) -> None:
        entropy = CountedEntropy("story")
        self.provider_app = create_provider_app(
            self.instance,
            clock=self.machine_clock,
            entropy=entropy,
            patience=self.patience,
        )
        self.bench_clock = provider_of(self.provider_app).clock
        self.app = Flask("story")
        join_services(
            self.app,
            Settings(instance=self.instance, database_url=self.place.url),
            provider_app=self.provider_app,
            machine_clock=self.machine_clock,
            entropy=entropy,
            patience=self.patience,
        )

    def set_anew(self, parts: Services, first_run: Path) -> None:
        """Go back to noon, with nothing on disk but what a first run leaves."""
        self.close()
        shutil.rmtree(self.instance)
        shutil.copytree(first_run, self.instance)
        self.place.empty()
        self.machine_clock.moment = NOON
        self.patience.meanwhile = None
        self.patience.pauses.clear()
        for profile in parts.environments.profiles.values():
            fresh = EndpointFinder(profile.finder.source)
            vars(profile.finder).update(vars(fresh))

    def close(self) -> None:
        """Close both databases; they open again when they are used."""
        db.session.remove()
        db.engine.dispose()
        provider_of(self.provider_app).close()


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def database(request: pytest.FixtureRequest) -> str:
    """Return which kind of database the client of this story keeps its tokens in."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def stage(
    first_run: Path,
    place_for: Callable[[Path], Place],
    tmp_path_factory: pytest.TempPathFactory,
) -> Stage:
    """Build the stage once for each kind of database."""
    instance = tmp_path_factory.mktemp("story") / "instance"
    shutil.copytree(first_run, instance)
    place = place_for(instance)
    # Another test of this process may have left what other keys have sealed.
    place.empty()
    return Stage(instance, place)


@pytest.fixture
def story(stage: Stage, first_run: Path) -> Iterator[Story]:
    """Set the stage anew, and find a user."""
    with stage.app.app_context():
        stage.set_anew(services(), first_run)
        yield Story(
            parts=services(),
            user=Visitor(stage.provider_app, stage.bench_clock),
            machine_clock=stage.machine_clock,
            patience=stage.patience,
            app=stage.app,
            octets_on_disk=stage.place.octets_on_disk,
        )
        stage.close()
