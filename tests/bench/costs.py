"""Where the time of a refresh goes: the same one, asked for from further and further in."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import process_time
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from blueprints.provider.context import provider_of
from blueprints.provider.opening import make_app
from grantlab.provider.server import Answer, TokenRequest
from tests.support.provider import TOKEN_PATH, Visitor, basic_header

TIMES = 200
ROUNDS = 5
FORM_TYPE = "application/x-www-form-urlencoded"

Way = Callable[[dict[str, str]], tuple[float, bytes]]
"""Sends a form; returns the processor's seconds and the body of the answer."""


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of a processor that one refresh takes, in process and without a server."""

    through_flask: float
    on_the_short_way: float
    in_the_provider: float


def measure_costs(folder: Path) -> Costs:
    """Refresh in this process by three ways, round by round."""
    app = make_app(folder)
    visitor = Visitor(app, provider_of(app).clock)
    headers = basic_header(visitor.pair)
    ways = (
        # Flask takes a charset, and the short way leaves such a form to it.
        _by_wsgi(app, headers, f"{FORM_TYPE}; charset=utf-8"),
        _by_wsgi(app, headers, FORM_TYPE),
        _directly(app, headers),
    )
    token: str = visitor.connect()["refresh_token"]
    rounds: list[list[float]] = [[] for _ in ways]
    for _ in range(ROUNDS):
        for way, kept in zip(ways, rounds, strict=True):
            spent = 0.0
            for _ in range(TIMES):
                form = {"grant_type": "refresh_token", "refresh_token": token}
                seconds, body = way(form)
                spent += seconds
                token = json.loads(body)["refresh_token"]
            kept.append(spent / TIMES)
    provider_of(app).close()
    return Costs(*map(median, rounds))


def _by_wsgi(app: Flask, headers: dict[str, str], content_type: str) -> Way:
    def ask(form: dict[str, str]) -> tuple[float, bytes]:
        environ = EnvironBuilder(
            path=TOKEN_PATH,
            method="POST",
            headers=list(headers.items()),
            data=urlencode(form),
            content_type=content_type,
        ).get_environ()
        began = process_time()
        chunks, _, _ = run_wsgi_app(app.wsgi_app, environ)
        body = b"".join(chunks)
        return process_time() - began, body

    return ask


def _directly(app: Flask, headers: dict[str, str]) -> Way:
    provider = provider_of(app)

    def ask(form: dict[str, str]) -> tuple[float, bytes]:
        began = process_time()
        call = provider.begin_call()
        request = TokenRequest(headers=headers, form=form.items(), call=call)
        answer: Answer = provider.answer_token_request(request)
        return process_time() - began, answer.body

    return ask
