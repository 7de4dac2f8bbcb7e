"""Mistakes around the registered app."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask import Response

from blueprints.provider import authorize
from grantlab.protocol.redirect_uri import UriProblem, lint_redirect_uri
from grantlab.provider import companies, company_api, consent, issuing, registry, server
from grantlab.provider.access import judge_company_access
from grantlab.provider.authorization import (
    PageRefusal,
    Query,
    Registration,
    build_redirect,
    judge_client,
)
from grantlab.provider.companies import COMPANIES, Company, find_company
from grantlab.provider.consent import ConsentDesk
from grantlab.provider.policy.policy import Policy
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.registry import KeyPair, Keys, Registry
from grantlab.provider.rotation import judge_refresh_token
from grantlab.provider.tokens import IssuedToken
from tests.support.mutants.mutant import Mutant

POSTMAN = "https://oauth.pstmn.io/v1/callback"


def _redirect_anyway(patch: pytest.MonkeyPatch) -> None:
    def redirect(refused: PageRefusal) -> Response:
        location = f"{refused.sent}?error=invalid_request"
        return Response(status=302, headers={"Location": location})

    patch.setattr(authorize, "_problem", redirect)


def _take_any_client_id(patch: pytest.MonkeyPatch) -> None:
    find = Registry.find_client

    def find_any(self: Registry, client_id: str) -> KeyPair:
        return find(self, client_id) or self.key_pair(Keys.DEVELOPMENT)

    patch.setattr(Registry, "find_client", find_any)


def _answer_strangers_400(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        server, "_unauthorized", lambda reason: Refusal("invalid_client", reason)
    )


def _say_grant_to_strangers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        server, "_unauthorized", lambda reason: Refusal("invalid_grant", reason)
    )


def _open_every_company(patch: pytest.MonkeyPatch) -> None:
    def open_company(_token: IssuedToken, **judged: Any) -> Company | Refusal:
        company: Company | None = judged["company"]
        return company or Refusal("3100", Reason.FOREIGN_REALM, status=403)

    patch.setattr(company_api, "judge_company_access", open_company)


def _overlook_the_host(patch: pytest.MonkeyPatch) -> None:
    def judge(token: IssuedToken, *, token_keys: Keys, **judged: Any) -> Any:
        if judged["company"] is None:
            judged["company"] = find_company(token.chain.realm_id, token_keys)
        judged["prefix_keys"] = token_keys
        return judge_company_access(token, token_keys=token_keys, **judged)

    patch.setattr(company_api, "judge_company_access", judge)


def _refresh_for_either_pair(patch: pytest.MonkeyPatch) -> None:
    def judge(token: IssuedToken, *, client_id: str, **judged: Any) -> Refusal | None:
        del client_id
        return judge_refresh_token(token, client_id=token.chain.client_id, **judged)

    patch.setattr(issuing, "judge_refresh_token", judge)


def _offer_every_company(patch: pytest.MonkeyPatch) -> None:
    def find(realm_id: str | None, _keys: Keys) -> Company | None:
        return next((item for item in COMPANIES if item.realm_id == realm_id), None)

    patch.setattr(authorize, "companies_for", lambda _keys: COMPANIES)
    for module in (authorize, company_api, companies):
        patch.setattr(module, "find_company", find)


def _merge_the_lists(patch: pytest.MonkeyPatch) -> None:
    find = ConsentDesk._registration

    def find_all(self: ConsentDesk, client_id: str) -> Registration | None:
        found = find(self, client_id)
        uris = tuple(uri for keys in Keys for uri in self._registry.redirect_uris(keys))
        return None if found is None else replace(found, redirect_uris=uris)

    patch.setattr(ConsentDesk, "_registration", find_all)


def _lend_the_list_to_production(patch: pytest.MonkeyPatch) -> None:
    find = ConsentDesk._registration

    def find_more(self: ConsentDesk, client_id: str) -> Registration | None:
        found = find(self, client_id)
        if (
            found is None
            or client_id != self._registry.key_pair(Keys.PRODUCTION).client_id
        ):
            return found
        lent = self._registry.redirect_uris(Keys.DEVELOPMENT)
        return replace(found, redirect_uris=(*found.redirect_uris, *lent))

    patch.setattr(ConsentDesk, "_registration", find_more)


def _compare_loosely(patch: pytest.MonkeyPatch) -> None:
    def judge(
        query: Query, registration: Registration | None, *, policy: Policy
    ) -> Registration | PageRefusal:
        sent = query.text("redirect_uri").lower().rstrip("/")
        listed = () if registration is None else registration.redirect_uris
        if registration is not None and sent in {uri.rstrip("/") for uri in listed}:
            return registration
        return judge_client(query, registration, policy=policy)

    patch.setattr(consent, "judge_client", judge)


def _compare_the_beginning(patch: pytest.MonkeyPatch) -> None:
    def judge(
        query: Query, registration: Registration | None, *, policy: Policy
    ) -> Registration | PageRefusal:
        sent = query.text("redirect_uri")
        if registration and sent.startswith(registration.redirect_uris):
            return registration
        return judge_client(query, registration, policy=policy)

    patch.setattr(consent, "judge_client", judge)


def _come_back_to_the_first(patch: pytest.MonkeyPatch) -> None:
    grant = ConsentDesk.grant

    def grant_there(self: ConsentDesk, request: Any, **given: Any) -> str:
        (first, *_) = self._registry.redirect_uris(request.client.keys)
        return grant(self, replace(request, redirect_uri=first), **given)

    patch.setattr(ConsentDesk, "grant", grant_there)


def _let_postman_in(patch: pytest.MonkeyPatch) -> None:
    listed = Registry.redirect_uris
    patch.setattr(
        Registry, "redirect_uris", lambda self, keys: (*listed(self, keys), POSTMAN)
    )


def _forget_rule(patch: pytest.MonkeyPatch, *rules: str) -> None:
    def lint(uri: str, *, for_production: bool) -> tuple[UriProblem, ...]:
        problems = lint_redirect_uri(uri, for_production=for_production)
        return tuple(problem for problem in problems if problem.id not in rules)

    patch.setattr(registry, "lint_redirect_uri", lint)


def _take_for_localhost(patch: pytest.MonkeyPatch, host: str) -> None:
    def lint(uri: str, **named: Any) -> tuple[UriProblem, ...]:
        return lint_redirect_uri(uri.replace(host, "localhost"), **named)

    patch.setattr(registry, "lint_redirect_uri", lint)


def _one_rule_for_both(patch: pytest.MonkeyPatch, *, for_production: bool) -> None:
    patch.setattr(
        registry,
        "lint_redirect_uri",
        lambda uri, **_: lint_redirect_uri(uri, for_production=for_production),
    )


def _encode_the_state_twice(patch: pytest.MonkeyPatch) -> None:
    def build(redirect_uri: str, **parameters: str | None) -> str:
        state = parameters.get("state")
        if state is not None:
            parameters["state"] = quote(state)
        return build_redirect(redirect_uri, **parameters)

    patch.setattr(consent, "build_redirect", build)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="refused-requests-are-redirected",
        says="A request that must not redirect is sent to where it says.",
        apply=_redirect_anyway,
        fails=frozenset({"L101", "L103", "L106"}),
    ),
    Mutant(
        name="any-client-id-will-do",
        says="An unknown client id is taken for that of the development keys.",
        apply=_take_any_client_id,
        fails=frozenset({"L101"}),
    ),
    Mutant(
        name="strangers-are-answered-400",
        says="A client that is not known is answered invalid_client with status 400.",
        apply=_answer_strangers_400,
        fails=frozenset({"L101", "L601"}),
    ),
    Mutant(
        name="strangers-are-told-of-the-grant",
        says="A client that is not known is told that its code is wrong.",
        apply=_say_grant_to_strangers,
        fails=frozenset({"L101", "L601"}),
    ),
    Mutant(
        name="the-gateway-lets-everybody-in",
        says="Whoever has an access token is let into any company, at any address.",
        apply=_open_every_company,
        fails=frozenset({"L102", "L208", "L404", "L405"}),
    ),
    Mutant(
        name="either-address-will-do",
        says="A company is reached at the address of the other kind of companies, too.",
        apply=_overlook_the_host,
        fails=frozenset({"L102"}),
    ),
    Mutant(
        name="either-pair-refreshes",
        says="A refresh token is good for the app's other keys, too.",
        apply=_refresh_for_either_pair,
        fails=frozenset({"L102"}),
    ),
    Mutant(
        name="every-company-is-offered",
        says="Sandbox companies are offered for production keys.",
        apply=_offer_every_company,
        fails=frozenset({"L102"}),
    ),
    Mutant(
        name="one-list-for-both-pairs",
        says="A redirect URI that one key pair has listed is good for the other.",
        apply=_merge_the_lists,
        fails=frozenset({"L103"}),
    ),
    Mutant(
        name="production-may-use-the-list-of-development",
        says="A redirect URI of the development keys is good for the production keys, too.",
        apply=_lend_the_list_to_production,
        fails=frozenset({"L103"}),
    ),
    Mutant(
        name="addresses-are-compared-loosely",
        says="Case and a slash at the end make no difference between redirect URIs.",
        apply=_compare_loosely,
        fails=frozenset({"L103"}),
    ),
    Mutant(
        name="the-beginning-of-an-address-will-do",
        says="What begins with a listed redirect URI is taken for it.",
        apply=_compare_the_beginning,
        fails=frozenset({"L103"}),
    ),
    Mutant(
        name="http-is-registered",
        says="A redirect URI without TLS is taken, on any host.",
        apply=lambda patch: _forget_rule(patch, "http"),
        fails=frozenset({"L104"}),
    ),
    Mutant(
        name="production-comes-back-to-localhost",
        says="Production keys take http://localhost as development keys do.",
        apply=lambda patch: _one_rule_for_both(patch, for_production=False),
        fails=frozenset({"L104"}),
    ),
    Mutant(
        name="development-cannot-come-back-to-localhost",
        says="Development keys take https only.",
        apply=lambda patch: _one_rule_for_both(patch, for_production=True),
        fails=frozenset({"L104"}),
    ),
    Mutant(
        name="an-address-of-the-machine-is-localhost",
        says="Development keys take http://127.0.0.1 as well.",
        apply=lambda patch: _take_for_localhost(patch, "127.0.0.1"),
        fails=frozenset({"L104"}),
    ),
    Mutant(
        name="what-begins-with-localhost-is-localhost",
        says="A host is taken for localhost that only begins like it.",
        apply=lambda patch: _take_for_localhost(patch, "localhost.example.com"),
        fails=frozenset({"L104"}),
    ),
    Mutant(
        name="a-query-is-registered",
        says="A redirect URI with a query is taken.",
        apply=lambda patch: _forget_rule(patch, "query"),
        fails=frozenset({"L105"}),
    ),
    Mutant(
        name="a-fragment-is-registered",
        says="A redirect URI with a fragment is taken.",
        apply=lambda patch: _forget_rule(patch, "fragment"),
        fails=frozenset({"L105"}),
    ),
    Mutant(
        name="the-state-is-encoded-twice",
        says="A state comes back changed where it has more than letters and digits.",
        apply=_encode_the_state_twice,
        fails=frozenset({"L105"}),
    ),
    Mutant(
        name="a-known-tool-is-let-in",
        says="Postman's address is good without being listed.",
        apply=_let_postman_in,
        fails=frozenset({"L106"}),
    ),
    Mutant(
        name="everybody-comes-back-to-the-first-address",
        says="The browser is sent to the first address of the list, whichever was named.",
        apply=_come_back_to_the_first,
        fails=frozenset({"L106"}),
    ),
)
