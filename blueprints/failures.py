"""From an error to a status and a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import structlog
from flask import Flask, Response, jsonify, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DatabaseError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as BaseResponse

from blueprints.database_trouble import find_trouble, is_trouble
from blueprints.environments import KeysMissingError
from blueprints.learn.errors import (
    DocsMissingError,
    UnknownCauseError,
    UnknownStatementError,
)
from blueprints.rendering import Page, render_page
from blueprints.services import services
from grantlab.drills.errors import UnknownDrillError
from grantlab.errors import GrantlabError
from grantlab.flows.live_access_token import NeedsConsentError, RetryLaterError
from grantlab.playground.editing import UnknownItemError
from grantlab.store.errors import (
    CaseNotFoundError,
    ConnectionNotFoundError,
    KeptOtherwiseError,
    NothingKeptError,
    RefreshInProgressError,
    RunNotFoundError,
    ShippedCollectionError,
    ValueWipedError,
)
from grantlab.store.sendings import AnswerGoneError
from grantlab.vault.errors import (
    KeyBesideDataError,
    KeyMissingError,
    UnsealError,
)
from grantlab.verification.errors import RunFileError
from grantlab.wire.bench_control import BenchClosedError, BenchRefusedError
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class FailurePage(Page):
    """One page for everything that went wrong outside a step."""

    template: ClassVar[str] = "failure.html"

    title: str
    happened: str
    remedy: str
    back_href: str
    back_label: str
    reference: str


@dataclass(frozen=True, slots=True)
class Failure:
    """How an error is answered."""

    status: int
    title: str
    remedy: str


FAILURES: Mapping[type[GrantlabError], Failure] = {
    ConnectionNotFoundError: Failure(
        404,
        "There is no such connection",
        "It may have been forgotten. Look at the list.",
    ),
    CaseNotFoundError: Failure(
        404,
        "There is no such case",
        "It may have been deleted, or nobody worked on it for 90 days. The list is under Diagnose.",
    ),
    AnswerGoneError: Failure(
        410,
        "This answer is not kept any more",
        "Send the request again; another answer may come.",
    ),
    NothingKeptError: Failure(
        404,
        "There is nothing of that kind",
        "It may have been deleted, or have grown too old. Look at the playground.",
    ),
    KeptOtherwiseError: Failure(
        409,
        "It was changed meanwhile",
        "Nothing was done. Go back, reload the page, and look at what is there now.",
    ),
    ShippedCollectionError: Failure(
        409,
        "This collection stays as it is",
        "It comes with Grantlab. Duplicate it, and change the copy.",
    ),
    RunNotFoundError: Failure(
        404,
        "There is no such run",
        "The last ten of each environment are kept. Look at Verify.",
    ),
    RunFileError: Failure(
        409,
        "What was kept of this run cannot be read",
        "Another version of Grantlab wrote it, or it was altered. Run the checks again.",
    ),
    UnknownItemError: Failure(
        404,
        "There is no such item",
        "It may have been moved or deleted. Look at the collection.",
    ),
    KeysMissingError: Failure(
        409, "The keys are not there yet", "Enter them in the first step of the walk."
    ),
    RefreshInProgressError: Failure(
        409,
        "Somebody else is refreshing it",
        "Go back and reload: their result is yours too.",
    ),
    RetryLaterError: Failure(
        503,
        "The service does not answer",
        "The tokens are kept, and the next try is made by itself.",
    ),
    NeedsConsentError: Failure(
        409,
        "It needs a new consent",
        "Look at its checklist, then connect the company again.",
    ),
    ValueWipedError: Failure(
        409,
        "The value is no longer kept",
        "Connect the company again to get new tokens.",
    ),
    UnsealError: Failure(
        409,
        "A stored value does not open",
        "A sealed value opens only in the row and column it was sealed for. This one was "
        "altered, or moved there from another row, column or company. It was not used. "
        "flask vault check names every such place; put back the row from a backup, or "
        "connect the company again.",
    ),
    KeyMissingError: Failure(
        409,
        "A stored value does not open with these keys",
        "Nothing is lost as long as that key is somewhere. Put it back into the key ring "
        "behind the others, and start Grantlab again.",
    ),
    KeyBesideDataError: Failure(
        409,
        "The vault’s key lies beside the data",
        "Keep the key elsewhere: set GRANTLAB_VAULT_KEY_FILE, GRANTLAB_VAULT_KEYS or "
        "GRANTLAB_VAULT_KMS_KEY_ID, and start Grantlab again. flask vault check says how it "
        "stands.",
    ),
    UnknownDrillError: Failure(
        404, "There is no such drill", "It may have another name now. Look at the list."
    ),
    UnknownCauseError: Failure(
        404, "There is no such cause", "Look at the list: Learn, then Causes."
    ),
    UnknownStatementError: Failure(
        404, "There is no such statement", "Look at the list: Learn, then Statements."
    ),
    DocsMissingError: Failure(
        503,
        "The docs are not there",
        "Learn shows the folder docs of the repository. Start Grantlab where it is.",
    ),
    BenchClosedError: Failure(
        409,
        "The bench cannot be used from here",
        "The provider runs elsewhere. Set GRANTLAB_BENCH_TOKEN to what "
        "flask provider run --print-env prints, and start Grantlab again.",
    ),
    BenchRefusedError: Failure(
        409, "The bench cannot do that", "Nothing was changed. Go back and try another."
    ),
    ForbiddenAddressError: Failure(
        502,
        "The address was refused",
        "Nothing was sent. Look at the environment’s settings.",
    ),
    UnreachableError: Failure(
        504, "No answer came", "The tokens are kept. Try again in a moment."
    ),
}
"""By class; a class that is not listed is answered as the nearest one above it."""

OTHER = Failure(502, "That did not work", "Go back and look at the last round trip.")

HTTP = {
    400: ("The request was not understood", "Go back and try once more."),
    404: (
        "There is nothing here",
        "The address may be old, or belong to another browser.",
    ),
    405: ("That address is not opened this way", "Go back and use the button."),
    413: ("That is too much", "Send less at once."),
    500: (
        "Something broke in Grantlab",
        "It is a defect. The log has the details, without secrets.",
    ),
}


def install_failures(app: Flask) -> None:
    """Answer errors with a page, or with JSON where that is preferred."""
    app.register_error_handler(GrantlabError, answer_expected)
    app.register_error_handler(CSRFError, answer_stale_form)
    app.register_error_handler(DatabaseError, answer_database)
    app.register_error_handler(HTTPException, answer_http)


def answer_expected(error: GrantlabError) -> BaseResponse:
    """Answer an error that has a name."""
    failure = next(
        (FAILURES[kind] for kind in type(error).__mro__ if kind in FAILURES), OTHER
    )
    return _answer(
        failure.status, failure.title, f"{error}.", failure.remedy, reference=error.slug
    )


def answer_stale_form(_error: CSRFError) -> BaseResponse:
    """Answer a form whose page was made for another session."""
    return _answer(
        400,
        "This form is no longer good",
        "It was made in another session of this browser, or its cookie is gone. Nothing was done.",
        "Go back, reload the page, and press the button again.",
        reference="stale-form",
    )


def answer_database(error: DatabaseError) -> BaseResponse:
    """Answer a database that cannot be read or written now; nothing is half written."""
    if not is_trouble(error):
        raise error
    log.error("database", error=type(error).__name__, said=str(error.orig))
    trouble = find_trouble(error)
    return _answer(
        503,
        "The database cannot be used now",
        trouble.happened,
        trouble.remedy,
        reference="database",
    )


def answer_http(error: HTTPException) -> BaseResponse:
    """Answer an error of HTTP itself; a defect is logged under the reference it shows."""
    if error.code is None or error.code < 400:  # noqa: PLR2004 -- a redirect is no failure
        return error.get_response()
    title, remedy = HTTP.get(error.code, (error.name, "Go back and try once more."))
    reference = ""
    if isinstance(error, InternalServerError):
        reference = services().entropy.octets(4).hex()
        cause = type(error.original_exception or error).__name__
        log.error("defect", reference=reference, error=cause, path=request.path)
    answer = _answer(
        error.code, title, f"HTTP {error.code}.", remedy, reference=reference
    )
    for name, value in error.get_headers(request.environ):
        # Which methods an address takes, or when to come again.
        if name.lower() != "content-type":
            answer.headers[name] = value
    return answer


def _answer(
    status: int, title: str, happened: str, remedy: str, *, reference: str
) -> Response:
    accepted = request.accept_mimetypes
    if accepted.best_match(["text/html", "application/json"]) == "application/json":
        answer = jsonify({"error": reference or str(status), "message": happened})
        answer.status_code = status
        return answer
    page = FailurePage(
        title=title,
        happened=happened[:1].upper() + happened[1:],
        remedy=remedy,
        back_href="/",
        back_label="To the front page",
        reference=reference,
    )
    return render_page(page, status=status)
