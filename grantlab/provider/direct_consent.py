"""A consent that nobody clicks: the same judgement and the same code, without pages."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from grantlab.errors import GrantlabError
from grantlab.protocol.scope import ACCOUNTING, format_scopes
from grantlab.provider.authorization import (
    AuthorizationRequest,
    PageRefusal,
    RedirectRefusal,
)
from grantlab.provider.call import Call
from grantlab.provider.companies import companies_for, find_company
from grantlab.provider.consent import ConsentDesk
from grantlab.provider.registry import Keys, Registry

STATE = "given-on-the-bench"


class DirectConsentError(GrantlabError):
    """A consent was ordered that a browser would have been shown a page for."""

    slug: ClassVar[str] = "direct-consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentOrder:
    """What is to be consented to; ``None`` for what comes first, or is usual."""

    keys: Keys
    realm_id: str | None = None
    scopes: tuple[str, ...] | None = None
    redirect_uri: str | None = None
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None


def consent_directly(
    order: ConsentOrder, *, desk: ConsentDesk, registry: Registry, call: Call
) -> str:
    """Return where a browser would be sent after the user pressed *Connect*.

    Raises:
        DirectConsentError: it would have been shown a page instead.
    """
    verdict = desk.examine(_query(order, registry), call=call)
    if isinstance(verdict, PageRefusal):
        raise DirectConsentError(f"the request is refused: {verdict.refusal.reason}")
    if isinstance(verdict, RedirectRefusal):
        return verdict.location()
    return desk.grant(
        verdict,
        realm_id=_realm_id(order, verdict),
        signed_in_at=call.at,
        call=call,
    )


def _query(order: ConsentOrder, registry: Registry) -> str:
    uris = registry.redirect_uris(order.keys)
    parameters = {
        "client_id": registry.key_pair(order.keys).client_id,
        "response_type": "code",
        "scope": format_scopes(order.scopes or (ACCOUNTING,)),
        "redirect_uri": order.redirect_uri or next(iter(uris), None),
        "state": STATE if order.state is None else order.state,
        "code_challenge": order.code_challenge,
        "code_challenge_method": order.code_challenge_method,
    }
    return urlencode(
        [(name, value) for name, value in parameters.items() if value is not None]
    )


def _realm_id(order: ConsentOrder, asked: AuthorizationRequest) -> str | None:
    if not asked.needs_company:
        return None
    if order.realm_id is None:
        return companies_for(order.keys)[0].realm_id
    if find_company(order.realm_id, order.keys) is None:
        raise DirectConsentError(
            f"the {order.keys} keys reach no company of that number"
        )
    return order.realm_id
