"""The redirect that asks the user."""

from dataclasses import dataclass
from urllib.parse import urlencode

from grantlab.protocol.pkce import code_challenge
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.scope import format_scopes
from grantlab.protocol.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """Everything that the authorization endpoint is told."""

    endpoint: str
    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: Secret
    code_verifier: Secret | None
    """``None`` when PKCE is switched off; else its challenge travels, never itself."""

    @property
    def parameters(self) -> Pairs:
        """The query, in the order sent.

        Spec: RFC 6749 §4.1.1; RFC 7636 §4.3.
        """
        pairs = [
            ("client_id", self.client_id),
            ("response_type", "code"),
            ("scope", format_scopes(self.scopes)),
            ("redirect_uri", self.redirect_uri),
            ("state", self.state.reveal()),
        ]
        if self.code_verifier is not None:
            pairs += [
                ("code_challenge", code_challenge(self.code_verifier)),
                ("code_challenge_method", "S256"),
            ]
        return tuple(pairs)

    @property
    def url(self) -> str:
        """The address that the browser is sent to."""
        return f"{self.endpoint}?{urlencode(self.parameters)}"
