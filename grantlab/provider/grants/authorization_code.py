"""The grant ``authorization_code``: a code for a token pair."""

from authlib.oauth2.rfc6749 import BaseGrant, TokenEndpointMixin

from grantlab.provider.codes import CodeExchange
from grantlab.provider.grants.answers import Response, respond
from grantlab.provider.pairs import TokenAnswer
from grantlab.provider.refusals import Refusal
from grantlab.provider.server import TokenRequest, TokenServer


class AuthorizationCodeGrant(BaseGrant, TokenEndpointMixin):  # type: ignore[misc]  # Authlib ships no types
    """Reads the request, and has the issuer judge it.

    Spec: RFC 6749 §4.1.3.
    """

    GRANT_TYPE = "authorization_code"
    request: TokenRequest
    server: TokenServer

    def validate_token_request(self) -> None:
        """Nothing is raised: a refusal is an answer like any other."""

    def create_token_response(self) -> Response:
        return respond(self._exchange(), self.request)

    def _exchange(self) -> TokenAnswer | Refusal:
        request = self.request
        client = self.server.admit(request, "grant_type", "code", "redirect_uri")
        if isinstance(client, Refusal):
            return client
        exchange = CodeExchange(
            code=request.form["code"],
            redirect_uri=request.form["redirect_uri"],
            code_verifier=request.form.get("code_verifier"),
        )
        return self.server.issuer.exchange(
            exchange,
            client=client,
            call=request.call,
            connection=self.server.connection,
        )
