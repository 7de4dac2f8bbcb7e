"""Runs of the checks: begun, looked at, stopped.

What the pages are made of is imported when one is first asked for.
"""

from flask import make_response, redirect, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from blueprints.browser import browser_digest
from blueprints.learn.search import read_query
from blueprints.rendering import render_page
from blueprints.services import services
from blueprints.verification.blueprint import verification
from grantlab.store.models import RunEnding, VerificationRun

__all__ = ["verification"]


@verification.get("")
def index() -> BaseResponse:
    """Show the newest run, or what will be here once there was one."""
    return _show(next(iter(services().verification_runs.all()), None))


@verification.post("")
def begin() -> BaseResponse:
    """Begin a run, or show the one that is under way."""
    from blueprints.verification.stages import OPENERS
    from blueprints.verification.start_form import read_form

    parts = services()
    wish = read_form(request.form, tuple(OPENERS))
    run, is_new = parts.verifier.begin(
        wish, parts, browser_digest=browser_digest(parts.entropy)
    )
    where = url_for(".show", handle=run.handle, already=None if is_new else "yes")
    return redirect(where, code=303)


@verification.get("/<handle>")
def show(handle: str) -> BaseResponse:
    """Show one run, as far as it is."""
    return _show(services().verification_runs.get(handle))


@verification.post("/<handle>/stop")
def stop(handle: str) -> BaseResponse:
    """End a run after the check that is at work."""
    runs = services().verification_runs
    runs.end(runs.get(handle).id, RunEnding.STOPPED)
    return redirect(url_for(".show", handle=handle), code=303)


@verification.get("/<handle>/report")
def report(handle: str) -> BaseResponse:
    """Give the report on a run in the form that is asked for."""
    from blueprints.verification.kept_results import whole_runs
    from blueprints.verification.report_forms import FORMS, write_report

    form = FORMS.get(request.args.get("form", "html"))
    runs = services().verification_runs
    run = runs.get(handle)
    whole = whole_runs(run, runs.results(run))
    if form is None or not whole:
        raise NotFound
    response = make_response(write_report(whole, form))
    response.mimetype = form.media_type
    name = f"verification-{run.began_at:%Y-%m-%d-%H%M}.{form.ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@verification.get("/<handle>/<statement_id>")
def evidence(handle: str, statement_id: str) -> BaseResponse:
    """Show everything that was done and seen for one statement."""
    from blueprints.verification.build_evidence import build_evidence

    parts = services()
    run = parts.verification_runs.get(handle)
    return render_page(build_evidence(parts, run, statement_id))


def _show(run: VerificationRun | None) -> BaseResponse:
    from blueprints.verification.build_page import build_page
    from blueprints.verification.outcomes import read_outcome
    from blueprints.verification.pages import Sought

    sought = Sought(
        outcome=read_outcome(request.args.get("outcome", "")) or "",
        chapter=request.args.get("chapter", 0, type=int),
        query=read_query(request.args.get("q", "")),
    )
    page = build_page(services(), run, sought, was_under_way="already" in request.args)
    return render_page(page)
