"""One request as it is put to a WSGI application, however odd, and what came back.

A test client mends what it is given. Here every octet is the test's own.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

_HELD = re.compile(r"<<([a-z_]+)>>")
_BASE64 = re.compile(r"base64\((.*)\)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request. ``<<name>>`` stands for a value that the stage holds."""

    method: str = "GET"
    path: str
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    """In order; one named ``Content-Length`` replaces the true length."""

    body: bytes = b""

    def header(self, name: str) -> str:
        """Return the last value of a header, as a server joins them; empty if absent."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return values[-1] if values else ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("Content-Type", "").partition(";")[0]


def send(app: Flask, asked: Asked, held: Mapping[str, str]) -> Answered:
    """Put a request to an application, and read the whole answer."""
    chunks, status, headers = run_wsgi_app(app, _environ(asked, held), buffered=True)
    return Answered(int(status.split()[0]), headers, b"".join(chunks))


def _environ(asked: Asked, held: Mapping[str, str]) -> dict[str, Any]:
    body = _fill(asked.body.decode("latin-1"), held).encode("latin-1")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _octets(_fill(asked.path, held)),
        "QUERY_STRING": _octets(_fill(asked.query, held)),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in asked.headers:
        key = name.upper().replace("-", "_")
        bare = key in {"CONTENT_TYPE", "CONTENT_LENGTH"}
        environ[key if bare else f"HTTP_{key}"] = _octets(_header(value, held))
    return environ


def _fill(text: str, held: Mapping[str, str]) -> str:
    return _HELD.sub(lambda found: held.get(found[1], found[0]), text)


def _header(value: str, held: Mapping[str, str]) -> str:
    return _BASE64.sub(
        lambda found: base64.b64encode(found[1].encode("utf-8")).decode(),
        _fill(value, held),
    )


def _octets(text: str) -> str:
    """Return text as WSGI has it: one character for each octet."""
    return text.encode("utf-8", errors="surrogateescape").decode("latin-1")
