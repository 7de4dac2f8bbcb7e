"""A run from its first check to its last."""

from collections.abc import Callable

from grantlab.runtime.clock import Clock
from grantlab.runtime.version import installed_version
from grantlab.verification.leaving import leave
from grantlab.verification.results import CheckResult, Run
from grantlab.verification.running import EVERYTHING, Selection, run_checks
from grantlab.verification.stage import Stage


def run_whole(
    stage: Stage,
    *,
    machine_clock: Clock,
    tell: Callable[[CheckResult], None],
    selection: Selection = EVERYTHING,
) -> Run:
    """Run the checks, tell what came of each as it comes, and return all of it.

    What it was given at a service that is not ours is ended with it, if that may be.
    """
    results: list[CheckResult] = []

    def keep(result: CheckResult) -> None:
        results.append(result)
        tell(result)

    began_at = machine_clock.now()
    try:
        run_checks(stage, tell=keep, selection=selection)
    finally:
        # Also if somebody ends it from outside: nobody else holds its tokens.
        left = leave(stage, selection)
    return Run(
        environment=stage.environment,
        preset=stage.preset,
        began_at=began_at,
        ended_at=machine_clock.now(),
        results=tuple(results),
        version=installed_version(),
        token_endpoint=stage.service.endpoints.token,
        left=left,
    )
