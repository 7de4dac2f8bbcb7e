"""The token endpoint: Authlib authenticates the client and dispatches the grant.

Authlib's own grants are not used: they write tokens to the debug log, and have opinions
of their own about what is judged when.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from sqlite3 import Connection

from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.rfc6749 import (
    AuthorizationServer,
    ClientMixin,
    OAuth2Payload,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.util import extract_basic_authorization

from grantlab.protocol.secret import Secret
from grantlab.provider.call import Call
from grantlab.provider.issuing import Issuer
from grantlab.provider.ledger.refusals import RefusalLedger
from grantlab.provider.refusals import (
    INVALID_CLIENT,
    INVALID_REQUEST,
    UNSUPPORTED_GRANT_TYPE,
    Endpoint,
    Reason,
    Refusal,
)
from grantlab.provider.registry import KeyPair, find_client

AUTHENTICATION_METHODS = ("client_secret_basic", "client_secret_post")
"""In the words of the published metadata. Spec: RFC 6749 §2.3.1."""

NOT_KEPT = {"Cache-Control": "no-cache, no-store", "Pragma": "no-cache"}
"""Source: the wire facts on response headers. Spec: RFC 6749 §5.1."""

JSON_TYPE = "application/json;charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP, before a web framework has seen it."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class Form(OAuth2Payload):  # type: ignore[misc]  # Authlib ships no types
    """The parameters of a form body, in order; nothing is read from the URL."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._values: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in pairs:
            self._values[name].append(value)
        self._firsts = {name: values[0] for name, values in self._values.items()}

    @property
    def data(self) -> dict[str, str]:
        return self._firsts

    @property
    def datalist(self) -> defaultdict[str, list[str]]:
        return self._values


class TokenRequest(OAuth2Request):  # type: ignore[misc]  # Authlib ships no types
    """A request to the token or the revocation endpoint.

    Authlib's constructor insists on https, except on this machine; a test container is
    another machine, so that constructor is not called. Names of headers come in title
    case, as a web server hands them over.
    """

    def __init__(
        self, *, headers: Mapping[str, str], form: Iterable[tuple[str, str]], call: Call
    ) -> None:
        self.method = "POST"
        self.headers = headers
        self.payload = Form(form)
        self.call = call
        self.client: RegisteredClient | None = None

    @property
    def form(self) -> dict[str, str]:
        values: dict[str, str] = self.payload.data
        return values

    def missing_or_doubled(self, *names: str) -> Reason | None:
        """Return what is wrong with the required parameters, in the order named."""
        values = self.payload.datalist
        if any(len(values.get(name, ())) > 1 for name in names):
            return Reason.PARAMETER_DOUBLED
        if not all(self.form.get(name) for name in names):
            return Reason.PARAMETER_MISSING
        return None


class RegisteredClient(ClientMixin):  # type: ignore[misc]  # Authlib ships no types
    """A key pair, as Authlib asks about it."""

    def __init__(self, key_pair: KeyPair) -> None:
        self.key_pair = key_pair

    def check_client_secret(self, client_secret: str) -> bool:
        return self.key_pair.client_secret.matches(Secret(client_secret))

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method in AUTHENTICATION_METHODS


class TokenServer(AuthorizationServer):  # type: ignore[misc]  # Authlib ships no types
    """Authlib's server for one request and within its transaction.

    Who asks, what is judged and what is issued or refused is read and written in one
    piece. Its answers are in Intuit's words and not in Authlib's.
    """

    def __init__(self, connection: Connection, issuer: Issuer) -> None:
        super().__init__()
        self.connection = connection
        self.issuer = issuer

    def admit(
        self,
        request: TokenRequest,
        *required: str,
        endpoint: Endpoint = Endpoint.TOKEN,
    ) -> KeyPair | Refusal:
        """Let a client in with a complete request, or keep and return why not.

        Nothing that the request is about has been looked at yet.
        """
        client = self._authenticate(request)
        if isinstance(client, Refusal):
            return self._keep(client, request=request, endpoint=endpoint)
        wrong = request.missing_or_doubled(*required)
        if wrong is None:
            return client
        refusal = Refusal(INVALID_REQUEST, wrong)
        return self._keep(refusal, request=request, endpoint=endpoint, client=client)

    def query_client(self, client_id: str) -> RegisteredClient | None:
        client = find_client(client_id, connection=self.connection)
        return None if client is None else RegisteredClient(client)

    def create_oauth2_request(self, request: TokenRequest) -> TokenRequest:
        return request

    def handle_response(
        self, status: int, body: Mapping[str, object], headers: Mapping[str, str]
    ) -> Answer:
        text = json.dumps(body, separators=(",", ":"))
        return Answer(status, text.encode(), {"Content-Type": JSON_TYPE, **headers})

    def handle_error_response(
        self, request: TokenRequest, _error: OAuth2Error
    ) -> Answer:
        """Answer a request that no grant takes; the grants refuse for themselves."""
        wrong = request.missing_or_doubled("grant_type")
        if wrong is not None:
            refusal = Refusal(INVALID_REQUEST, wrong)
        else:
            refusal = Refusal(UNSUPPORTED_GRANT_TYPE, Reason.GRANT_TYPE_UNSUPPORTED)
        self._keep(refusal, request=request, endpoint=Endpoint.TOKEN)
        return self.handle_response(refusal.status, refusal.body(), NOT_KEPT)

    def send_signal(self, name: str, *args: object, **kwargs: object) -> None:
        """Nobody listens."""

    def _authenticate(self, request: TokenRequest) -> KeyPair | Refusal:
        """Authenticate the client, by one method and not by two.

        Source: the wire facts: Basic beside a ``client_id`` in the form is 401
        ``invalid_client``, as is every other failure. Spec: RFC 6749 §2.3.
        """
        if _authenticates_twice(request):
            return _unauthorized(Reason.CLIENT_AUTHENTICATED_TWICE)
        try:
            client = self.authenticate_client(request, AUTHENTICATION_METHODS)
        except (OAuth2Error, ValueError):
            # A header that is not base64 of UTF-8 is a ValueError of the decoder.
            return _unauthorized(self._why_unauthorized(request))
        key_pair: KeyPair = client.key_pair
        return key_pair

    def _keep(
        self,
        refusal: Refusal,
        *,
        request: TokenRequest,
        endpoint: Endpoint,
        client: KeyPair | None = None,
    ) -> Refusal:
        return RefusalLedger(self.connection).add(
            refusal,
            call=request.call,
            endpoint=endpoint,
            client_id=None if client is None else client.client_id,
        )

    def _why_unauthorized(self, request: TokenRequest) -> Reason:
        client_id = request.form.get("client_id") or _basic_client_id(request)
        if not client_id:
            return Reason.CLIENT_MISSING
        if find_client(client_id, connection=self.connection) is None:
            return Reason.CLIENT_UNKNOWN
        return Reason.CLIENT_SECRET_WRONG


def _authenticates_twice(request: TokenRequest) -> bool:
    in_form = "client_id" in request.form or "client_secret" in request.form
    return in_form and bool(request.headers.get("Authorization"))


def _basic_client_id(request: TokenRequest) -> str | None:
    try:
        client_id, _ = extract_basic_authorization(request.headers)
    except ValueError:
        return None
    return str(client_id) if client_id else None


def _unauthorized(reason: Reason) -> Refusal:
    return Refusal(INVALID_CLIENT, reason, status=401)
