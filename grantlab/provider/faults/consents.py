"""Something is odd about the consent, or it is no longer what it was."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from grantlab.provider.access import AUTHORIZATION_FAILED
from grantlab.provider.error_bodies import gateway_json
from grantlab.provider.faults.fault import Event, Fault, Occasion
from grantlab.provider.refusals import INVALID_SCOPE, Reason, Refusal
from grantlab.provider.server import Answer


@dataclass(frozen=True, slots=True)
class RealmIdMissing(Fault):
    """The authorization response does not say which company was chosen."""

    name: ClassVar[str] = "realm-id-missing"
    says: ClassVar[str] = "no realmId in the authorization response"
    source: ClassVar[str] = "documents of a client: absent without a company"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.AUTHORIZATION_RESPONSE,)

    def told_realm_id(self, realm_id: str | None) -> str | None:
        del realm_id
        return None


@dataclass(frozen=True, slots=True)
class RealmIdNull(Fault):
    """The authorization response names the company ``null``."""

    name: ClassVar[str] = "realm-id-null"
    says: ClassVar[str] = "realmId is the text null in the authorization response"
    source: ClassVar[str] = "a capture of a consent without a company"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.AUTHORIZATION_RESPONSE,)

    def told_realm_id(self, realm_id: str | None) -> str | None:
        del realm_id
        return "null"


@dataclass(frozen=True, slots=True)
class ScopeNotEnabled(Fault):
    """The app may not ask for the scope, whatever its page says."""

    name: ClassVar[str] = "scope-not-enabled"
    says: ClassVar[str] = "the authorization request goes back with invalid_scope"
    source: ClassVar[str] = "captures of the authorization endpoint"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.AUTHORIZATION_REQUEST,)

    def refuse(self) -> Refusal | None:
        return Refusal(INVALID_SCOPE, Reason.SCOPE_NOT_ENABLED)


@dataclass(frozen=True, slots=True)
class UserDisconnects(Fault):
    """The user ends the connection in QuickBooks, just before it is used again."""

    name: ClassVar[str] = "user-disconnects"
    says: ClassVar[str] = "the user disconnects just before the token is used"
    source: ClassVar[str] = "Intuit's guide on disconnecting inside QuickBooks"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.TOKEN, Occasion.COMPANY_API)
    event: ClassVar[Event | None] = Event.USER_DISCONNECTS


@dataclass(frozen=True, slots=True)
class AdminLosesAccess(Fault):
    """Whoever consented is no admin of the company any more; the tokens are good."""

    name: ClassVar[str] = "admin-loses-access"
    says: ClassVar[str] = "403 of the company API: who consented is no admin any more"
    source: ClassVar[str] = "inferred: only an admin connects; the body as on any 403"
    occasions: ClassVar[tuple[Occasion, ...]] = (Occasion.COMPANY_API,)

    def refuse(self) -> Refusal | None:
        return Refusal(AUTHORIZATION_FAILED, Reason.ADMIN_LOST_ACCESS, status=403)

    def answer(self, refusal: Refusal, *, at: datetime) -> Answer:
        body = json.dumps(gateway_json(refusal, at=at), separators=(",", ":"))
        return Answer(
            refusal.status, body.encode(), {"Content-Type": "application/json"}
        )
