"""Presets verified side by side, each in a process of its own.

Worlds have nothing in common, and one process keeps one core busy.
"""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, wait
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from os import cpu_count

from blueprints.logs import quiet_logs
from blueprints.verification.world import open_embedded
from grantlab.runtime.clock import SystemClock
from grantlab.verification.results import CheckResult, Run
from grantlab.verification.run_file import clean_run
from grantlab.verification.running import Selection
from grantlab.verification.whole_run import run_whole

LOOKS_EVERY = 0.1
"""Seconds between two looks at how far the processes are."""

Tell = Callable[[str], object]
"""Is told preset and statement of each check that was run."""

_told: "SimpleQueue[str]"
"""Where a process says how far it is; set as it begins."""


def run_presets(
    presets: tuple[str, ...], *, selection: Selection, tell: Tell
) -> tuple[Run, ...]:
    """Run the checks under each preset; return the runs in the order of the presets."""
    if len(presets) == 1:
        return (_run_preset(presets[0], selection, tell),)
    # A forked process has everything loaded; the pool forks before it has a thread.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    told: SimpleQueue[str] = context.SimpleQueue()
    with ProcessPoolExecutor(
        min(len(presets), cpu_count() or 1),
        mp_context=context,
        initializer=_begin,
        initargs=(told,),
    ) as processes:
        runs = [
            processes.submit(_run_elsewhere, preset, selection) for preset in presets
        ]
        while wait(runs, timeout=LOOKS_EVERY).not_done:
            _pass_on(told, tell)
        _pass_on(told, tell)
        return tuple(run.result() for run in runs)


def _run_preset(preset: str, selection: Selection, tell: Tell) -> Run:
    clock = SystemClock()

    def note(result: CheckResult) -> None:
        tell(f"{preset} {result.statement}")

    with quiet_logs(), open_embedded(preset, now=clock.now()) as stage:
        return run_whole(stage, machine_clock=clock, selection=selection, tell=note)


def _begin(told: "SimpleQueue[str]") -> None:
    global _told  # noqa: PLW0603 -- a pool hands its processes nothing else that is shared
    _told = told


def _run_elsewhere(preset: str, selection: Selection) -> Run:
    # A secret does not travel between processes: what leaves is what a file may have.
    return clean_run(_run_preset(preset, selection, _told.put))


def _pass_on(told: "SimpleQueue[str]", tell: Tell) -> None:
    while not told.empty():
        tell(told.get())
