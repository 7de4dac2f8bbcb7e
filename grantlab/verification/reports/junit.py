"""A report as JUnit XML, for what gates a build: a suite for each run, a case for each statement.

Source: the form that Ant's JUnit task writes, as far as its readers agree on it.
"""

import re
from collections.abc import Iterable
from datetime import UTC
from itertools import chain
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from grantlab.verification.reports.record_text import record_lines, wire_lines
from grantlab.verification.reports.report import Report, Row, Shown
from grantlab.verification.reports.wording import run_name
from grantlab.verification.results import CheckResult, Outcome, Run

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may have, not even as a reference."""

_SKIPPED = frozenset({Outcome.NOT_APPLICABLE, Outcome.NEEDS_PERSON, Outcome.NOT_RUN})


def report_junit(report: Report) -> str:
    """Return the report; what is neither passed nor failed is skipped, with its reason."""
    root = Element("testsuites", {"name": "The lifecycle, verified by Grantlab"})
    every = chain.from_iterable(run.results for run in report.runs)
    root.attrib |= _figures(every)
    for run in report.runs:
        _add_suite(root, run, report)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"


def _add_suite(root: Element, run: Run, report: Report) -> None:
    # Readers group by the time without a zone, and take it for UTC as Ant writes it.
    began_at = run.began_at.astimezone(UTC).replace(tzinfo=None)
    suite = SubElement(
        root,
        "testsuite",
        {
            "name": f"lifecycle.{run_name(run)}",
            **_figures(run.results),
            "timestamp": began_at.isoformat(timespec="seconds"),
            "hostname": "localhost",
        },
    )
    properties = SubElement(suite, "properties")
    for name, value in (
        ("environment", run.environment.value),
        ("preset", run.preset),
        ("token_endpoint", run.token_endpoint),
        ("grantlab", run.version),
    ):
        if value:
            SubElement(properties, "property", {"name": name, "value": _legal(value)})
    for row in report.rows:
        shown = row.in_run(run)
        if shown is not None:
            _add_case(suite, row, shown)


def _add_case(suite: Element, row: Row, shown: Shown) -> None:
    result = shown.result
    case = SubElement(
        suite,
        "testcase",
        {
            "classname": _legal(
                f"lifecycle.{run_name(shown.run)}.{row.stated.chapter}"
            ),
            "name": _legal(f"{row.stated.id} {row.stated.plain}".rstrip()),
            "time": _seconds(result.elapsed_ms),
        },
    )
    if result.outcome is Outcome.FAILED:
        failure = SubElement(
            case,
            "failure",
            {"message": _legal(result.because), "type": "NotAsStated"},
        )
        failure.text = _legal("\n".join(_told(result)))
    elif result.outcome in _SKIPPED:
        message = _legal(f"{result.outcome.value}: {result.because}")
        SubElement(case, "skipped", {"message": message})


def _told(result: CheckResult) -> Iterable[str]:
    return (
        "",
        *record_lines(result.record),
        "",
        "On the wire:",
        "",
        *wire_lines(result.record),
        "",
    )


def _figures(results: Iterable[CheckResult]) -> dict[str, str]:
    results = tuple(results)
    return {
        "tests": str(len(results)),
        "failures": str(sum(one.outcome is Outcome.FAILED for one in results)),
        "errors": "0",
        "skipped": str(sum(one.outcome in _SKIPPED for one in results)),
        "time": _seconds(sum(one.elapsed_ms for one in results)),
    }


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}"


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
