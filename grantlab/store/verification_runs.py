"""Runs of the verification: one is under way at most, and the last ones are kept."""

import json
from datetime import timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.authorization_attempts import digest_of
from grantlab.store.errors import RunNotFoundError
from grantlab.store.handles import is_handle, make_handle
from grantlab.store.models import RunEnding, VerificationResult, VerificationRun
from grantlab.store.sealing import Sealer

MOST_KEPT: Final = 10
"""For each environment."""

QUIET_AFTER: Final = timedelta(seconds=90)
"""A run that was not heard of for so long is broken off: three requests may time out."""


class ResultOutline(NamedTuple):
    """What came of a check, without its record. A tuple: a page has two hundred."""

    preset: str | None
    statement: str
    outcome: str
    because: str
    elapsed_ms: int


class KeptResult(NamedTuple):
    """What came of a check, and what was done and seen."""

    outline: ResultOutline
    record: str
    """As JSON; whoever runs the checks knows what is in it."""


class VerificationRuns:
    """Repository of runs; alone opens what a person was asked and brought back."""

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
        entropy: Entropy,
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock
        self._entropy = entropy

    def begin(
        self,
        environment: Environment,
        *,
        presets: tuple[str, ...],
        with_endings: bool,
        planned: int,
        browser_digest: str,
    ) -> tuple[VerificationRun, bool]:
        """Begin a run, and say so; or return the one that is under way already."""
        now = self._machine_clock.now()
        self._give_up_quiet_ones()
        run = VerificationRun(
            handle=make_handle(self._entropy),
            under_way=True,
            environment=environment,
            presets=presets,
            with_endings=with_endings,
            planned=planned,
            began_at=now,
            beat_at=now,
            browser_digest=browser_digest,
        )
        self._session.add(run)
        try:
            self._session.flush()
        except IntegrityError:
            self._session.rollback()
            other = self.under_way()
            if other is not None:
                return other, False
            # It has ended since.
            return self.begin(
                environment,
                presets=presets,
                with_endings=with_endings,
                planned=planned,
                browser_digest=browser_digest,
            )
        self._let_go(environment)
        self._session.commit()
        return run, True

    def keep(self, run_id: int, *results: KeptResult) -> bool:
        """Keep results as they come; return whether the run is to go on."""
        goes_on = self._hold(
            VerificationRun.id == run_id, beat_at=self._machine_clock.now()
        )
        if goes_on is not None:
            self._session.add_all(
                VerificationResult(
                    run_id=run_id, record=result.record, **result.outline._asdict()
                )
                for result in results
            )
        self._session.commit()
        return goes_on is not None

    def beat(self, run_id: int) -> bool:
        """Say that a run is still worked on; return whether it is to go on."""
        return self._change(run_id, beat_at=self._machine_clock.now())

    def end(self, run_id: int, ending: RunEnding, *, trouble: str = "") -> bool:
        """End a run that is under way; what a person was asked is forgotten.

        Whoever runs it learns of it with the next result.
        """
        return self._change(
            run_id,
            under_way=None,
            ended_at=self._machine_clock.now(),
            ending=ending,
            trouble=trouble,
            awaited_state_digest=None,
            sealed_address=None,
            sealed_brought=None,
        )

    def note_left(self, run_id: int, left: str) -> None:
        """Note what is left of a run elsewhere, however it ends."""
        self._session.execute(
            update(VerificationRun)
            .where(VerificationRun.id == run_id)
            .values(left=left)
        )
        self._session.commit()

    def get(self, handle: str) -> VerificationRun:
        """Return the run of a handle.

        Raises:
            RunNotFoundError: there is none; it may have made way for newer ones.
        """
        wanted = select(VerificationRun).where(VerificationRun.handle == handle)
        run = self._session.scalars(wanted).first() if is_handle(handle) else None
        if run is None:
            raise RunNotFoundError("no run of the verification has this handle")
        return run

    def all(self) -> list[VerificationRun]:
        """Return every run that is kept, the newest first."""
        newest_first = VerificationRun.id.desc()
        return list(
            self._session.scalars(select(VerificationRun).order_by(newest_first))
        )

    def under_way(self) -> VerificationRun | None:
        """Return the one run that is worked on, or was when it was last heard of."""
        return self._session.scalars(
            select(VerificationRun).where(VerificationRun.under_way.is_(True))
        ).first()

    def before(self, run: VerificationRun) -> VerificationRun | None:
        """Return the last finished run of the same environment before this one."""
        return self._session.scalars(
            select(VerificationRun)
            .where(
                VerificationRun.environment == run.environment,
                VerificationRun.ending == RunEnding.FINISHED,
                VerificationRun.id < run.id,
            )
            .order_by(VerificationRun.id.desc())
        ).first()

    def ending_of(self, run: VerificationRun) -> RunEnding | None:
        """Return how a run ended; ``None`` while it is under way."""
        if run.ending is not None or not self._is_quiet(run):
            return run.ending
        return RunEnding.BROKEN_OFF

    def outlines(self, run: VerificationRun) -> list[ResultOutline]:
        """Return what came of each check so far, in the order in which it came."""
        rows = self._session.execute(
            select(*_OUTLINE)
            .where(VerificationResult.run_id == run.id)
            .order_by(VerificationResult.id)
        )
        return [ResultOutline(*row) for row in rows]

    def results(
        self, run: VerificationRun, statement: str | None = None
    ) -> list[KeptResult]:
        """Return the results with their records: all of them, or those of a statement."""
        wanted = select(*_OUTLINE, VerificationResult.record).where(
            VerificationResult.run_id == run.id
        )
        if statement is not None:
            wanted = wanted.where(VerificationResult.statement == statement)
        rows = self._session.execute(wanted.order_by(VerificationResult.id))
        return [
            KeptResult(ResultOutline(*outline), record) for *outline, record in rows
        ]

    def ask(self, run_id: int, *, state: Secret, address: str) -> bool:
        """Note where somebody has to consent, and with which state; as ``beat`` otherwise."""
        run = self._hold(
            VerificationRun.id == run_id,
            sealed_brought=None,
            awaited_state_digest=digest_of(state),
            beat_at=self._machine_clock.now(),
        )
        if run is None:
            return False
        self._sealer.seal(run, "sealed_address", Secret(address))
        self._session.commit()
        return True

    def ask_nobody(self, run_id: int) -> bool:
        """Wait for no response any more; as ``beat`` otherwise."""
        return self._change(
            run_id,
            awaited_state_digest=None,
            sealed_address=None,
            beat_at=self._machine_clock.now(),
        )

    def address_of(self, run: VerificationRun) -> str | None:
        """Return where somebody has to consent; ``None`` where nobody is waited for."""
        if run.awaited_state_digest is None:
            return None
        address = self._sealer.unseal_if_kept(run, "sealed_address")
        return None if address is None else address.reveal()

    def bring(
        self, state: Secret, parameters: Pairs, *, browser_digest: str
    ) -> VerificationRun | None:
        """Put away the response that a run waits for, once.

        ``None`` when no run waits for it, or another browser began that run.
        """
        run = self._hold(
            VerificationRun.awaited_state_digest == digest_of(state),
            VerificationRun.browser_digest == browser_digest,
            awaited_state_digest=None,
            sealed_address=None,
        )
        if run is not None:
            self._sealer.seal(run, "sealed_brought", Secret(json.dumps(parameters)))
            self._session.commit()
        return run

    def take_brought(self, run_id: int) -> Pairs | None:
        """Take out what the browser brought back; ``None`` while nothing has come."""
        has_come = self._session.scalar(
            select(VerificationRun.sealed_brought.is_not(None)).where(
                VerificationRun.id == run_id
            )
        )
        run = self._hold(VerificationRun.id == run_id) if has_come else None
        if run is None:
            self._session.rollback()
            return None
        brought = self._sealer.unseal_if_kept(run, "sealed_brought")
        run.sealed_brought = None
        self._session.commit()
        if brought is None:
            return None
        return tuple((name, value) for name, value in json.loads(brought.reveal()))

    def _change(self, run_id: int, **values: object) -> bool:
        """Change a run if it is under way; a run that has ended stays as it is."""
        run = self._hold(VerificationRun.id == run_id, **values)
        self._session.commit()
        return run is not None

    def _hold(
        self, *which: ColumnElement[bool], **values: object
    ) -> VerificationRun | None:
        """Change a run that is under way and return it; nothing is committed yet."""
        return self._session.scalars(
            update(VerificationRun)
            .where(VerificationRun.under_way.is_(True), *which)
            .values({"under_way": True, **values})
            .returning(VerificationRun)
            .execution_options(populate_existing=True, synchronize_session=False)
        ).first()

    def _is_quiet(self, run: VerificationRun) -> bool:
        return self._machine_clock.now() - run.beat_at > QUIET_AFTER

    def _give_up_quiet_ones(self) -> None:
        run = self.under_way()
        if run is not None and self._is_quiet(run):
            self.end(run.id, RunEnding.BROKEN_OFF)

    def _let_go(self, environment: Environment) -> None:
        """Delete what is too many; the oldest go first."""
        of_it = VerificationRun.environment == environment
        newest = self._session.scalars(
            select(VerificationRun.id)
            .where(of_it)
            .order_by(VerificationRun.id.desc())
            .limit(MOST_KEPT)
        )
        self._session.execute(
            delete(VerificationRun).where(
                of_it, VerificationRun.id.not_in(newest.all())
            )
        )


_OUTLINE: Final = tuple(
    getattr(VerificationResult, name) for name in ResultOutline._fields
)
