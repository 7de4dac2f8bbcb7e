"""``make bench``: measure, print, and write docs/performance.md."""

import argparse
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench.collections import describe_opening
from tests.bench.diagnosis import HEADING as DIAGNOSIS
from tests.bench.diagnosis import describe_diagnosis
from tests.bench.live_token import HEADING as LIVE_TOKEN
from tests.bench.live_token import (
    describe_live_token,
    measure_live_token,
    measure_live_token_of_a_server,
)
from tests.bench.pages import ROUND_TRIPS, PageFigure, measure_pages
from tests.bench.playground import HEADING as PLAYGROUND
from tests.bench.playground import describe_sending
from tests.bench.renewal import HEADING as RENEWAL
from tests.bench.renewal import describe_renewal
from tests.bench.start import measure_clone, measure_starts
from tests.bench.token_path import measure_token_path
from tests.bench.token_report import HEADING as TOKENS
from tests.bench.token_report import describe_token_path
from tests.bench.vault import HEADING as VAULT
from tests.bench.vault import describe_rekeying
from tests.bench.verification import HEADING as VERIFICATION
from tests.bench.verification import describe_verifying
from tests.support.servers import ROOT

REPORT = ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Section:
    """A part of the report that can be measured alone."""

    name: str
    heading: str
    describe: Callable[[], str]


def main() -> None:
    """Measure everything in one run, or one part of it; the others stay as they were."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.run")
    parser.add_argument("--only", choices=[section.name for section in SECTIONS])
    only = parser.parse_args().only
    kept = _split(REPORT.read_text())
    text = "\n".join(
        section.describe().rstrip("\n") + "\n"
        if only in {None, section.name}
        else kept[section.name]
        for section in SECTIONS
        if only in {None, section.name} or section.name in kept
    )
    REPORT.write_text(text)
    sys.stdout.write(text)


def _split(report: str) -> dict[str, str]:
    """Return the sections of a report that are there, by name."""
    starts = {
        section.name: report.index(section.heading)
        for section in SECTIONS
        if section.heading in report
    }
    ends = [*list(starts.values())[1:], len(report)]
    return {
        name: report[start:end].rstrip("\n") + "\n"
        for (name, start), end in zip(starts.items(), ends, strict=True)
    }


def _describe_playground() -> str:
    return f"{describe_sending()}\n{describe_opening()}"


def _describe_pages() -> str:
    return _report(measure_starts(), measure_clone(), measure_pages())


def _report(starts: list[float], clone: float, pages: list[PageFigure]) -> str:
    walk = [page for page in pages if page.name.startswith("/walk")]
    slowest = max(walk, key=lambda page: page.milliseconds)
    heaviest = max(walk, key=lambda page: page.octets)
    lines = [
        "# How fast it is",
        "",
        "Written by `make bench`. The machines are shared and noisy: read medians and ratios.",
        "",
        f"Python {platform.python_version()}, {platform.system()}, {_cores()} cores.",
        "",
        "| what | measured | wanted |",
        "|---|---|---|",
        f"| fresh clone to first page, packages downloaded before | {clone:.1f} s | < 20 s |",
        f"| process start to first page, first run (keys and tables are made) | {starts[0]:.2f} s | < 3 s |",
        f"| process start to first page, later runs, median of {len(starts) - 1} | {median(starts[1:]):.2f} s | < 3 s |",
        f"| slowest walkthrough page, server time, {ROUND_TRIPS} stored round trips | {slowest.milliseconds:.1f} ms (`{slowest.name}`) | < 15 ms |",
        f"| heaviest first visit to a walkthrough page, all assets, uncompressed | {heaviest.octets / 1000:.1f} kB (`{heaviest.name}`) | < 60 kB |",
        "",
        "## Page by page",
        "",
        "Median server time of a page asked for again and again by one client of one worker, and the",
        "octets of a first visit: the page with every style sheet, script and picture.",
        "",
        "| page | median | first visit |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{page.name}` | {page.milliseconds:.1f} ms | {page.octets / 1000:.1f} kB |"
        for page in pages
    ]
    return "\n".join(lines) + "\n"


def _cores() -> int:
    import os

    return os.cpu_count() or 1


SECTIONS = (
    Section("pages", "# How fast it is", _describe_pages),
    Section("tokens", TOKENS, lambda: describe_token_path(measure_token_path())),
    Section(
        "live-token",
        LIVE_TOKEN,
        lambda: describe_live_token(
            measure_live_token(), measure_live_token_of_a_server()
        ),
    ),
    Section("vault", VAULT, describe_rekeying),
    Section("renewal", RENEWAL, describe_renewal),
    Section("playground", PLAYGROUND, _describe_playground),
    Section("diagnosis", DIAGNOSIS, describe_diagnosis),
    Section("verification", VERIFICATION, describe_verifying),
)
"""As they stand in the report, from top to bottom."""


if __name__ == "__main__":
    main()
