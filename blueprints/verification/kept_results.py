"""Results on their way into the store and out of it.

A record is kept as the file of a run that has this one result: the store knows nothing of
checks, and there is one way to write a round trip down.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from grantlab.runtime.version import installed_version
from grantlab.store.models import RunEnding, VerificationRun
from grantlab.store.verification_runs import KeptResult, ResultOutline
from grantlab.verification.results import CheckResult, Outcome, Run
from grantlab.verification.run_file import read_run, write_run
from grantlab.verification.stage import Stage

_SOMETIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in the file of one result: when the run began is kept with the run."""


def to_keep(result: CheckResult, stage: Stage) -> KeptResult:
    """Return a result as it is kept."""
    run = Run(
        environment=stage.environment,
        preset=stage.preset,
        began_at=_SOMETIME,
        ended_at=None,
        results=(result,),
        version=installed_version(),
        token_endpoint=stage.service.endpoints.token,
    )
    return KeptResult(
        ResultOutline(
            preset=stage.preset,
            statement=result.statement,
            outcome=result.outcome,
            because=result.because,
            elapsed_ms=result.elapsed_ms,
        ),
        record=json.dumps(write_run(run), ensure_ascii=False),
    )


def read_kept(kept: KeptResult) -> CheckResult:
    """Return a result with its record.

    Raises:
        RunFileError: it was written by another version, or altered.
    """
    [result] = read_run(kept.record).results
    return result


def without_record(outline: ResultOutline) -> CheckResult:
    """Return a result as a list needs it."""
    return CheckResult(
        statement=outline.statement,
        outcome=Outcome(outline.outcome),
        because=outline.because,
        elapsed_ms=outline.elapsed_ms,
    )


def outlined_runs(
    run: VerificationRun, outlines: Iterable[ResultOutline]
) -> tuple[Run, ...]:
    """Return what was stored of a run, preset by preset, without the records."""
    results: dict[str | None, list[CheckResult]] = {}
    for outline in outlines:
        results.setdefault(outline.preset, []).append(without_record(outline))
    return tuple(
        Run(
            environment=run.environment,
            preset=preset,
            began_at=run.began_at,
            ended_at=_ended_at(run),
            results=tuple(of_it),
        )
        for preset, of_it in results.items()
    )


def whole_runs(run: VerificationRun, kept: Iterable[KeptResult]) -> tuple[Run, ...]:
    """Return all that was stored of a run, preset by preset.

    Raises:
        RunFileError: a record was written by another version, or altered.
    """
    files: dict[str | None, list[Run]] = {}
    for one in kept:
        files.setdefault(one.outline.preset, []).append(read_run(one.record))
    return tuple(
        replace(
            of_it[0],
            began_at=run.began_at,
            ended_at=_ended_at(run),
            left=run.left or "",
            results=tuple(result for file in of_it for result in file.results),
        )
        for of_it in files.values()
    )


def _ended_at(run: VerificationRun) -> datetime | None:
    """Return when a run came to its end; one that was cut short has none."""
    return run.ended_at if run.ending is RunEnding.FINISHED else None
