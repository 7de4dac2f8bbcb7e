"""What the company API does with objects: create, change, read, find."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from grantlab.provider.books.faults import (
    NAME_TAKEN,
    STALE,
    missing,
)
from grantlab.provider.books.ledger import BookLedger
from grantlab.provider.books.objects import (
    BookObject,
    Kind,
    Members,
    complete_customer,
    complete_invoice,
    read_body,
    without_service_members,
)
from grantlab.provider.books.query import Query
from grantlab.provider.company_info import NOT_FOUND
from grantlab.provider.database import Database
from grantlab.provider.error_bodies import ServiceFault


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found."""

    objects: tuple[Members, ...]
    total: int


class Books:
    """The customers and invoices of every company."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(
        self, realm_id: str, kind: Kind, identifier: str
    ) -> Members | ServiceFault:
        """Return one object."""
        with self._database.read() as connection:
            found = BookLedger(connection, realm_id).find(kind, identifier)
        return NOT_FOUND if found is None else found.body()

    def find(self, realm_id: str, query: Query) -> Found:
        """Return what a query asks for."""
        with self._database.read() as connection:
            kept = BookLedger(connection, realm_id).all(query.kind)
        bodies = [one.body() for one in kept]
        if query.member is not None:
            bodies = [one for one in bodies if _has(one, query.member, query.value)]
        first = query.start - 1
        return Found(tuple(bodies[first : first + query.most]), len(bodies))

    def write(
        self, realm_id: str, kind: Kind, body: bytes, *, request_id: str, at: datetime
    ) -> Members | ServiceFault:
        """Create an object, or change the one whose ``Id`` is given.

        A request whose id was answered before is answered the same again, and nothing
        is done. Source: Intuit's pages on ``requestid``.
        """
        sent = read_body(body)
        if isinstance(sent, ServiceFault):
            return sent
        with self._database.write() as connection:
            ledger = BookLedger(connection, realm_id)
            before = ledger.answered(request_id) if request_id else None
            if before is not None:
                return before
            kept = _Writing(ledger, kind, at).write(sent)
            if isinstance(kept, ServiceFault):
                return kept
            answer = kept.body()
            if request_id:
                ledger.keep_answer(request_id, answer)
            return answer


class _Writing:
    """One object that is being written, within a transaction."""

    def __init__(self, ledger: BookLedger, kind: Kind, at: datetime) -> None:
        self._ledger = ledger
        self._kind = kind
        self._at = at

    def write(self, sent: Members) -> BookObject | ServiceFault:
        if "Id" not in sent:
            return self._keep(without_service_members(sent), old=None)
        old = self._ledger.find(self._kind, str(sent["Id"]))
        if old is None:
            return NOT_FOUND
        if "SyncToken" not in sent:
            return missing("SyncToken")
        if str(sent["SyncToken"]) != str(old.sync_token):
            return STALE
        changed = without_service_members(sent)
        if sent.get("sparse") is True:
            changed = {**old.members, **changed}
        return self._keep(changed, old=old)

    def _keep(
        self, members: Members, *, old: BookObject | None
    ) -> BookObject | ServiceFault:
        complete = self._complete(members, old=old)
        if isinstance(complete, ServiceFault):
            return complete
        if old is None:
            return self._ledger.add(self._kind, complete, at=self._at)
        return self._ledger.change(old, complete, at=self._at)

    def _complete(
        self, members: Members, *, old: BookObject | None
    ) -> Members | ServiceFault:
        if self._kind is Kind.INVOICE:
            return complete_invoice(
                members, at=self._at, find_customer=self._name_of_customer
            )
        complete = complete_customer(members)
        if isinstance(complete, ServiceFault):
            return complete
        name, own = complete["DisplayName"], None if old is None else old.id
        if self._ledger.is_taken(self._kind, name, by_other_than=own):
            return NAME_TAKEN
        return complete

    def _name_of_customer(self, identifier: str) -> str | None:
        found = self._ledger.find(Kind.CUSTOMER, identifier)
        return None if found is None else str(found.members["DisplayName"])


def _has(members: Members, name: str, value: str) -> bool:
    """Whether a member has this value, as text; a reference is compared by its own."""
    found: Any = next(
        (member for key, member in members.items() if key.lower() == name.lower()), None
    )
    if isinstance(found, dict):
        found = found.get("value")
    if isinstance(found, bool):
        found = "true" if found else "false"
    return found is not None and str(found).casefold() == value.casefold()
