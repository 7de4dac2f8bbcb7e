"""A process in which many threads ask for live tokens of the same connections.

``python -m tests.crash.askers`` reads an order from each line of its input and answers
with a line.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.flows.live_access_token import LiveToken, live_access_token
from tests.crash.consenting import ASKED_BY, connect_once
from tests.crash.environments import EMBEDDED, as_real_ones, forget_the_time
from tests.support.provider import COMPANY
from tests.support.threads import at_once

Told = dict[str, Any]
Handed = tuple[int, LiveToken]


def connect(app: Flask, *, count: int) -> Told:
    """Make so many connections."""
    parts: Services = app.extensions[EXTENSION]
    with app.app_context():
        outside = as_real_ones(parts).open(EMBEDDED)
        return {"connections": [connect_once(parts, outside) for _ in range(count)]}


def ask(app: Flask, *, connections: Sequence[int], threads: int) -> Told:
    """Let every thread ask for every connection, all of them at once.

    Told are the tokens that were handed out, by fingerprint; what any caller got instead
    of one; and which tokens the company did not answer to.
    """
    parts: Services = app.extensions[EXTENSION]
    forget_the_time(parts)
    problems = Counter[str]()

    def ask_for_each() -> list[Handed]:
        handed = list[Handed]()
        for connection in connections:
            try:
                handed.append((connection, live_token(connection, parts)))
            except Exception as exc:  # noqa: BLE001 -- whatever it is, a caller got it
                problems[f"{type(exc).__name__}: {exc}"] += 1
        return handed

    results = at_once(app, ask_for_each, times=threads)
    tokens = {
        (connection, token.access_token.fingerprint): token
        for handed in results
        for connection, token in handed
    }
    return {
        "asked": sum(map(len, results)) + problems.total(),
        "tokens": sorted(tokens),
        "problems": dict(problems),
        "dead": [key for key, token in tokens.items() if not is_alive(token, app)],
    }


def live_token(connection: int, parts: Services) -> LiveToken:
    return live_access_token(
        connection,
        asked_by=ASKED_BY,
        environments=as_real_ones(parts),
        parts=parts.live_parts,
    )


def is_alive(token: LiveToken, app: Flask) -> bool:
    """Whether the company answers to a token."""
    parts: Services = app.extensions[EXTENSION]
    with app.app_context():
        company = parts.environments.open(EMBEDDED).company
        return company.fetch_company_info(COMPANY, token.access_token).answered


ORDERS: Mapping[str, Callable[..., Told]] = {"connect": connect, "ask": ask}


def serve() -> None:
    """Do what is ordered, one order after the other."""
    app = create_app()
    for line in sys.stdin:
        order: Told = json.loads(line)
        told = ORDERS[order.pop("work")](app, **order)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
