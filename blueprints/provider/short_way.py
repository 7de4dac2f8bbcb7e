"""The short way of an ordinary token request: to its answer without Flask.

Flask takes more time for such a request than all that the provider does for it, the commit
included. Whatever is not quite ordinary goes on to Flask, and so does what fails: there
is one place that knows how things are refused, broken on purpose, and explained.
"""

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qsl

from werkzeug.datastructures import EnvironHeaders
from werkzeug.http import HTTP_STATUS_CODES

from blueprints.provider.stamp import stamp
from grantlab.provider.faults.fault import Occasion
from grantlab.provider.provider import Provider
from grantlab.provider.server import Answer, TokenRequest

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TOKEN_PATH = "/oauth2/v1/tokens/bearer"  # noqa: S105 -- a path
FORM_TYPE = "application/x-www-form-urlencoded"
LONGEST_FORM = 8192
_LENGTH = re.compile(r"[0-9]{1,4}")


class ShortWay:
    """Answers what is ordinary, and passes the rest on to the whole application.

    Requests on it take turns. Python runs one thread at a time anyway, and a thread that
    waits for its turn does not interrupt the one that holds the write lock.
    """

    def __init__(
        self,
        whole: "WSGIApplication",
        provider: Provider,
        *,
        is_answered: Callable[[str], bool],
    ) -> None:
        self._whole = whole
        self._provider = provider
        self._is_answered = is_answered
        self._turn = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        answer = self._answer_ordinary(environ)
        if answer is None:
            return self._whole(environ, start_response)
        status, headers, body = answer
        start_response(f"{status} {HTTP_STATUS_CODES[status].upper()}", headers)
        return [body]

    def _answer_ordinary(
        self, environ: "WSGIEnvironment"
    ) -> tuple[int, list[tuple[str, str]], bytes] | None:
        try:
            form = self._read_ordinary(environ)
            if form is None:
                return None
            with self._turn:
                return self._answer(environ, form)
        except sqlite3.Error:
            # Nothing was committed: it is tried once more where failing is explained.
            return None

    def _read_ordinary(
        self, environ: "WSGIEnvironment"
    ) -> list[tuple[str, str]] | None:
        """Return the form of an ordinary request; ``None`` for any other request.

        A body that was read can be read again by whoever comes next.
        """
        if (
            environ.get("PATH_INFO") != TOKEN_PATH
            or environ["REQUEST_METHOD"] != "POST"
            or environ.get("CONTENT_TYPE") != FORM_TYPE
            or not self._is_answered(environ.get("HTTP_HOST", ""))
            or self._provider.faults.is_armed_for(Occasion.TOKEN)
        ):
            return None
        length = environ.get("CONTENT_LENGTH", "")
        if not _LENGTH.fullmatch(length) or int(length) > LONGEST_FORM:
            return None
        body = environ["wsgi.input"].read(int(length))
        environ["wsgi.input"] = BytesIO(body)
        if len(body) < int(length):
            # What was cut off may have been a parameter's end.
            return None
        try:
            return parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
        except ValueError:
            return None

    def _answer(
        self, environ: "WSGIEnvironment", form: list[tuple[str, str]]
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        call = self._provider.begin_call()
        # Only ever read by name, in which it is a mapping.
        headers = cast("Mapping[str, str]", EnvironHeaders(environ))
        request = TokenRequest(headers=headers, form=form, call=call)
        answer: Answer = self._provider.answer_token_request(request)
        length = {"Content-Length": str(len(answer.body))}
        told = length | dict(answer.headers) | stamp(call, environ)
        return answer.status, list(told.items()), answer.body
