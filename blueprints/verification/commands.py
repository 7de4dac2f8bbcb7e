"""``flask verify``: the statements of the lifecycle, run.

What takes time to load is loaded when the command runs: every use of ``flask`` loads this.
"""

import sys
from pathlib import Path
from textwrap import fill
from typing import IO, TYPE_CHECKING, Any

import click
from flask.cli import with_appcontext

from blueprints.command_line import FOUND_SOMETHING, MISUSED, is_terminal, json_option
from blueprints.sentences import as_sentence

if TYPE_CHECKING:
    from blueprints.report_form import ReportForm
    from grantlab.verification.reports.report import Report
    from grantlab.verification.results import CheckResult, Run
    from grantlab.verification.running import Selection

ENVIRONMENTS = ("embedded", "sandbox")
PRESETS = ("faq", "observed", "rfc-9700")
REPORTS = ("html", "json", "junit", "markdown")


STOPPED = 130
"""The exit code by which shells know what Ctrl-C has stopped."""

NO_REPORT = "The run was stopped, and there is no report of it."


class NotRunError(click.ClickException):
    """Something keeps the checks from being run, or their report from being written."""

    exit_code = MISUSED


class StoppedError(click.ClickException):
    """Somebody has stopped the run; the message says what is left of it."""

    exit_code = STOPPED

    def show(self, file: IO[Any] | None = None) -> None:
        """Say it as it is: it is no mistake of theirs."""
        click.echo(f"\n{self.message}", file=file or sys.stderr)


@click.command()
@click.option(
    "--preset", "presets", type=click.Choice(PRESETS), multiple=True,
    help="Whom the embedded service follows where documents disagree; may be repeated.  [default: all]",
)  # fmt: skip
@click.option(
    "--environment", type=click.Choice(ENVIRONMENTS), default=ENVIRONMENTS[0], show_default=True,
    help="Which service is verified. The sandbox is Intuit's: it needs your development keys and a person.",
)  # fmt: skip
@click.option(
    "--without-endings", is_flag=True,
    help="In the sandbox: leave out the checks that end a connection; one consent is asked for then.",
)  # fmt: skip
@click.option(
    "--without-person", is_flag=True,
    help="In the sandbox: ask nobody; what needs a consent is told to need a person.",
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
    environment: str,
    without_endings: bool,
    without_person: bool,
    as_json: bool,
) -> None:
    """Run a check for each statement of the lifecycle, and say which do not hold.

    The embedded service is verified under each preset, in a world of its own whose clock is
    moved: it takes seconds, and touches nothing of yours. In Intuit's sandbox those checks
    run that need no moved clock; you are told before what you are asked to consent to.

    Exits with 0 if all is as stated, with 1 if a check failed, and with 2 if nothing could be
    shown, not all because nobody consented, or on wrong use. Ctrl-C stops it, with 130: what
    was granted to it in the sandbox is ended then as at its end, and it says so.
    """
    from blueprints.logs import quiet_logs
    from blueprints.verification.report_forms import FORMS, report_on
    from blueprints.verification.telling import outcome_text, report_lines

    if as_json and report:
        raise click.UsageError("--json and --report exclude each other.")
    files = tuple((path, _form_of(path, report, outputs)) for path in outputs)
    selection = _select(only, with_endings=not without_endings)
    is_embedded = environment == ENVIRONMENTS[0]
    _check_fits(
        is_embedded=is_embedded,
        for_embedded=bool(presets),
        for_sandbox=without_endings or without_person,
    )
    with quiet_logs():
        runs = (
            _run(presets or PRESETS, selection)
            if is_embedded
            else (_run_sandbox(selection, may_ask=not without_person),)
        )
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


def _check_fits(*, is_embedded: bool, for_embedded: bool, for_sandbox: bool) -> None:
    if for_embedded and not is_embedded:
        raise click.UsageError("--preset is for the embedded service.")
    if for_sandbox and is_embedded:
        raise click.UsageError(
            "--without-endings and --without-person are for --environment sandbox."
        )


def _select(only: tuple[str, ...], *, with_endings: bool) -> "Selection":
    from blueprints.learn.statements import all_chapters
    from grantlab.verification.running import Selection

    if not only:
        return Selection(with_endings=with_endings)
    wanted = {id_.strip().upper() for given in only for id_ in given.split(",")}
    known = {one.id for chapter in all_chapters() for one in chapter.statements}
    unknown = sorted(wanted - known)
    if unknown:
        raise click.UsageError(
            f"{unknown[0]!r} is no statement: docs/lifecycle.md has them."
        )
    return Selection(statements=frozenset(wanted), with_endings=with_endings)


def _run(presets: tuple[str, ...], selection: "Selection") -> "tuple[Run, ...]":
    from blueprints.verification.side_by_side import run_presets
    from grantlab.verification.running import count_checks

    presets = tuple(dict.fromkeys(presets))
    with click.progressbar(
        length=count_checks(selection) * len(presets),
        label="Verifying",
        item_show_func=lambda shown: shown,
        file=sys.stderr,
        hidden=not is_terminal(sys.stderr),
    ) as bar:
        try:
            return run_presets(
                presets, selection=selection, tell=lambda shown: bar.update(1, shown)
            )
        except KeyboardInterrupt:
            raise StoppedError(NO_REPORT) from None


@with_appcontext
def _run_sandbox(selection: "Selection", *, may_ask: bool) -> "Run":
    """Run what can be run before the sandbox, with the keys that Grantlab has."""
    from blueprints.services import services
    from blueprints.verification.asking import (
        WIDTH,
        announcement_lines,
        find_person,
        is_at_terminal,
        say,
    )
    from blueprints.verification.sandbox import SandboxNotReadyError, open_own_sandbox
    from grantlab.verification.announcing import announce
    from grantlab.verification.leaving import NOTHING_HELD
    from grantlab.verification.whole_run import run_whole

    parts, shows = services(), is_at_terminal()
    left: list[str] = []

    def tell(result: "CheckResult") -> None:
        if shows and result.record:
            say(f"{result.statement} {result.outcome}")

    try:
        with open_own_sandbox(parts, user=find_person(may_ask=may_ask)) as stage:
            if may_ask and shows:
                for line in announcement_lines(
                    announce(selection), redirect_uri=stage.redirect_uri
                ):
                    say(line)
            return run_whole(
                stage,
                machine_clock=parts.machine_clock,
                selection=selection,
                tell=tell,
                tell_left=left.append,
            )
    except SandboxNotReadyError as exc:
        raise NotRunError(as_sentence(str(exc))) from exc
    except KeyboardInterrupt:
        words = " ".join((NO_REPORT, *(left or [NOTHING_HELD])))
        raise StoppedError(fill(words, WIDTH)) from None


def _form_of(
    path: Path, report: str | None, outputs: tuple[Path, ...]
) -> "ReportForm[Report]":
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
