"""Requests and answers from a HAR file, version 1.2, whatever service they went to.

Source: the HAR 1.2 specification, as browsers write it.
"""

from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl

from grantlab.formats.errors import ImportedFileError
from grantlab.formats.json_reading import Node, Skipped, read_file
from grantlab.playground.json_lint import lint_json
from grantlab.playground.request import (
    FORM,
    JSON,
    Auth,
    Body,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
    essence_of,
    read_authorization,
    without_implied,
)
from grantlab.playground.sent_request import Answer, SentRequest, Timing
from grantlab.protocol.round_trip import Pairs

_MILLISECOND: Final = timedelta(milliseconds=1)
_LONGEST: Final = 1e9
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_OF_THE_WIRE: Final = frozenset({"content-length", "connection", "host"})
"""Headers that belong to the connection and not to the request."""


@dataclass(frozen=True, slots=True)
class HarReading:
    """The requests of a file, oldest first as they stand there, and what is not among them."""

    sent_requests: tuple[SentRequest, ...]
    skipped: tuple[Skipped, ...]


def read_har(text: str) -> HarReading:
    """Read every entry, whatever service it went to.

    Raises:
        ImportedFileError: it is no HAR file.
    """
    root = read_file(text, kind="a HAR file")
    log = root.node("log")
    if log is None or "entries" not in log.members:
        raise ImportedFileError(
            "this JSON has no log with entries, so it is no HAR file"
        )
    read = (_sent_request(entry) for entry in log.nodes("entries"))
    found = tuple(sent for sent in read if sent is not None)
    return HarReading(found, tuple(root.finds.skipped))


def _sent_request(entry: Node) -> SentRequest | None:
    request = entry.node("request")
    if request is None or not request.text("url"):
        entry.finds.skip(entry.path, "there is no request with an address in it")
        return None
    response = entry.node("response")
    timings = entry.node("timings")
    return SentRequest(
        request=_request(request),
        started_at=_moment(entry),
        elapsed=_length(entry, "time") or timedelta(),
        answer=None if response is None else _answer(response),
        failure="" if response is None else response.text("_error"),
        timing=Timing() if timings is None else _timing(timings),
    )


def _moment(entry: Node) -> datetime:
    written = entry.text("startedDateTime")
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        entry.skip("startedDateTime", "this is no moment, so 1970 stands in its place")
        return _EPOCH


def _length(node: Node, name: str) -> timedelta | None:
    value = node.members.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value * _MILLISECOND if 0 <= value < _LONGEST else None


def _timing(node: Node) -> Timing:
    connect, tls = _length(node, "connect"), _length(node, "ssl")
    if connect is not None and tls is not None:
        connect = max(connect - tls, timedelta())
    return Timing(
        dns=_length(node, "dns"),
        connect=connect,
        tls=tls,
        first_byte=_length(node, "wait"),
        receive=_length(node, "receive"),
    )


def _request(node: Node) -> PlaygroundRequest:
    written = _pairs(node, "headers")
    auth: Auth = NoAuth()
    match [value for name, value in written if name.lower() == "authorization"]:
        case [value]:
            auth = read_authorization(value)
            written = tuple(it for it in written if it[0].lower() != "authorization")
    headers = tuple(
        Entry(name, value)
        for name, value in written
        # HTTP/2 writes the first line as headers that begin with a colon.
        if not name.startswith(":") and name.lower() not in _OF_THE_WIRE
    )
    body = _body(node, headers)
    return PlaygroundRequest(
        method=node.text("method") or "GET",
        url=node.text("url"),
        headers=without_implied(headers, body),
        auth=auth,
        body=body,
    )


def _pairs(node: Node, name: str) -> Pairs:
    return tuple((one.text("name"), one.text("value")) for one in node.nodes(name))


def _body(node: Node, headers: tuple[Entry, ...]) -> Body:
    data = node.node("postData")
    if data is None:
        return NoBody()
    named = next((it.value for it in headers if it.name.lower() == "content-type"), "")
    content_type = named or data.text("mimeType")
    essence = essence_of(content_type)
    text = data.text("text")
    if essence == FORM:
        told = parse_qsl(text, keep_blank_values=True)
        pairs = tuple(told) if text else _pairs(data, "params")
        return FormBody(tuple(Entry(name, value) for name, value in pairs))
    if not text:
        if data.members.get("params"):
            node.skip("postData", "a multipart form is not sent from here")
        return NoBody()
    if essence == JSON and lint_json(text) is None:
        return JsonBody(text)
    return RawBody(text, content_type)


def _answer(node: Node) -> Answer | None:
    status = node.members.get("status")
    if isinstance(status, bool) or not isinstance(status, int) or status <= 0:
        return None
    return Answer(
        status=status,
        reason=node.text("statusText"),
        headers=_pairs(node, "headers"),
        body=_content(node),
    )


def _content(node: Node) -> str:
    content = node.node("content")
    if content is None:
        return ""
    text = content.text("text")
    if content.text("encoding") != "base64":
        return text
    try:
        return b64decode(text, validate=True).decode()
    except ValueError:
        # No base64, not even letters of it, or no text.
        content.skip("text", "these octets are no text, so they were left out")
        return ""
