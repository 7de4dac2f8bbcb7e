"""How long it takes to verify the whole lifecycle, as typed."""

import json
import os
import resource
import subprocess
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.support.servers import FLASK, ROOT

HEADING = "## Verification"
TIMES = 3
WANTED = 20.0
_MAY_KEEP = {"PYTHONDONTWRITEBYTECODE": ""}
"""What Python has compiled is kept, as it is wherever something is installed."""


@dataclass(frozen=True)
class VerifyFigure:
    """One use of the command."""

    seconds: float
    """From the start of the process to its end."""

    processor_seconds: float
    """What of it a processor was busy; the rest was waited, for others on the machine too."""

    by_preset: dict[str, float]
    """The checks alone."""

    statements: int
    """Under each preset."""


def measure_verifying() -> list[VerifyFigure]:
    """Verify everything a few times, each in a process of its own, after once for Python to compile."""
    with TemporaryDirectory() as compiled:
        return [_measure(compiled) for _ in range(1 + TIMES)][1:]


def describe_verifying() -> str:
    """Return the whole section."""
    figures = measure_verifying()
    whole = median(one.seconds for one in figures)
    busy = median(one.processor_seconds for one in figures)
    lines = [
        HEADING,
        "",
        f"`flask verify` of {figures[0].statements} statements under each preset of the embedded service: the process from",
        f"start to end, and the checks of each preset alone. Medians of {TIMES}.",
        "",
        "| what | measured | wanted |",
        "|---|---|---|",
        f"| all presets | {whole:.1f} s | < {WANTED:.0f} s |",
        f"| of it, time of a processor | {busy:.1f} s | – |",
    ]
    for preset in figures[0].by_preset:
        seconds = median(one.by_preset[preset] for one in figures)
        lines.append(f"| the checks under `{preset}` | {seconds:.1f} s | – |")
    return "\n".join(lines) + "\n"


def _measure(compiled: str) -> VerifyFigure:
    began, busy = perf_counter(), _processor_seconds()
    ended = subprocess.run(  # noqa: S603 -- our own command
        [*FLASK, "verify", "--json"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPYCACHEPREFIX": compiled, **_MAY_KEEP},
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = perf_counter() - began
    runs = json.loads(ended.stdout)["runs"]
    return VerifyFigure(
        seconds=seconds,
        processor_seconds=_processor_seconds() - busy,
        by_preset={run["preset"]: _length(run) for run in runs},
        statements=len(runs[0]["results"]),
    )


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _length(run: dict[str, str]) -> float:
    began, ended = (
        datetime.fromisoformat(run[name]) for name in ("began_at", "ended_at")
    )
    return (ended - began).total_seconds()
