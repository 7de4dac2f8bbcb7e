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
    pastes = [case.paste for case in read_cases()]
    text = "\n".join(pastes)
    typical = sorted(measure(_in_a_log(paste)) for paste in pastes)
    mixed = sorted(map(measure, _pieces_of(text)))
    text *= LONGEST // len(text) + 1
    half, whole = (
        measure(text[: LONGEST // 2], times=3),
        measure(text[:LONGEST], times=3),
    )
    slowest, piece = max(
        (measure(fill(piece, LONGEST), times=1), piece) for piece in PIECES + MIXTURES
    )
    lines = [
        *_lines(
            typical=typical,
            mixed=mixed,
            half=half,
            whole=whole,
            slowest=slowest,
            piece=piece,
        ),
        "",
        *_lines_of_a_record(),
    ]
    return "\n".join(lines) + "\n"


def _in_a_log(paste: str) -> str:
    """Return a case as it is pasted with the log around it."""
    missing = max(0, TYPICAL - len(paste))
    lines = [
        f"2026-03-02 09:{at // 60:02}:{at % 60:02} INFO app.web GET /invoices/{1000 + 7 * at} 200 in {at} ms"
        for at in range(missing // 60)
    ]
    log = "\n".join(lines)[:missing]
    cut = log.rfind("\n", 0, missing // 2)
    return f"{log[:cut]}\n{paste}{log[cut:]}"


def _pieces_of(text: str) -> Iterator[str]:
    """Yield a text in pieces of the length of a paste; each has several cases in it."""
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
    *,
    typical: list[float],
    mixed: list[float],
    half: float,
    whole: float,
    slowest: float,
    piece: str,
) -> Iterator[str]:
    yield HEADING
    yield ""
    yield "From a text to the verdict, in time of a processor. The first rows are made of the cases"
    yield f"in `tests/data`; the last is the slowest of {len(PIECES + MIXTURES)} texts that are made to be slow."
    yield ""
    yield "| what | measured | wanted |"
    yield "|---|---|---|"
    for what, times, wanted in (
        (f"a case in its log, {TYPICAL} characters", typical, "< 5 ms"),
        (f"several cases in {TYPICAL} characters", mixed, ""),
    ):
        yield f"| {what}: median of {len(times)} | {median(times) * 1000:.1f} ms | {wanted} |"
        yield f"| the slowest of them | {times[-1] * 1000:.1f} ms | |"
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
