"""Logs for operators: one line per event, with nothing in it that opens anything."""

import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import structlog

from grantlab.wire.redaction import scrub

Event = MutableMapping[str, Any]


def install_logs() -> None:
    """Write structured lines to standard error, each scrubbed of what looks like a secret."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.KeyValueRenderer(
                key_order=["timestamp", "level", "event"]
            ),
        ],
        logger_factory=_on_standard_error,
        cache_logger_on_first_use=False,
    )


def _on_standard_error(*_names: object) -> structlog.PrintLogger:
    # Looked up for each line: what was standard error at the start may be closed by now.
    return structlog.PrintLogger(sys.stderr)


def redact(_logger: object, _method: str, event: Event) -> Event:
    """Mark every value that has the shape of a secret, whoever logged it (L705)."""
    return {
        name: scrub(value) if isinstance(value, str) else value
        for name, value in event.items()
        if value is not None
    }


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Log nothing meanwhile: for a command whose output is all that is to be read."""
    kept = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL)
    )
    try:
        yield
    finally:
        structlog.configure(**kept)
