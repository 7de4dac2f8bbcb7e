"""Requests and answers as a HAR file, version 1.2.

Source: the HAR 1.2 specification, as browsers read it.
"""

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from grantlab.playground.hiding import hide_in_sent
from grantlab.playground.request import (
    FormBody,
    NoBody,
    PlaygroundRequest,
    written_authorization,
)
from grantlab.playground.sending import write_out
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.protocol.round_trip import find_header

_NOT_MEASURED: Final = -1
_MILLISECOND: Final = timedelta(milliseconds=1)


def write_har(
    sent_requests: Iterable[SentRequest], *, version: str, revealed: bool = False
) -> str:
    """Return the file; its secrets are placeholders unless they were revealed."""
    entries = [
        _entry(sent if revealed else hide_in_sent(sent)) for sent in sent_requests
    ]
    log = {
        "version": "1.2",
        "creator": {"name": "Grantlab", "version": version},
        "entries": entries,
    }
    return json.dumps({"log": log}, indent=2, ensure_ascii=False) + "\n"


def _entry(sent: SentRequest) -> dict[str, object]:
    return {
        "startedDateTime": sent.started_at.isoformat(timespec="milliseconds"),
        "time": _milliseconds(sent.elapsed),
        "request": _written_request(sent.request),
        "response": _written_answer(sent),
        "cache": {},
        "timings": _written_timing(sent),
    }


def _written_request(request: PlaygroundRequest) -> dict[str, object]:
    outgoing = write_out(request)
    placeholder = written_authorization(outgoing.auth)
    headers = outgoing.headers + (
        (("Authorization", placeholder),) if placeholder else ()
    )
    body = outgoing.body.decode()
    query = parse_qsl(urlsplit(outgoing.url).query, keep_blank_values=True)
    written: dict[str, object] = {
        "method": outgoing.method,
        "url": outgoing.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(headers),
        "queryString": _named(query),
        "headersSize": _NOT_MEASURED,
        "bodySize": len(outgoing.body),
    }
    if isinstance(request.body, NoBody):
        return written
    content_type = find_header(headers, "content-type") or ""
    data: dict[str, object] = {"mimeType": content_type, "text": body}
    if isinstance(request.body, FormBody):
        data["params"] = _named(parse_qsl(body, keep_blank_values=True))
    return {**written, "postData": data}


def _written_answer(sent: SentRequest) -> dict[str, object]:
    answer = sent.answer or Answer(status=0)
    size = len(answer.body.encode())
    content: dict[str, object] = {
        "size": size,
        "mimeType": answer.header("content-type") or "",
        "text": answer.body,
    }
    written = {
        "status": answer.status,
        "statusText": answer.reason,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _named(answer.headers),
        "content": content,
        "redirectURL": answer.header("location") or "",
        "headersSize": _NOT_MEASURED,
        "bodySize": size if sent.answer else _NOT_MEASURED,
    }
    return {**written, "_error": sent.failure} if sent.failure else written


def _written_timing(sent: SentRequest) -> dict[str, float]:
    timing = sent.timing
    connect = timing.connect
    if connect is not None and timing.tls is not None:
        connect += timing.tls
    return {
        "dns": _milliseconds(timing.dns),
        "connect": _milliseconds(connect),
        "ssl": _milliseconds(timing.tls),
        # These three may not be missing: what was not measured apart is in the wait.
        "send": 0,
        "wait": _milliseconds(timing.first_byte or sent.elapsed),
        "receive": _milliseconds(timing.receive or timedelta()),
    }


def _milliseconds(length: timedelta | None) -> float:
    return _NOT_MEASURED if length is None else round(length / _MILLISECOND, 3)


def _named(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]
