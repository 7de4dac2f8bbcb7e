"""A recorded round trip as a request that was sent, its marks as ``{{placeholders}}``."""

from grantlab.formats.har_reader import OF_THE_WIRE
from grantlab.formats.placeholders import split_variables, variable_name
from grantlab.playground.request import (
    FORM,
    JSON,
    Auth,
    BasicOfKeyPair,
    Body,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
    read_authorization,
    without_implied,
)
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.protocol.round_trip import Pairs, RoundTrip


def sent_request_of(round_trip: RoundTrip) -> SentRequest:
    """Return what was sent and what came back; a sealed body stays where it is."""
    answer = None
    if round_trip.status is not None:
        answer = Answer(
            status=round_trip.status,
            reason=round_trip.reason,
            headers=_pairs(round_trip.response_headers),
            body=_typed(round_trip.response_body),
        )
    return SentRequest(
        request=_request(round_trip),
        started_at=round_trip.started_at,
        elapsed=round_trip.elapsed,
        answer=answer,
        failure=round_trip.failure or "",
    )


def _request(round_trip: RoundTrip) -> PlaygroundRequest:
    auth: Auth = NoAuth()
    authorization = round_trip.request_header("authorization")
    if authorization is not None:
        basic = authorization.lower().startswith("basic ")
        auth = BasicOfKeyPair() if basic else read_authorization(_typed(authorization))
    body = _body(round_trip)
    headers = tuple(
        Entry(name, value)
        for name, value in _pairs(round_trip.request_headers)
        if name.lower() not in {"authorization", *OF_THE_WIRE}
    )
    return PlaygroundRequest(
        method=round_trip.method,
        url=_typed(round_trip.url),
        headers=without_implied(headers, body),
        auth=auth,
        body=body,
    )


def _body(round_trip: RoundTrip) -> Body:
    text = _typed(round_trip.request_body)
    if not text:
        return NoBody()
    content_type = round_trip.request_header("content-type") or ""
    if content_type.startswith(FORM):
        return FormBody(tuple(Entry(*pair) for pair in _pairs(round_trip.form)))
    return JsonBody(text) if content_type == JSON else RawBody(text, content_type)


def _pairs(pairs: Pairs) -> Pairs:
    return tuple((name, _typed(value, name)) for name, value in pairs)


def _typed(text: str, name: str = "hidden") -> str:
    return "".join(
        piece if isinstance(piece, str) else f"{{{{{piece.name.lower()}}}}}"
        for piece in split_variables(text, hidden=variable_name(name))
    )
