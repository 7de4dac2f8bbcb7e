"""A user who is a person, asked by whoever can show them an address."""

from datetime import timedelta
from typing import Final, Protocol

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.authorization_response import find_single
from grantlab.protocol.round_trip import Pairs
from grantlab.verification.errors import NobodyThereError

WAITS: Final = timedelta(minutes=10)
"""How long a person is waited for; a code is exchanged at once, so its life is another's."""

WAITS_SAID: Final = f"{WAITS // timedelta(minutes=1)} minutes"
DID_NOT_COME: Final = f"Nobody consented within {WAITS_SAID}."
SAID_NO: Final = "Whoever was asked to consent said no."


class Way(Protocol):
    """How a person is shown an address, and how what their browser brings comes back."""

    def ask(self, request: AuthorizationRequest, realm_id: str | None, /) -> Pairs:
        """Show where to consent, for which company if it matters, and wait.

        Raises:
            NobodyThereError: nothing came back.
        """


class Person:
    """Asks a person, until they say no or do not come; see the port ``User``.

    Whoever has gone is not asked again: each check would wait for them anew.
    """

    def __init__(self, way: Way) -> None:
        self._way = way
        self._gone = ""

    def consent(self, request: AuthorizationRequest, *, realm_id: str | None) -> Pairs:
        if self._gone:
            raise NobodyThereError(self._gone)
        try:
            brought = self._way.ask(request, realm_id)
        except NobodyThereError as exc:
            self._gone = str(exc)
            raise
        if find_single(brought, "error") == "access_denied":
            self._gone = SAID_NO
            raise NobodyThereError(SAID_NO)
        return brought


class NoWay:
    """There is nobody who could be asked; see the port ``Way``."""

    def __init__(self, because: str) -> None:
        self._because = because
        """Why there is nobody, in a sentence."""

    def ask(self, _request: AuthorizationRequest, _realm_id: str | None, /) -> Pairs:
        raise NobodyThereError(self._because)
