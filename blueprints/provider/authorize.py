"""The authorization endpoint: signing in, choosing a company, consenting.

Every page and the decision itself carry the authorization request as it came, in their
own query, and judge it anew: nothing about it is kept in the session, so two tabs cannot
get into each other's way.
"""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, request, session, url_for

from blueprints.provider.context import call, provider
from blueprints.provider.pages import (
    CompaniesPage,
    ConnectionProblemPage,
    ConsentPage,
    SignInPage,
)
from blueprints.provider.rendering import render
from grantlab.protocol.scope import CORE_SCOPES
from grantlab.provider.authorization import (
    AuthorizationRequest,
    PageRefusal,
    RedirectRefusal,
)
from grantlab.provider.companies import OWNER, Company, companies_for, find_company
from grantlab.provider.refusals import Reason

bp = Blueprint("authorize", __name__)
SIGNED_IN_AT = "signed_in_at"


@bp.get("/connect/oauth2")
def authorize() -> Response:
    asked = _examine()
    if isinstance(asked, Response):
        return asked
    if SIGNED_IN_AT not in session:
        page = SignInPage(OWNER, _query())
        return render(page, leads_to=[asked.redirect_uri])
    if not asked.needs_company:
        return _ask(asked, None)
    keys = asked.client.keys
    companies = CompaniesPage(OWNER, companies_for(keys), keys, _query())
    return render(companies, leads_to=[asked.redirect_uri])


@bp.post("/connect/sign-in")
def sign_in() -> Response:
    """Note that the user is there; there is no password, because there is no user."""
    asked = _examine()
    if isinstance(asked, Response):
        return asked
    session[SIGNED_IN_AT] = int(call().at.timestamp())
    return _go(f"{url_for('.authorize')}?{_query()}", status=303)


@bp.get("/connect/oauth2/company/<realm_id>")
def consent(realm_id: str) -> Response:
    asked = _examine()
    if isinstance(asked, Response):
        return asked
    if SIGNED_IN_AT not in session:
        return _go(f"{url_for('.authorize')}?{_query()}", status=303)
    return _ask(asked, _chosen(asked, realm_id))


@bp.post("/connect/decision")
@bp.post("/connect/decision/<realm_id>")
def decide(realm_id: str | None = None) -> Response:
    """Carry out what the user pressed; anything but *Connect* is a no."""
    asked = _examine()
    if isinstance(asked, Response):
        return asked
    if request.form.get("decision") != "connect":
        return _go(provider().consent.deny(asked, call=call()))
    if SIGNED_IN_AT not in session:
        return _go(f"{url_for('.authorize')}?{_query()}", status=303)
    company = _chosen(asked, realm_id) if asked.needs_company else None
    location = provider().consent.grant(
        asked,
        realm_id=None if company is None else company.realm_id,
        signed_in_at=datetime.fromtimestamp(session[SIGNED_IN_AT], tz=UTC),
        call=call(),
    )
    return _go(location)


def _examine() -> AuthorizationRequest | Response:
    verdict = provider().consent.examine(_query(), call=call())
    if isinstance(verdict, PageRefusal):
        return _problem(verdict)
    if isinstance(verdict, RedirectRefusal):
        return _go(verdict.location())
    return verdict


def _ask(asked: AuthorizationRequest, company: Company | None) -> Response:
    page = ConsentPage(
        person=OWNER,
        company=company,
        scopes=tuple(item for item in CORE_SCOPES if item.value in asked.scopes),
        redirect_uri=asked.redirect_uri,
        keys=asked.client.keys,
        stateless=asked.state is None,
        query=_query(),
    )
    return render(page, leads_to=[asked.redirect_uri])


def _problem(refused: PageRefusal) -> Response:
    page = ConnectionProblemPage(
        client_known=refused.client is not None,
        state_missing=refused.refusal.reason is Reason.STATE_MISSING,
        keys="" if refused.client is None else refused.client.keys,
        sent=refused.sent,
        nearest=refused.nearest or "",
        difference=refused.difference,
        intuit_tid=call().intuit_tid,
    )
    return render(page, status=400)


def _chosen(asked: AuthorizationRequest, realm_id: str | None) -> Company:
    company = find_company(realm_id, asked.client.keys)
    if company is None:
        abort(404, description="These keys reach no company of that number.")
    return company


def _query() -> str:
    return request.query_string.decode("latin-1")


def _go(location: str, *, status: int = 302) -> Response:
    # Set by hand, because nothing may rewrite what goes back to the client.
    headers = {"Location": location, "Cache-Control": "no-store"}
    return Response(status=status, headers=headers)
