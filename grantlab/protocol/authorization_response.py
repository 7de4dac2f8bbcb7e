"""The redirect back from the authorization server."""

from dataclasses import dataclass

from grantlab.protocol.errors import AuthorizationDeniedError, MissingCodeError
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret

MAX_VALUE_LENGTH = 2048
"""Longer values are not from an authorization server; Intuit documents 512 for a code."""


@dataclass(frozen=True, slots=True)
class AuthorizationResponse:
    """A response whose ``state`` has been checked."""

    code: Secret
    realm_id: str | None
    """Only a claim until the company answers or the ID token agrees (L208)."""


def find_single(parameters: Pairs, name: str) -> str | None:
    """Return the value of a parameter that came exactly once and is not empty.

    A parameter that came twice counts as absent: which of the two is meant nobody can
    say (RFC 6749 §3.1 forbids it).
    """
    values = [value for key, value in parameters if key == name]
    if len(values) != 1 or not values[0] or len(values[0]) > MAX_VALUE_LENGTH:
        return None
    return values[0]


def read_authorization_response(parameters: Pairs) -> AuthorizationResponse:
    """Read the code and the company of a response whose state was checked before.

    Raises:
        AuthorizationDeniedError: the authorization server reported an error.
        MissingCodeError: there is no usable code.

    Spec: RFC 6749 §4.1.2 and §4.1.2.1; ``realmId`` is Intuit's own, in any order (L207),
    and absent or the text ``null`` when no company scope was granted.
    """
    if error := find_single(parameters, "error"):
        raise AuthorizationDeniedError(
            error, error_description=find_single(parameters, "error_description")
        )
    code = find_single(parameters, "code")
    if code is None:
        raise MissingCodeError("the response has no code, or more than one")
    return AuthorizationResponse(
        Secret(code), _realm_id(find_single(parameters, "realmId"))
    )


def _realm_id(value: str | None) -> str | None:
    # Decimal digits and nothing else; up to 19 of them, so it must never become a number.
    if value is None or not value.isascii() or not value.isdigit():
        return None
    return value
