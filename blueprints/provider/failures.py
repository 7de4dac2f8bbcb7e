"""What a request gets that no view answers."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from blueprints.provider.context import call
from blueprints.provider.control import PREFIX, problem
from blueprints.provider.pages import ProblemPage
from blueprints.provider.rendering import render

_FOR_PEOPLE = ("/app/", "/connect/")


def register_failures(app: Flask) -> None:
    """Answer people with a page that says what was wrong, and programs with a status."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _problem)


def _stale_form(_error: CSRFError) -> Response:
    says = (
        "The form did not come from a page of this session: it was opened long ago, or"
        " cookies are off. Go back, reload the page and press the button again."
    )
    return render(
        ProblemPage("This form is out of date", says, call().intuit_tid), status=400
    )


def _problem(error: HTTPException) -> Response:
    response = _answer(error, error.code or 500)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed is not None:
        response.headers["Allow"] = allowed
    return response


def _answer(error: HTTPException, status: int) -> Response:
    says = error.description or "There is nothing more to say."
    if request.path.startswith(f"{PREFIX}/"):
        return problem(status, "http", says)
    if request.path.startswith(_FOR_PEOPLE) or _is_browser():
        return render(ProblemPage(error.name, says, call().intuit_tid), status=status)
    response = Response(status=status)
    # An empty body has no type.
    del response.headers["Content-Type"]
    return response


def _is_browser() -> bool:
    """Whether a page was asked for by name, as people's browsers do."""
    return "text/html" in request.headers.get("Accept", "")
