"""``flask verify``: the statements of the lifecycle, run.

What takes time to load is loaded when the command runs: every use of ``flask`` loads this.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blueprints.command_line import FOUND_SOMETHING, MISUSED, json_option

if TYPE_CHECKING:
    from blueprints.verification.report_forms import ReportForm
    from grantlab.verification.reports.report import Report
    from grantlab.verification.results import CheckResult, Run
    from grantlab.verification.running import Selection

PRESETS = ("faq", "observed", "rfc-9700")
REPORTS = ("html", "json", "junit", "markdown")


class NotRunError(click.ClickException):
    """Something keeps the checks from being run, or their report from being written."""

    exit_code = MISUSED


@click.command()
@click.option(
    "--preset", "presets", type=click.Choice(PRESETS), multiple=True,
    help="Whom the embedded service follows where documents disagree; may be repeated.  [default: all]",
)  # fmt: skip
@click.option(
    "--only", multiple=True, metavar="L303,L304", help="Run the checks of these statements only.",
)  # fmt: skip
@click.option(
    "--report", type=click.Choice(REPORTS), help="Print a report, or say the form of --output.",
)  # fmt: skip
@click.option(
    "--output", "outputs", type=click.Path(dir_okay=False, path_type=Path), multiple=True,
    metavar="FILE",
    help="Write a report, in the form that .html, .json, .xml (JUnit) or .md says; may be repeated.",
)  # fmt: skip
@json_option
def verify(
    presets: tuple[str, ...],
    only: tuple[str, ...],
    report: str | None,
    outputs: tuple[Path, ...],
    *,
    as_json: bool,
) -> None:
    """Run a check for each statement of the lifecycle, and say which do not hold.

    The embedded service is verified under each preset, in a world of its own whose clock is
    moved: it takes seconds, and touches nothing of yours. Exits with 0 if all is as stated,
    with 1 if a check failed, and with 2 if nothing could be shown, or on wrong use.
    """
    from blueprints.logs import quiet_logs
    from blueprints.verification.report_forms import FORMS, report_on
    from blueprints.verification.telling import outcome_text, report_lines

    if as_json and report:
        raise click.UsageError("--json is without --report.")
    files = tuple((path, _form_of(path, report, outputs)) for path in outputs)
    with quiet_logs():
        runs = _run(presets or PRESETS, _select(only))
    told = report_on(runs)
    for path, form in files:
        _write(path, form.write(told))
    if as_json:
        click.echo(outcome_text(told))
    elif report and not files:
        click.echo(FORMS[report].write(told), nl=False)
    else:
        for line in report_lines(told):
            click.echo(line)
    sys.exit(_exit_code(told))


def _select(only: tuple[str, ...]) -> "Selection":
    from blueprints.learn.statements import all_chapters
    from grantlab.verification.running import EVERYTHING, Selection

    if not only:
        return EVERYTHING
    wanted = {id_.strip().upper() for given in only for id_ in given.split(",")}
    known = {one.id for chapter in all_chapters() for one in chapter.statements}
    unknown = sorted(wanted - known)
    if unknown:
        raise click.UsageError(
            f"{unknown[0]!r} is no statement: docs/lifecycle.md has them."
        )
    return Selection(statements=frozenset(wanted))


def _run(presets: tuple[str, ...], selection: "Selection") -> "tuple[Run, ...]":
    from blueprints.verification.world import open_embedded
    from grantlab.runtime.clock import SystemClock
    from grantlab.verification.running import count_checks
    from grantlab.verification.whole_run import run_whole

    presets, clock = tuple(dict.fromkeys(presets)), SystemClock()
    runs: list[Run] = []
    with click.progressbar(
        length=count_checks(selection) * len(presets),
        label="Verifying",
        item_show_func=lambda shown: shown,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        for preset in presets:

            def tell(result: "CheckResult", preset: str = preset) -> None:
                bar.update(1, f"{preset} {result.statement}")

            with open_embedded(preset, now=clock.now()) as stage:
                runs.append(
                    run_whole(
                        stage, machine_clock=clock, selection=selection, tell=tell
                    )
                )
    return tuple(runs)


def _form_of(path: Path, report: str | None, outputs: tuple[Path, ...]) -> "ReportForm":
    """Return the form of a file, and see that it can be written before anything is run."""
    from blueprints.verification.report_forms import FORMS

    if not path.parent.is_dir():
        raise click.UsageError(f"there is no directory {path.parent}.")
    if report is not None:
        if len(outputs) > 1:
            raise click.UsageError("--report is for one --output.")
        return FORMS[report]
    for form in FORMS.values():
        if path.suffix.lower() == f".{form.ending}":
            return form
    raise click.UsageError(
        f"{path.name} does not say its form: end it with .html, .json, .xml or .md, or give --report."
    )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as exc:
        raise NotRunError(f"{path} cannot be written: {exc.strerror}.") from exc


def _exit_code(report: "Report") -> int:
    from grantlab.verification.reports.report import Verdict

    codes = {Verdict.AS_STATED: 0, Verdict.FAILED: FOUND_SOMETHING}
    return codes.get(report.verdict, MISUSED)
