"""How long a diagnosis takes: of a paste, of one made to be slow, and of a long record."""

from collections.abc import Iterator
from statistics import median
from time import process_time

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.refusals import LONGEST
from tests.accuracy.score import read_cases
from tests.bench.records import ROUND_TRIPS, measure_record
from tests.support.hostile import MIXTURES, PIECES, fill

HEADING = "## Diagnosis"
TYPICAL = 2000
TIMES = 21


def describe_diagnosis() -> str:
    """Return the section of the report."""
    text = "\n".join(case.paste for case in read_cases())
    typical = sorted(map(measure, _pastes_of(text)))
    text *= LONGEST // len(text) + 1
    half, whole = (
        measure(text[: LONGEST // 2], times=3),
        measure(text[:LONGEST], times=3),
    )
    slowest, piece = max(
        (measure(fill(piece, LONGEST), times=1), piece) for piece in PIECES + MIXTURES
    )
    lines = [*_lines(typical, half, whole, slowest, piece), "", *_lines_of_a_record()]
    return "\n".join(lines) + "\n"


def _pastes_of(text: str) -> Iterator[str]:
    """Yield a text in pieces of the length of a paste; each has some cases in it."""
    for start in range(0, len(text) - TYPICAL, TYPICAL):
        yield text[start : start + TYPICAL]


def measure(text: str, *, times: int = TIMES) -> float:
    """Return the seconds of a processor that a text takes; the median of some tries."""
    return median(_tries(text, times))


def _tries(text: str, times: int) -> Iterator[float]:
    if times > 1:
        diagnose_paste(text)
    for _ in range(times):
        began = process_time()
        diagnose_paste(text)
        yield process_time() - began


def _lines(
    typical: list[float], half: float, whole: float, slowest: float, piece: str
) -> Iterator[str]:
    yield HEADING
    yield ""
    yield "From a text to the verdict, in time of a processor. The first rows are made of the cases"
    yield f"in `tests/data`; the last is the slowest of {len(PIECES + MIXTURES)} texts that are made to be slow."
    yield ""
    yield "| what | measured | wanted |"
    yield "|---|---|---|"
    middle, last = median(typical) * 1000, typical[-1] * 1000
    yield f"| paste of {TYPICAL} characters, of {len(typical)} the median | {middle:.1f} ms | < 5 ms |"
    yield f"| the slowest of them | {last:.1f} ms | |"
    yield f"| paste of {LONGEST} characters | {whole:.2f} s | < 1 s |"
    yield f"| hostile text of {LONGEST} characters (`{piece[:20]!r}`, repeated) | {slowest:.2f} s | < 1 s |"
    yield ""
    yield f"Twice the length takes {whole / half:.1f} times as long."


def _lines_of_a_record() -> Iterator[str]:
    yield "From the record of a connection to the verdict: calls and refreshes in turn, and an old"
    yield "value at the end."
    yield ""
    yield "| what | measured | wanted |"
    yield "|---|---|---|"
    for count, wanted in ((200, "–"), (ROUND_TRIPS, "< 50 ms")):
        milliseconds = measure_record(count) * 1000
        yield f"| record of {count} round trips | {milliseconds:.1f} ms | {wanted} |"
