"""Runs that are there already, and runs that are over when the button has been pressed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from flask import Flask

from blueprints.learn.statements import all_chapters
from blueprints.services import EXTENSION, Services
from blueprints.verification.verifier import Verifier
from grantlab.protocol.environment import Environment
from grantlab.store.models import RunEnding
from grantlab.store.verification_runs import KeptResult, ResultOutline
from grantlab.verification.results import Outcome
from tests.support.walking import Walker

PRESETS = ("faq", "observed", "rfc-9700")
BROWSER = "b" * 64
PASSES = (Outcome.PASSED, "")
Outcomes = Mapping[tuple[str, str], tuple[Outcome, str]]
"""How statements stand under a preset, and why; all others pass."""


class Keeper:
    """Puts runs into the store, as if they had been run."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.parts: Services = app.extensions[EXTENSION]

    def keep(
        self,
        outcomes: Outcomes = MappingProxyType({}),
        *,
        presets: tuple[str, ...] = PRESETS,
        ending: RunEnding | None = RunEnding.FINISHED,
        at_most: int = 1000,
        trouble: str = "",
    ) -> str:
        """Return the handle of a run with a result for every statement, or the first ones."""
        ids = [one.id for chapter in all_chapters() for one in chapter.statements]
        with self._app.app_context():
            runs = self.parts.verification_runs
            run, _ = runs.begin(
                Environment.EMBEDDED,
                presets=presets,
                with_endings=True,
                planned=len(ids) * len(presets),
                browser_digest=BROWSER,
            )
            took = dict.fromkeys((Outcome.NOT_RUN, Outcome.NOT_APPLICABLE), 0)
            planned = [(preset, id_) for preset in presets for id_ in ids]
            runs.keep(
                run.id,
                *(
                    KeptResult(
                        ResultOutline(preset, id_, *stands, took.get(stands[0], 7)),
                        "{}",
                    )
                    for preset, id_ in planned[:at_most]
                    for stands in [outcomes.get((preset, id_), PASSES)]
                ),
            )
            if ending is not None:
                runs.end(run.id, ending, trouble=trouble)
            return run.handle


@pytest.fixture
def keeper(app: Flask) -> Keeper:
    with app.app_context():
        return Keeper(app)


Work = Callable[[], None]


@pytest.fixture
def waiting(app: Flask) -> list[Work]:
    """Put runs off: return what is still to be done, and let nothing begin it by itself."""
    work: list[Work] = []
    _replace_verifier(app, work.append)
    return work


@pytest.fixture
def walker(app: Flask) -> Walker:
    return Walker(app)


@pytest.fixture
def at_once(app: Flask) -> None:
    """Let a run be over when its button has been pressed."""
    _replace_verifier(app, lambda work: work())


def _replace_verifier(app: Flask, do: Callable[[Work], None]) -> None:
    parts: Services = app.extensions[EXTENSION]
    app.extensions[EXTENSION] = replace(parts, verifier=Verifier(app, do=do))
