"""What a check is given besides the wire; whoever joins the parts fits these."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.verdicts import Diagnosis
from grantlab.flows.hand import Hand
from grantlab.flows.live_access_token import LiveToken
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.round_trip import Pairs, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.runtime.patience import Patience
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of an authorization response that a browser brought to our own page."""

    status: int
    location: str = field(repr=False)
    """Where the browser was sent; empty if nowhere."""

    page: str = field(repr=False)
    """What it was shown there."""


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

    def exchange_by(self, hand: Hand, state: Secret) -> int:
        """Trade it by a hand, on whose way it can be watched; return the connection."""

    def call(self, connection: int) -> CompanyAnswer:
        """Call the company, refreshing once if it answers 401."""

    def call_by(self, hand: Hand, connection: int) -> CompanyAnswer:
        """Do the same by a hand, on whose way something can befall what is sent."""

    def live_token(self, connection: int) -> LiveToken: ...

    def refresh(self, connection: int) -> None: ...

    def revoke(self, connection: int) -> None: ...

    def kept(self, connection: int) -> Kept: ...

    def living(self) -> tuple[int, ...]:
        """Return the connections that have not been revoked."""

    def diagnose(self, connection: int) -> Diagnosis:
        """Diagnose the latest refusal from what is on record."""

    def code_of(self, state: Secret) -> str | None:
        """Return the fingerprint of the code that was kept for a state, if one was."""

    def evidence_of(self, owner: int | Secret) -> Evidence:
        """Return what is on record of a connection, or of the walk that sent a state."""

    def put_on_record(self, owner: int | Secret, sent: tuple[RoundTrip, ...]) -> None:
        """Keep beside its own what somebody else sent for a connection or a walk."""

    def refresh_by(self, hand: Hand, connection: int, *, patience: Patience) -> None:
        """Refresh as one worker of several: sent by its hand, and waiting in its way."""

    def renew(self) -> tuple[int, ...]:
        """Run the renewal once; return the connections that it has refreshed."""

    def kept_warm(self, connection: int) -> AbstractContextManager[None]:
        """Have the renewal keep the access token of a connection alive, for so long."""

    def clean_up(self) -> None:
        """Wipe what connections that have ended still hold."""

    def replace_access_token(self, connection: int, value: Secret) -> None:
        """Put an access token in the place of the newest, as an import would."""


class Keeping(Protocol):
    """The inside of our own store, to be looked at and tampered with."""

    def stored_values(self, connection: int) -> Mapping[str, object]:
        """Return everything that is stored of it, as it is in the database, by place."""

    def finds(self, value: Secret) -> tuple[str, ...]:
        """Return the files of our own directory in which a value stands in the clear."""

    def put(self, place: str, octets: bytes) -> None:
        """Write a sealed value into a place, as whoever has the database's file could."""

    def opens(self, place: str) -> bool:
        """Whether what stands in a place opens, read as our own client reads it."""

    def put_new_key(self) -> None:
        """Put a new key first in the ring, and leave whoever serves alone."""

    def seal_again(self, *, meanwhile: Callable[[], None]) -> None:
        """Seal every value under the newest key; between batches something else is done."""

    def keys_in_use(self) -> int:
        """Return under how many keys values are stored."""

    def retire_older_keys(self) -> None:
        """Leave nothing but the newest key in the ring."""

    def unopened(self) -> int:
        """Return how many stored values a start would find that do not open."""

    def listening(self) -> AbstractContextManager[list[str]]:
        """Give a list that grows by every line that is logged meanwhile, as it is written."""

    @property
    def browser(self) -> str:
        """The browser that opens our own pages, as our client knows it."""

    def bring(self, parameters: Pairs) -> Brought:
        """Bring an authorization response to our own redirect URI with that browser."""

    def pages_of(self, connection: int) -> Mapping[str, str]:
        """Return our own pages about a connection, one that is an error among them."""

    def exports_of(self, connection: int) -> Mapping[str, str]:
        """Return the files that we write about a connection for others, by what they are."""
