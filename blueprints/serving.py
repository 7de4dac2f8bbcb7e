"""Serving the client on this machine, under granian."""

import os
import signal
import socket
import sys
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import NoReturn

from flask import Flask

from blueprints.command_line import MISUSED
from grantlab.errors import GrantlabError

HOST = "127.0.0.1"
THREADS = 8
STOPS_WITHIN = 120
"""Seconds, more than any request takes. A worker that is told to end in the moment in which
granian begins to listen does not hear it, and has to be killed."""


def serve(*, reload: bool = False) -> None:
    """Serve Grantlab until it is stopped; where it is, is said once it has started."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels, logger
    from granian.server import Server

    port = _read_port()
    if _is_taken(port):
        _stop(
            f"Port {port} is taken by another program. Stop that one, or choose another with "
            f"GRANTLAB_PORT={port + 1}; the redirect URI then has that port too."
        )
    server = Server(
        "grantlab",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        blocking_threads=THREADS,
        workers_kill_timeout=STOPS_WITHIN,
        log_level=LogLevels.error,
        reload=reload,
    )
    let_workers_be_stopped()
    heard, told = Pipe(duplex=False)
    # What granian says of a worker that has ended says less than the refusal did.
    logger.addFilter(lambda _: not heard.poll())
    try:
        server.serve(target_loader=partial(_start, port, told), wrap_loader=False)
    except SystemExit:
        # Whatever ends its worker, granian ends with 1.
        if heard.poll():
            raise SystemExit(heard.recv()) from None
        raise


def _start(port: int, told: "Connection[int, int]") -> Flask:
    """Make the application in the worker, and say where it is; a refusal is told on."""
    try:
        app = create_served_app()
    except SystemExit:
        told.send(MISUSED)
        raise
    sys.stdout.write(f"\nGrantlab: http://localhost:{port}   (Ctrl+C stops it)\n\n")
    sys.stdout.flush()
    return app


def let_workers_be_stopped() -> None:
    """Let workers that are starting end when their parent wants to end.

    A process that was forked has its parent's handlers until granian gives it some of its
    own. What comes so early would be lost, and the parent wait for ever.
    """
    if sys.platform != "win32":
        os.register_at_fork(after_in_child=_end_when_told)


def _end_when_told() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # Ctrl-C reaches both, and the parent passes it on.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def create_served_app() -> Flask:
    """Make the application; what keeps it from starting is said in one line."""
    from app import create_app

    try:
        return create_app()
    except GrantlabError as exc:
        sys.stderr.write(f"\nGrantlab cannot start: {exc}.\n\n")
        raise SystemExit(MISUSED) from None


def _read_port() -> int:
    """Read the port alone: the settings are read where they are used, in the worker."""
    text = os.environ.get("GRANTLAB_PORT") or "8484"
    if not text.isdecimal() or not 0 < int(text) < 65536:  # noqa: PLR2004 -- all the ports there are
        _stop(f"GRANTLAB_PORT is {text!r}; it has to be a number such as 8484.")
    return int(text)


def _is_taken(port: int) -> bool:
    """Whether anything listens on this port, on either loopback address."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.settimeout(1)
                if probe.connect_ex((address, port)) == 0:
                    return True
        except OSError:
            continue
    return False


def _stop(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    raise SystemExit(MISUSED)
