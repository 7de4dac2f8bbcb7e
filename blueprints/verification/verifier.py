"""Runs of the checks that a page has begun: in a thread of this process, one at a time.

What comes of each check is stored at once, so whichever process is asked can tell how far
a run is. The room of the checks is loaded with the first run: a start does not wait for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

import structlog
from flask import Flask

from blueprints.logs import unlogged
from blueprints.sentences import as_sentence
from blueprints.verification.errors import RunEndedError
from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment
from grantlab.store.models import RunEnding, VerificationRun
from grantlab.store.verification_runs import VerificationRuns

if TYPE_CHECKING:
    from blueprints.services import Services
    from grantlab.verification.results import CheckResult
    from grantlab.verification.stage import Stage

log = structlog.get_logger()

Work = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be run."""

    environment: Environment
    presets: tuple[str, ...]
    """One after the other; none where the service is not ours."""

    with_endings: bool

    @property
    def turns(self) -> tuple[str | None, ...]:
        """What the checks are run under, once each."""
        return self.presets or (None,)


def in_a_thread(work: Work) -> None:
    """Do something beside the requests; it does not keep the process from ending."""
    Thread(target=work, name="verification", daemon=True).start()


class Verifier:
    """Begins runs, if none is under way."""

    def __init__(self, app: Flask, *, do: Callable[[Work], None] = in_a_thread) -> None:
        self._app = app
        self._do = do

    def begin(
        self, wish: Wish, parts: "Services", *, browser_digest: str
    ) -> tuple[VerificationRun, bool]:
        """Begin a run, and say so; or return the one that is under way already."""
        from grantlab.verification.catalogue import all_checks

        run, is_new = parts.verification_runs.begin(
            wish.environment,
            presets=wish.presets,
            with_endings=wish.with_endings,
            planned=len(all_checks()) * len(wish.turns),
            browser_digest=browser_digest,
        )
        if is_new:
            run_id = run.id
            self._do(lambda: self._carry_out(run_id, wish, parts))
        return run, is_new

    def _carry_out(self, run_id: int, wish: Wish, parts: "Services") -> None:
        """Run the checks, and note how that ended, whatever happens."""
        # A context of its own: what is stored here goes through a session of its own.
        with self._app.app_context():
            runs = parts.verification_runs
            try:
                with unlogged():
                    _run_all(run_id, wish, parts)
            except RunEndedError:
                # Whoever has ended it has said so.
                return
            except GrantlabError as exc:
                runs.end(run_id, RunEnding.FAILED, trouble=as_sentence(str(exc)))
            except Exception as exc:  # noqa: BLE001 -- nobody else would note that it ended
                runs.end(run_id, RunEnding.FAILED, trouble=_defect(exc, parts))
            else:
                runs.end(run_id, RunEnding.FINISHED)


def _defect(error: Exception, parts: "Services") -> str:
    """Log what nobody expected, and return what is told of it."""
    reference, name = parts.entropy.octets(4).hex(), type(error).__name__
    log.error("defect", reference=reference, error=name, path="a verification")
    return f"Something broke in Grantlab: {name}. The log has it as {reference}."


def _run_all(run_id: int, wish: Wish, parts: "Services") -> None:
    from blueprints.verification.stages import OPENERS, Opening
    from grantlab.verification.leaving import run_and_leave
    from grantlab.verification.running import Selection

    runs, selection = parts.verification_runs, Selection(with_endings=wish.with_endings)
    for preset in wish.turns:
        now = parts.machine_clock.now()
        opening = Opening(preset=preset, now=now, run_id=run_id)
        with OPENERS[wish.environment](opening) as stage:
            run_and_leave(
                stage,
                selection=selection,
                tell=_Keeper(run_id, stage, runs).keep,
                tell_left=lambda left: runs.note_left(run_id, left),
            )


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Puts away what comes of the checks on one stage."""

    run_id: int
    stage: "Stage"
    runs: VerificationRuns

    def keep(self, result: "CheckResult") -> None:
        """Keep a result.

        Raises:
            RunEndedError: the run is over, so no further check is to be run.
        """
        from blueprints.verification.kept_results import to_keep

        if not self.runs.keep(self.run_id, to_keep(result, self.stage)):
            raise RunEndedError("the run has ended")
