"""What is sent to the token endpoint."""

from dataclasses import dataclass

from grantlab.protocol.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeExchange:
    """The request that trades a code for tokens.

    Spec: RFC 6749 §4.1.3; RFC 7636 §4.5.
    """

    code: Secret
    redirect_uri: str
    code_verifier: Secret | None
