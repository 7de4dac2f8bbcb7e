"""``make accuracy CASES=path``: print how often the diagnosis is right, as Markdown."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.accuracy.score import CASES, Case, Scored, count, read_cases, score


def tell(scored: tuple[Scored, ...]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield "| cases | right | of | share |"
    yield "| --- | ---: | ---: | ---: |"
    named = count(scored, lambda case: case.counts_as_named)
    asked = count(scored, lambda case: case.counts_as_asked)
    unknown = count(scored, lambda case: case.is_unknown)
    yield _row("the paste names the cause, confirmed or likely", named)
    yield _row("the paste does not suffice: candidate and question", asked)
    yield _row("nobody can tell: no verdict", unknown)
    yield from _table(scored, "cause", lambda case: case.cause)
    yield from _table(scored, "provider", lambda case: case.provider)
    yield from _table(scored, "confidence", lambda case: case.confidence)
    for one in scored:
        if not one.is_right:
            yield f"Not right: {one.case.id} is {one.case.cause}, and {one.verdict} was named."


def _table(
    scored: tuple[Scored, ...], heading: str, key: Callable[[Case], str]
) -> Iterator[str]:
    yield ""
    yield f"| {heading} | right | of | share |"
    yield "| --- | ---: | ---: | ---: |"
    for name in sorted({key(one.case) for one in scored}):
        of_name = [one for one in scored if key(one.case) == name]
        yield _row(name, count(of_name, lambda _: True))


def _row(name: str, counted: tuple[int, int]) -> str:
    right, total = counted
    share = f"{right / total:.0%}" if total else "–"
    return f"| {name} | {right} | {total} | {share} |"


def main() -> None:
    """Print the report over the file that was named, or over the one kept here."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CASES
    sys.stdout.writelines(f"{line}\n" for line in tell(score(read_cases(path))))


if __name__ == "__main__":
    main()
