"""The grant ``refresh_token``: a refresh token for a new pair."""

from authlib.oauth2.rfc6749 import BaseGrant, TokenEndpointMixin

from grantlab.provider.grants.answers import Response, respond
from grantlab.provider.pairs import TokenAnswer
from grantlab.provider.refusals import Refusal
from grantlab.provider.server import TokenRequest, TokenServer


class RefreshTokenGrant(BaseGrant, TokenEndpointMixin):  # type: ignore[misc]  # Authlib ships no types
    """Reads the request, and has the issuer judge it.

    A ``scope`` is let pass and changes nothing: narrowing is not documented.

    Spec: RFC 6749 §6.
    """

    GRANT_TYPE = "refresh_token"
    request: TokenRequest
    server: TokenServer

    def validate_token_request(self) -> None:
        """Nothing is raised: a refusal is an answer like any other."""

    def create_token_response(self) -> Response:
        return respond(self._refresh(), self.request)

    def _refresh(self) -> TokenAnswer | Refusal:
        request = self.request
        client = self.server.admit(request, "grant_type", "refresh_token")
        if isinstance(client, Refusal):
            return client
        return self.server.issuer.refresh(
            request.form["refresh_token"],
            client=client,
            call=request.call,
            connection=self.server.connection,
        )
