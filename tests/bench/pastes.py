"""How long a paste takes to be diagnosed, and how the time grows with it."""

from collections.abc import Iterator
from statistics import median
from time import process_time

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.refusals import LONGEST
from tests.accuracy.score import read_cases

HEADING = "## Pastes"
TYPICAL = 2000
TIMES = 21


def describe_pastes() -> str:
    """Return the section of the report."""
    text = "\n".join(case.paste for case in read_cases())
    text *= LONGEST // len(text) + 1
    typical = measure(text[:TYPICAL])
    half, whole = (
        measure(text[: LONGEST // 2], times=3),
        measure(text[:LONGEST], times=3),
    )
    return "\n".join(_lines(typical, half, whole)) + "\n"


def measure(text: str, *, times: int = TIMES) -> float:
    """Return the seconds of a processor that a text takes; the median of some tries."""
    return median(_tries(text, times))


def _tries(text: str, times: int) -> Iterator[float]:
    diagnose_paste(text)
    for _ in range(times):
        began = process_time()
        diagnose_paste(text)
        yield process_time() - began


def _lines(typical: float, half: float, whole: float) -> Iterator[str]:
    yield HEADING
    yield ""
    yield "A text made of the cases in `tests/data`, from nothing to the verdict, in time of a"
    yield "processor. Wanted: a typical paste in 5 ms, the longest in 1 s."
    yield ""
    yield "| paste | time |"
    yield "|---|---|"
    yield f"| {TYPICAL} characters | {typical * 1000:.1f} ms |"
    yield f"| {LONGEST // 2} characters | {half:.2f} s |"
    yield f"| {LONGEST} characters | {whole:.2f} s |"
    yield ""
    yield f"Twice the length takes {whole / half:.1f} times as long."
