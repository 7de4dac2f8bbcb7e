"""The words of a report that all its forms have in common."""

from collections.abc import Iterable
from datetime import timedelta
from typing import assert_never

from grantlab.protocol.environment import Environment
from grantlab.verification.reports.report import Report, Shown, Verdict
from grantlab.verification.results import Manner, Outcome, Run
from grantlab.verification.unshown import Unshown

OUTCOMES = {
    Outcome.PASSED: "A check was run, and all that it expected was so.",
    Outcome.FAILED: "A check was run, and something that it expected was not so, or it broke off.",
    Outcome.NOT_APPLICABLE: "There is nothing to show here. It needs time to pass, a fault, or the app registered"
    " another way, which only the embedded service can do; or the preset has it otherwise.",
    Outcome.NEEDS_PERSON: "Somebody had to consent in a browser, and nobody did.",
    Outcome.NOT_RUN: "It is advice, which a check cannot show, or it was to be left out. It does not count as"
    " passed.",
}
"""What each outcome means."""

MANNERS = {
    Manner.DID: "done",
    Manner.SAW: "seen",
    Manner.HELD: "expected, and so",
    Manner.MISSED: "expected, and not so",
}
"""What each line of a record is."""

PRESETS = {
    "faq": "as Intuit’s FAQ has it",
    "observed": "as captures and reports of others show it",
    "rfc-9700": "as RFC 9700, the best current practice of OAuth, wants it",
}
"""Whom each preset follows."""

PRESETS_DIFFER = (
    "The documents disagree about some things, such as when the value of a refresh token changes. A preset makes the"
    " embedded service follow one side, and what a check expects follows it, too."
)

ABOUT = (
    "Intuit’s documents, and what others have written about them, say how an OAuth 2.0 connection to"
    " QuickBooks Online behaves, from consent to revocation. Grantlab has cut that into statements, and has a check"
    " for each: the check does what the statement speaks of, and compares what comes. What a record calls our client"
    " is Grantlab’s own, with a store that was made for the run. E1 to R6 are the causes that the FAQ gives for"
    " invalid_grant: each is made to happen, and Grantlab’s diagnosis has to name it."
)
"""What is verified, for somebody who has never heard of it."""

SOURCES = (
    "Each statement names who states it. What is called the wire facts is what Intuit’s documents, published captures"
    " and client libraries show of requests and answers."
)

CLOCKS = (
    "Times in a record are those of the service. The clock of the embedded service is moved by the checks, by as"
    " much as years; nothing waits."
)

FINGERPRINTS = (
    "Tokens, codes and secrets are not in this report. Each is named by its fingerprint, the first twelve digits of its"
    " SHA-256. Companies are left out."
)


def heading(report: Report) -> str:
    """Return the verdict as a headline."""
    match report.verdict:
        case Verdict.FAILED:
            count = len(report.failures)
            if count == 1:
                return "One statement does not hold"
            return f"{count} statements do not hold"
        case Verdict.UNFINISHED:
            return "The run is not finished"
        case Verdict.NOBODY_THERE:
            return "Nobody consented, so not all was shown"
        case Verdict.NOTHING_SHOWN:
            return "Nothing was shown"
        case Verdict.AS_STATED:
            return "All that was checked is as stated"
        case _:
            assert_never(report.verdict)


def summary(report: Report) -> str:
    """Return in sentences what was run, and what came of it."""
    told = [_extent(report)]
    failed = [row.stated.id for row in report.failures]
    if failed:
        told.append(f"Not so: {', '.join(failed)}.")
    told += left(report)
    return " ".join(told)


def left(report: Report) -> tuple[str, ...]:
    """Return what the runs have left behind, in sentences."""
    return tuple(dict.fromkeys(run.left for run in report.runs if run.left))


def unshown_words(unshown: Unshown) -> str:
    """Return of how many statements something is so, and what: a reason follows."""
    match unshown.outcome:
        case Outcome.NEEDS_PERSON:
            return f"{unshown.count} statements need a person:"
        case Outcome.NOT_RUN:
            return f"{unshown.count} statements were not run, each for this reason:"
        case _:
            return f"{unshown.count} statements cannot be shown here, each for this reason:"


def service_words(run: Run) -> str:
    """Return what a run was made against."""
    if run.environment is Environment.EMBEDDED:
        return "the embedded service, which is Grantlab’s imitation of Intuit’s"
    return f"the {run.environment}, with the development keys of an app"


def run_name(run: Run) -> str:
    """Return a run in a word or two: of one service they differ by preset."""
    return run.preset or run.environment.value


def run_names(shown: Iterable[Shown]) -> str:
    """Return the names of runs in which something came out alike."""
    return ", ".join(run_name(one.run) for one in shown)


def length_words(length: timedelta) -> str:
    """Return how long something took."""
    seconds = length.total_seconds()
    if seconds < 10:  # noqa: PLR2004 -- a digit more for the quick
        return f"{seconds:.1f} s"
    return f"{seconds:,.0f} s"


def _extent(report: Report) -> str:
    count = len(report.rows)
    which = "all" if count == report.total else f"{count} of"
    return f"This report has {which} {report.total} statements of the lifecycle."
