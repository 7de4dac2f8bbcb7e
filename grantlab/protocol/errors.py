"""What can go wrong between a client and an authorization server.

GrantlabError
├── AuthorizationResponseError     the redirect back is not to be used
│   ├── StateMismatchError         unknown, expired, foreign or used up
│   ├── AuthorizationDeniedError   the authorization server said no
│   └── MissingCodeError           neither a code nor an error
├── MalformedResponseError         the answer is not what the specification says
├── TokenEndpointError             an error response of the token endpoint
│   ├── InvalidGrantError          diagnose it
│   └── InvalidClientError         wrong keys, or the other environment's
├── RevocationError                the revocation endpoint refused
└── IdTokenError                   the ID token is not to be believed
"""

from enum import StrEnum
from typing import ClassVar

from grantlab.errors import GrantlabError


class AuthorizationResponseError(GrantlabError):
    """The redirect back from the authorization server was not to be used."""

    slug: ClassVar[str] = "authorization-response-error"


class StateProblem(StrEnum):
    """In which way a ``state`` was not the expected one."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    OTHER_BROWSER = "other-browser"


class StateMismatchError(AuthorizationResponseError):
    """The response's ``state`` was not one this browser is waiting for.

    Spec: RFC 6749 §10.12.
    """

    slug: ClassVar[str] = "state-mismatch"

    def __init__(self, problem: StateProblem) -> None:
        super().__init__(f"the state of the authorization response is {problem}")
        self.problem = problem


class AuthorizationDeniedError(AuthorizationResponseError):
    """The authorization server sent the browser back with an error.

    Spec: RFC 6749 §4.1.2.1.
    """

    slug: ClassVar[str] = "authorization-denied"

    def __init__(self, error: str, *, error_description: str | None = None) -> None:
        super().__init__(f"the authorization server answered {error}")
        self.error = error
        self.error_description = error_description


class MissingCodeError(AuthorizationResponseError):
    """The response carried neither a code nor an error, or a parameter twice."""

    slug: ClassVar[str] = "missing-code"


class MalformedResponseError(GrantlabError):
    """An answer did not have the members that the specification requires.

    ``member`` names the first one that is wrong, or is empty when the body as a
    whole could not be read.
    """

    slug: ClassVar[str] = "malformed-response"

    def __init__(self, member: str, problem: str) -> None:
        super().__init__(f"{member or 'the body'} {problem}")
        self.member = member
        self.problem = problem


class TokenEndpointError(GrantlabError):
    """The token endpoint answered with an error response.

    The attributes are the members of that response under their own names;
    ``intuit_tid`` is the response header that Intuit's support staff ask for.

    Spec: RFC 6749 §5.2.
    """

    slug: ClassVar[str] = "token-endpoint-error"

    def __init__(
        self,
        error: str,
        *,
        status: int,
        error_description: str | None = None,
        intuit_tid: str | None = None,
    ) -> None:
        super().__init__(f"{error} (HTTP {status})")
        self.error = error
        self.status = status
        self.error_description = error_description
        self.intuit_tid = intuit_tid


class InvalidGrantError(TokenEndpointError):
    """The authorization code or refresh token was not accepted.

    The response never says why, and neither does this class: causes are found by
    ``grantlab.diagnosis`` from what was recorded around the failure.
    """

    slug: ClassVar[str] = "invalid-grant"


class InvalidClientError(TokenEndpointError):
    """The client id and secret were not accepted, or were sent in two ways at once."""

    slug: ClassVar[str] = "invalid-client"


class RevocationError(GrantlabError):
    """The revocation endpoint refused.

    Source: the wire facts: an unknown, expired or already revoked token is answered
    with 400 and an empty body, where RFC 7009 §2.2 has 200.
    """

    slug: ClassVar[str] = "revocation-error"

    def __init__(self, status: int) -> None:
        super().__init__(f"the revocation endpoint answered HTTP {status}")
        self.status = status


class IdTokenError(GrantlabError):
    """The ID token failed a check; ``claim`` names which.

    Spec: OpenID Connect Core §3.1.3.7.
    """

    slug: ClassVar[str] = "id-token-error"

    def __init__(self, claim: str, problem: str) -> None:
        super().__init__(f"{claim} {problem}")
        self.claim = claim
        self.problem = problem
