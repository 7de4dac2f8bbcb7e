"""A report as JSON: whole, or what came of each statement only."""

from grantlab.verification.reports.report import Report, Row, Shown
from grantlab.verification.reports.wording import heading
from grantlab.verification.run_file import write_run

FORMAT = "grantlab-verification-report"
VERSION = 1


def report_members(report: Report) -> dict[str, object]:
    """Return the report with the file of each run in it, and so with all that passed."""
    return {
        "format": FORMAT,
        "version": VERSION,
        **_verdict(report),
        "runs": [write_run(run) for run in report.runs],
    }


def outcome_members(report: Report) -> dict[str, object]:
    """Return what came of each statement, without its record."""
    return {
        **_verdict(report),
        "runs": [
            {
                "environment": run.environment.value,
                "preset": run.preset,
                "began_at": run.began_at.isoformat(),
                "ended_at": None if run.ended_at is None else run.ended_at.isoformat(),
                "grantlab": run.version,
                "count": {outcome.value: count for outcome, count in run.count.items()},
                "results": [
                    _outcome(row, shown)
                    for row in report.rows
                    if (shown := row.in_run(run)) is not None
                ],
            }
            for run in report.runs
        ],
    }


def _verdict(report: Report) -> dict[str, object]:
    return {"verdict": report.verdict.value, "title": heading(report)}


def _outcome(row: Row, shown: Shown) -> dict[str, object]:
    return {
        "statement": row.stated.id,
        "says": row.stated.plain,
        "outcome": shown.result.outcome.value,
        "because": shown.result.because,
        "elapsed_ms": shown.result.elapsed_ms,
    }
