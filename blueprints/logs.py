"""Logs for operators: one line per event, with nothing in it that opens anything."""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

import structlog

from grantlab.wire.redaction import scrub

Event = MutableMapping[str, Any]

_is_unlogged = ContextVar("unlogged", default=False)


class Lines(structlog.PrintLogger):
    """Prints lines; a full disk or a reader that is gone costs the line, and nothing else."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def install_logs() -> None:
    """Write structured lines to standard error, each scrubbed of what looks like a secret."""
    standard_error = sys.stderr

    def make_logger(*_names: object) -> Lines | structlog.ReturnLogger:
        # A command's runner lends a standard error of its own, and closes it.
        is_there = standard_error is not None and not standard_error.closed
        file = standard_error if is_there else sys.__stderr__
        return structlog.ReturnLogger() if file is None else Lines(file)

    structlog.configure(
        processors=[
            leave_out,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.KeyValueRenderer(
                key_order=["timestamp", "level", "event"]
            ),
        ],
        logger_factory=make_logger,
        cache_logger_on_first_use=False,
    )


def redact(_logger: object, _method: str, event: Event) -> Event:
    """Mark every value that has the shape of a secret, whoever logged it (L705)."""
    return {
        name: scrub(str(value)) if isinstance(value, str) else value
        for name, value in event.items()
        if value is not None
    }


def leave_out(_logger: object, _method: str, event: Event) -> Event:
    """Drop what is told of work that concerns nobody's connections."""
    if _is_unlogged.get():
        raise structlog.DropEvent
    return event


@contextmanager
def unlogged() -> Iterator[None]:
    """Log nothing of this thread meanwhile; the others go on."""
    token = _is_unlogged.set(True)
    try:
        yield
    finally:
        _is_unlogged.reset(token)


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Log nothing meanwhile: for a command whose output is all that is to be read."""
    kept = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL),
        logger_factory=structlog.ReturnLoggerFactory(),
    )
    try:
        yield
    finally:
        structlog.configure(**kept)
