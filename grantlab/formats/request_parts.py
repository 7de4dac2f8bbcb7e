"""A request, taken apart as a person would write it down in any language.

It was recorded, or it was typed; whoever writes it as code does not have to know.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from grantlab.formats.placeholders import (
    Text,
    Variable,
    split_typed,
    split_variables,
    told,
    variable_name,
)
from grantlab.playground.hiding import hide_in_request
from grantlab.playground.json_lint import lint_json
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    Body,
    CustomAuth,
    CustomBasic,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
    content_type_of,
    written_authorization,
)
from grantlab.playground.sending import full_url, pairs_of
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import FRONT_CHANNEL, Pairs, Purpose, RoundTrip

TextPairs = tuple[tuple[Text, Text], ...]
Document = Text | bool | int | float | None | list["Document"] | dict[str, "Document"]
"""A JSON document whose texts may hold variables."""

KEY_PAIR: Final[tuple[Text, Text]] = (
    (Variable("CLIENT_ID"),),
    (Variable("CLIENT_SECRET"),),
)

_LEFT_TO_THE_LIBRARY: Final = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    }
)
"""Headers that every HTTP library sends by itself, or that follow from the body."""

_PURPOSES: Final = (
    (("/tokens/bearer", "$TOKEN_ENDPOINT"), Purpose.EXCHANGE),
    (("/tokens/revoke", "$REVOCATION_ENDPOINT"), Purpose.REVOCATION),
    (("/openid_connect/userinfo", "$USERINFO_ENDPOINT"), Purpose.USERINFO),
    (("/connect/oauth2", "$AUTHORIZATION_ENDPOINT"), Purpose.AUTHORIZATION_REQUEST),
    (("/.well-known/",), Purpose.METADATA),
    (("/op/v1/jwks",), Purpose.JWKS),
)
"""What an address is for, by a part of it or by the variable that stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestParts:
    """What has to be written down so that the request is sent again."""

    method: str
    url: Text
    headers: TextPairs
    """Without those of the credentials and of the body."""

    basic: tuple[Text, Text] | None
    """Name and password, where they go as HTTP Basic."""

    content_type: str
    """Empty when there was no body."""

    form: TextPairs
    body: Text
    """The body, unless it was a form."""

    document: Document
    """The body as JSON; ``None`` where it is none."""

    environment: Environment
    purpose: Purpose | None
    """``None`` for what belongs to no step of a connection."""

    @property
    def by_browser(self) -> bool:
        """Whether it is the browser that makes this request."""
        return self.purpose in FRONT_CHANNEL

    @property
    def query(self) -> TextPairs:
        """The parameters of the URL, in order."""
        return tuple(
            (split_typed(name), _named_after(name, split_typed(value)))
            for name, value in parse_qsl(
                urlsplit(_as_typed(self.url)).query, keep_blank_values=True
            )
        )


def find(pairs: TextPairs, name: str) -> Text | None:
    """Return the first value of that name."""
    return next((value for key, value in pairs if key == (name,)), None)


def find_sent(parts: RequestParts, name: str) -> Text | None:
    """Return a value of the body, which is a form or a JSON object."""
    match parts.document:
        case dict(members):
            value = members.get(name)
            return value if isinstance(value, tuple) else None
        case _:
            return find(parts.form, name)


def take_apart(round_trip: RoundTrip) -> RequestParts:
    """Return the parts of a recorded request, without what a library adds by itself."""
    authorization = round_trip.request_header("authorization") or ""
    basic = authorization.lower().startswith("basic ")
    unwritten = _LEFT_TO_THE_LIBRARY | ({"authorization"} if basic else set())
    body = "" if round_trip.form else round_trip.request_body
    return RequestParts(
        method=round_trip.method,
        url=split_variables(round_trip.url),
        headers=_recorded_pairs(
            tuple(
                (name, value)
                for name, value in round_trip.request_headers
                if name.lower() not in unwritten
            )
        ),
        basic=KEY_PAIR if basic else None,
        content_type=round_trip.request_header("content-type") or "",
        form=_recorded_pairs(round_trip.form),
        body=split_variables(body),
        document=_document(body, _split_recorded),
        environment=round_trip.environment,
        purpose=round_trip.purpose,
    )


def take_apart_typed(
    request: PlaygroundRequest, *, environment: Environment, revealed: bool = False
) -> RequestParts:
    """Return the parts of a typed request; its secrets as variables unless revealed."""
    if not revealed:
        request = hide_in_request(request)
    written, basic = _credentials(request.auth)
    body = _text_of(request.body)
    form: TextPairs = ()
    if isinstance(request.body, FormBody):
        form = _typed_pairs(pairs_of(request.body.fields))
    url = split_typed(full_url(request))
    headers = tuple(
        (name, value)
        for name, value in pairs_of(request.headers)
        if name.lower() != "content-type"
    )
    return RequestParts(
        method=request.method,
        url=url,
        headers=_typed_pairs(headers + written),
        basic=basic,
        content_type=request.header("content-type") or content_type_of(request.body),
        form=form,
        body=split_typed(body),
        document=_document(body, lambda text, _name: split_typed(text)),
        environment=environment,
        purpose=_purpose(told(url), form),
    )


def _recorded_pairs(pairs: Pairs) -> TextPairs:
    return tuple(
        (split_variables(name), _split_recorded(value, name)) for name, value in pairs
    )


def _typed_pairs(pairs: Pairs) -> TextPairs:
    return tuple((split_typed(name), split_typed(value)) for name, value in pairs)


def _split_recorded(text: str, name: str) -> Text:
    return split_variables(text, hidden=variable_name(name))


def _credentials(auth: Auth) -> tuple[Pairs, tuple[Text, Text] | None]:
    match auth:
        case NoAuth():
            return (), None
        case BearerOfConnection():
            return (("Authorization", written_authorization(auth) or ""),), None
        case BasicOfKeyPair():
            return (), KEY_PAIR
        case CustomAuth(value):
            return (("Authorization", value.reveal()),), None
        case CustomBasic(username, password):
            return (), (split_typed(username), split_typed(password.reveal()))


def _text_of(body: Body) -> str:
    match body:
        case JsonBody(text) | RawBody(text):
            return text
        case NoBody() | FormBody():
            return ""


def _document(text: str, split: Callable[[str, str], Text]) -> Document:
    """Return the text as JSON, or ``None`` where code could not write the same again."""
    if not text.lstrip().startswith(("{", "[")) or lint_json(text) is not None:
        return None
    try:
        read = json.loads(text)
        # An escape can be half of a character, which no source text can hold.
        json.dumps(read, ensure_ascii=False).encode()
    except ValueError:
        return None
    return _with_texts(read, split, "")


def _with_texts(
    value: object, split: Callable[[str, str], Text], name: str
) -> Document:
    match value:
        case str():
            return split(value, name)
        case Mapping():
            return {
                str(key): _with_texts(member, split, str(key))
                for key, member in value.items()
            }
        case Sequence():
            return [_with_texts(item, split, name) for item in value]
        case bool() | int() | float():
            return value
        case _:
            return None


def _purpose(url: str, form: TextPairs) -> Purpose | None:
    for parts, purpose in _PURPOSES:
        if any(part in url for part in parts):
            refreshes = find(form, "grant_type") == ("refresh_token",)
            return Purpose.REFRESH if refreshes else purpose
    return Purpose.COMPANY_INFO if "/companyinfo/" in url.lower() else None


def _named_after(name: str, value: Text) -> Text:
    return (Variable(variable_name(name)),) if value == (Variable("HIDDEN"),) else value


def _as_typed(text: Text) -> str:
    return "".join(
        piece if isinstance(piece, str) else f"{{{{{piece.name}}}}}" for piece in text
    )
