"""What a check is given besides the wire; whoever joins the parts fits these."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.flows.hand import Wrap
from grantlab.flows.live_access_token import LiveToken
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.round_trip import Pairs, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.notes import Notes


class User(Protocol):
    """Whoever is asked to consent."""

    def consent(self, request: AuthorizationRequest, *, realm_id: str | None) -> Pairs:
        """Answer a request; return the parameters that the browser brought back, in order.

        ``realm_id`` is the company to choose; ``None`` leaves it to the user.

        Raises:
            NobodyThereError: nobody answered.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What our own client has on record of a connection."""

    realm_id: str | None
    generations: tuple[TokenSet, ...]
    """Every pair whose values are kept, oldest first; the last is the current one."""

    pairs: int
    """How many pairs there were, kept or wiped."""

    revoked_at: datetime | None
    company_verified_by: str | None
    """What confirmed the company; ``None`` while it is a claim."""


class OwnClient(Protocol):
    """Our own client over a store of its own, as an integration would use it.

    Connections are known by number, walks by the ``state`` that was sent. What is raised is
    what the flow of that name raises.
    """

    def listen(self, notes: Notes) -> None:
        """Note what is sent from now on in the record of a check."""

    def begin(
        self, *, scopes: tuple[str, ...] | None = None, browser: str = "browser"
    ) -> AuthorizationRequest:
        """Prepare a request and remember its state for one browser."""

    def receive(self, parameters: Pairs, *, browser: str = "browser") -> None:
        """Check a response's state, and put its code away."""

    def exchange(self, state: Secret) -> int:
        """Trade the code of a response that was received; return the connection."""

    def call(self, connection: int) -> CompanyAnswer:
        """Call the company, refreshing once if it answers 401."""

    def live_token(self, connection: int) -> LiveToken: ...

    def refresh(self, connection: int) -> None: ...

    def revoke(self, connection: int) -> None: ...

    def kept(self, connection: int) -> Kept: ...

    def diagnose(self, connection: int) -> Diagnosis:
        """Diagnose the latest refusal from what is on record."""

    def code_of(self, state: Secret) -> str | None:
        """Return the fingerprint of the code that was kept for a state, if one was."""

    def wrapped(self, wrap: Wrap) -> "OwnClient":
        """Return this client on a line that is wrapped."""

    def evidence_of(self, owner: int | Secret) -> Evidence:
        """Return what is on record of a connection, or of the walk that sent a state."""

    def put_on_record(self, owner: int | Secret, sent: tuple[RoundTrip, ...]) -> None:
        """Keep beside its own what somebody else sent for a connection or a walk."""


class Keeping(Protocol):
    """The inside of our own store, to be looked at and tampered with."""

    def stored_values(self, connection: int) -> Mapping[str, object]:
        """Return everything that is stored of it, as it is in the database, by place."""

    def finds(self, value: Secret) -> tuple[str, ...]:
        """Return the files in which a value stands in the clear."""
