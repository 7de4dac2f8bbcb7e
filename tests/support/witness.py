"""Somebody who sees what a client sees of a provider: each request and its answer."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx2
from flask import Flask

from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.runtime.clock import Clock
from grantlab.wire.recording import Passed, Recorder

HOST = "http://localhost:8484/intuit"


class Witness:
    """Stands before an application and records, as our own client would."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self._inner: Any = app.wsgi_app
        self._clock = clock
        self._recorder = Recorder(Environment.EMBEDDED, clock)

    @property
    def round_trips(self) -> tuple[RoundTrip, ...]:
        return self._recorder.round_trips

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        begun: list[Any] = []

        def start(status: str, headers: Any, *rest: Any) -> Any:
            begun[:] = [status, headers]
            return start_response(status, headers, *rest)

        answer = list(self._inner(environ, start))
        purpose = _purpose(environ["PATH_INFO"], body)
        content = b"".join(answer)
        # An empty 500 is a defect of the provider, and no answer of the service.
        is_defect = bool(begun) and begun[0].startswith("500") and not content
        if purpose is not None and begun and not is_defect:
            self._keep(purpose, environ, body, begun, content)
        return answer

    def _keep(
        self,
        purpose: Purpose,
        environ: dict[str, Any],
        body: bytes,
        begun: list[Any],
        content: bytes,
    ) -> None:
        status, headers = begun
        sent = {
            name: environ[key]
            for name, key in (
                ("Authorization", "HTTP_AUTHORIZATION"),
                ("Content-Type", "CONTENT_TYPE"),
            )
            if environ.get(key)
        }
        self._recorder.passed.append(
            Passed(
                purpose=purpose,
                request=httpx2.Request(
                    environ["REQUEST_METHOD"],
                    HOST + environ["PATH_INFO"],
                    headers=sent,
                    content=body,
                ),
                response=httpx2.Response(
                    int(status.split()[0]), headers=headers, content=content
                ),
                started_at=self._clock.now(),
                elapsed=timedelta(),
            )
        )


def _purpose(path: str, body: bytes) -> Purpose | None:
    if path.endswith("/tokens/bearer"):
        return Purpose.EXCHANGE if b"code=" in body else Purpose.REFRESH
    if path.endswith("/tokens/revoke"):
        return Purpose.REVOCATION
    if path.endswith("/userinfo"):
        return Purpose.USERINFO
    return Purpose.COMPANY_INFO if "/companyinfo/" in path else None
