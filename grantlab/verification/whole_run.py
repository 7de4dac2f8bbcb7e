"""A run from its first check to its last."""

from collections.abc import Callable

from grantlab.runtime.clock import Clock
from grantlab.runtime.version import installed_version
from grantlab.verification.leaving import run_and_leave
from grantlab.verification.results import CheckResult, Run
from grantlab.verification.running import EVERYTHING, Selection
from grantlab.verification.stage import Stage


def run_whole(
    stage: Stage,
    *,
    machine_clock: Clock,
    tell: Callable[[CheckResult], None],
    tell_left: Callable[[str], None] | None = None,
    selection: Selection = EVERYTHING,
) -> Run:
    """Run the checks, tell what came of each as it comes, and return all of it.

    What it was given at a service that is not ours is ended with it, if that may be. What is
    left is in the run; whoever wants it also of one that is stopped is told it.
    """
    results: list[CheckResult] = []
    left: list[str] = []

    def keep(result: CheckResult) -> None:
        results.append(result)
        tell(result)

    def leave(words: str) -> None:
        left.append(words)
        if tell_left is not None:
            tell_left(words)

    began_at = machine_clock.now()
    run_and_leave(stage, selection=selection, tell=keep, tell_left=leave)
    return Run(
        environment=stage.environment,
        preset=stage.preset,
        began_at=began_at,
        ended_at=machine_clock.now(),
        results=tuple(results),
        version=installed_version(),
        token_endpoint=stage.service.endpoints.token,
        left="".join(left),
    )
