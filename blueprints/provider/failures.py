"""What a request gets that no view answers."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from blueprints.provider.context import call
from blueprints.provider.control import PREFIX, problem
from blueprints.provider.pages import ProblemPage
from blueprints.provider.rendering import render


def register_failures(app: Flask) -> None:
    """Answer errors with a page that says what was wrong."""
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
    says = error.description or "There is nothing more to say."
    if request.path.startswith(f"{PREFIX}/"):
        return problem(error.code or 500, "http", says)
    page = ProblemPage(error.name, says, call().intuit_tid)
    response = render(page, status=error.code or 500)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed is not None:
        response.headers["Allow"] = allowed
    return response
