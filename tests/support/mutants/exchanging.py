"""Mistakes around the code."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jws

from grantlab.flows import exchange_code
from grantlab.protocol.environment import Endpoints
from grantlab.protocol.id_token import IdTokenClaims, check_claims
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.provider import codes, issuing
from grantlab.provider.codes import CodeExchange, IssuedCode, judge_code
from grantlab.provider.grants import answers
from grantlab.provider.ledger.codes import CodeLedger
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.refusals import Reason, Refusal
from grantlab.provider.seed import PRODUCTION_REDIRECT_URI
from grantlab.store import generations
from grantlab.store.models import Connection
from grantlab.wire import id_tokens, token_endpoint
from grantlab.wire.token_endpoint import TokenEndpoint
from tests.support.invented import ID_TOKEN
from tests.support.mutants.mutant import Mutant

Members = dict[str, object]


def _send_the_secret_in_the_form(patch: pytest.MonkeyPatch) -> None:
    def post(**options: Any) -> Any:
        options["token_endpoint_auth_method"] = "client_secret_post"
        return OAuth2Client(**options)

    patch.setattr(token_endpoint, "OAuth2Client", post)


def _say_it_in_the_address(patch: pytest.MonkeyPatch) -> None:
    send = TokenEndpoint._send

    def send_there(self: TokenEndpoint, *given: Any, **parameters: Any) -> Any:
        endpoints: Endpoints = self._line.endpoints
        token = f"{endpoints.token.partition('?')[0]}?response_type=token"
        self._line.endpoints = replace(endpoints, token=token)
        return send(self, *given, **parameters)

    patch.setattr(TokenEndpoint, "_send", send_there)


def _change_the_answer(
    patch: pytest.MonkeyPatch, change: Callable[[Members], object]
) -> None:
    succeed = answers._success

    def succeed_changed(*given: Any) -> Members:
        members = succeed(*given)
        change(members)
        return members

    patch.setattr(answers, "_success", succeed_changed)


def _use_a_code_twice(patch: pytest.MonkeyPatch) -> None:
    end = codes._end_of

    def end_unused(code: IssuedCode, *, now: datetime) -> Reason | None:
        return end(replace(code, used_at=None), now=now)

    patch.setattr(codes, "_end_of", end_unused)


def _leave_the_grant(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TokenLedger, "revoke_refresh_tokens", lambda *_, **__: None)


def _end_the_access_token(patch: pytest.MonkeyPatch) -> None:
    def revoke(self: TokenLedger, chain_id: int, **_: object) -> None:
        self._connection.execute(
            "UPDATE token SET expires_at = issued_at"
            " WHERE chain_id = ? AND kind = 'access'",
            (chain_id,),
        )

    patch.setattr(TokenLedger, "revoke_refresh_tokens", revoke)


def _judge_otherwise(
    patch: pytest.MonkeyPatch,
    see: Callable[[IssuedCode, CodeExchange], tuple[IssuedCode, CodeExchange]],
) -> None:
    def judge(
        code: IssuedCode, *, exchange: CodeExchange, **judged: Any
    ) -> Refusal | None:
        seen, sent = see(code, exchange)
        return judge_code(seen, exchange=sent, **judged)

    patch.setattr(issuing, "judge_code", judge)


def _overlook_the_address(patch: pytest.MonkeyPatch) -> None:
    _judge_otherwise(
        patch,
        lambda code, sent: (code, replace(sent, redirect_uri=code.redirect_uri)),
    )


def _overlook_a_slash(patch: pytest.MonkeyPatch) -> None:
    _judge_otherwise(
        patch,
        lambda code, sent: (
            code,
            replace(sent, redirect_uri=sent.redirect_uri.rstrip("/")),
        ),
    )


def _take_the_other_lists(patch: pytest.MonkeyPatch) -> None:
    def see(code: IssuedCode, sent: CodeExchange) -> tuple[IssuedCode, CodeExchange]:
        is_theirs = sent.redirect_uri == PRODUCTION_REDIRECT_URI
        return code, replace(
            sent, redirect_uri=code.redirect_uri
        ) if is_theirs else sent

    _judge_otherwise(patch, see)


def _overlook_the_client(patch: pytest.MonkeyPatch) -> None:
    def judge(code: IssuedCode, *, client_id: str, **judged: Any) -> Refusal | None:
        del client_id
        return judge_code(code, client_id=code.client_id, **judged)

    patch.setattr(issuing, "judge_code", judge)


def _burn_a_foreign_code(patch: pytest.MonkeyPatch) -> None:
    def judge(code: IssuedCode, *, client_id: str, **judged: Any) -> Refusal | None:
        burnt.update({code.id} if client_id != code.client_id else ())
        if code.id in burnt:
            return Refusal("invalid_grant", Reason.CODE_REUSED)
        return judge_code(code, client_id=client_id, **judged)

    burnt = set[int]()
    patch.setattr(issuing, "judge_code", judge)


def _keep_codes_for(patch: pytest.MonkeyPatch, part: float) -> None:
    add = CodeLedger.add

    def add_otherwise(self: CodeLedger, digest: str, **facts: Any) -> None:
        life: timedelta = facts["expires_at"] - facts["issued_at"]
        facts["expires_at"] = facts["issued_at"] + part * life
        add(self, digest, **facts)

    patch.setattr(CodeLedger, "add", add_otherwise)


def _forget_a_deadline(patch: pytest.MonkeyPatch) -> None:
    facts_of = generations.facts_of

    def facts_without(tokens: TokenSet) -> Any:
        return {**facts_of(tokens), "refresh_expires_at": None}

    patch.setattr(generations, "facts_of", facts_without)


def _know_the_lifetime_better(patch: pytest.MonkeyPatch) -> None:
    facts_of = generations.facts_of

    def facts_by_the_book(tokens: TokenSet) -> Any:
        ends_at = tokens.received_at + timedelta(days=100)
        return {**facts_of(tokens), "refresh_expires_at": ends_at}

    patch.setattr(generations, "facts_of", facts_by_the_book)


def _check_before_storing(patch: pytest.MonkeyPatch) -> None:
    keep = exchange_code._keep_tokens

    def check_and_keep(
        walk: Any, attempt: Any, tokens: TokenSet, realm_id: str | None, **more: Any
    ) -> Connection:
        if tokens.id_token is not None:
            more["outside"].id_tokens.verify(
                tokens.id_token, client_id=more["keys"].client_id
            )
        return keep(walk, attempt, tokens, realm_id, **more)

    patch.setattr(exchange_code, "_keep_tokens", check_and_keep)


def _check_no_signature(patch: pytest.MonkeyPatch) -> None:
    def read(id_token: Secret, _published: bytes) -> Members:
        payload = jws.extract_compact(id_token.reveal().encode()).payload
        members: Members = json.loads(payload or b"", strict=False)
        return members

    patch.setattr(id_tokens, "_verified_payload", read)


def _check_claims_with(
    patch: pytest.MonkeyPatch, excuse: Callable[[Mapping[str, Any]], Members]
) -> None:
    def check(claims: Mapping[str, Any], **expected: Any) -> IdTokenClaims:
        return check_claims(claims, **(expected | excuse(claims)))

    patch.setattr(id_tokens, "check_claims", check)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="the-secret-stands-in-the-form",
        says="Our client sends its id and secret in the form.",
        apply=_send_the_secret_in_the_form,
        fails=frozenset({"L301"}),
    ),
    Mutant(
        name="parameters-stand-in-the-address",
        says="Our client puts a parameter into the address of the exchange.",
        apply=_say_it_in_the_address,
        fails=frozenset({"L301"}),
    ),
    Mutant(
        name="a-lifetime-is-not-told",
        says="The answer does not say how long the refresh token is good.",
        apply=lambda patch: _change_the_answer(
            patch, lambda members: members.pop("x_refresh_token_expires_in")
        ),
        fails=frozenset({"L302", "L309", "L503", "L506"}),
    ),
    Mutant(
        name="an-id-token-always-comes",
        says="An ID token comes where openid was not granted.",
        apply=lambda patch: _change_the_answer(
            patch, lambda members: members.setdefault("id_token", ID_TOKEN)
        ),
        fails=frozenset({"L302"}),
    ),
    Mutant(
        name="an-id-token-never-comes",
        says="No ID token comes where openid was granted.",
        apply=lambda patch: _change_the_answer(
            patch, lambda members: members.pop("id_token", None)
        ),
        fails=frozenset({"L208", "L302", "L309", "L310"}),
    ),
    Mutant(
        name="a-code-works-twice",
        says="A code that was exchanged is exchanged again.",
        apply=_use_a_code_twice,
        fails=frozenset({"L303", "L304", "E4", "R6"}),
    ),
    Mutant(
        name="second-exchange-leaves-the-grant",
        says="The second exchange of a code is refused, and ends nothing.",
        apply=_leave_the_grant,
        fails=frozenset({"L304", "R6"}),
    ),
    Mutant(
        name="second-exchange-ends-the-wrong-token",
        says="The second exchange of a code ends the access token alone.",
        apply=_end_the_access_token,
        fails=frozenset({"L304", "R6"}),
    ),
    Mutant(
        name="the-redirect-uri-is-not-compared",
        says="An exchange may name any redirect URI.",
        apply=_overlook_the_address,
        fails=frozenset({"L305", "E1", "E3"}),
    ),
    Mutant(
        name="the-other-pairs-redirect-uri-will-do",
        says="An exchange may name a redirect URI that the app has listed for its other keys.",
        apply=_take_the_other_lists,
        fails=frozenset({"E3"}),
    ),
    Mutant(
        name="a-slash-is-overlooked",
        says="An exchange may name the redirect URI with a slash at its end.",
        apply=_overlook_a_slash,
        fails=frozenset({"L305", "E1"}),
    ),
    Mutant(
        name="a-code-is-good-for-either-pair",
        says="A code is exchanged for the app's other keys.",
        apply=_overlook_the_client,
        fails=frozenset({"L306", "E3"}),
    ),
    Mutant(
        name="a-stranger-burns-a-code",
        says="A code that the other keys were refused is lost to its own.",
        apply=_burn_a_foreign_code,
        fails=frozenset({"L306"}),
    ),
    Mutant(
        name="a-code-lives-too-long",
        says="A code is good for twice as long as it is to be.",
        apply=lambda patch: _keep_codes_for(patch, 2),
        fails=frozenset({"L307"}),
    ),
    Mutant(
        name="a-code-ends-early",
        says="A code is good for half as long as it is to be.",
        apply=lambda patch: _keep_codes_for(patch, 0.5),
        fails=frozenset({"L307"}),
    ),
    Mutant(
        name="a-deadline-is-not-stored",
        says="Our client does not keep when the refresh token ends.",
        apply=_forget_a_deadline,
        fails=frozenset({"L309", "L604", "L605", "R1"}),
    ),
    Mutant(
        name="a-deadline-is-taken-from-a-book",
        says="Our client stores an end in a hundred days, whatever the answer has told.",
        apply=_know_the_lifetime_better,
        fails=frozenset({"L309"}),
        preset="observed",
    ),
    Mutant(
        name="the-id-token-is-checked-before-storing",
        says="Our client asks for keys while the new tokens are in memory only.",
        apply=_check_before_storing,
        fails=frozenset({"L309"}),
    ),
    Mutant(
        name="no-signature-is-checked",
        says="Our client believes an ID token whoever wrote it.",
        apply=_check_no_signature,
        fails=frozenset({"L310"}),
    ),
    Mutant(
        name="any-issuer-is-believed",
        says="Our client does not look at who issued an ID token.",
        apply=lambda patch: _check_claims_with(
            patch, lambda claims: {"issuer": claims["iss"]}
        ),
        fails=frozenset({"L310"}),
    ),
    Mutant(
        name="any-audience-is-believed",
        says="Our client does not look at whom an ID token is for.",
        apply=lambda patch: _check_claims_with(
            patch, lambda claims: {"client_id": claims["aud"][0]}
        ),
        fails=frozenset({"L310"}),
    ),
    Mutant(
        name="id-tokens-never-expire",
        says="Our client does not look at when an ID token ends.",
        apply=lambda patch: _check_claims_with(
            patch, lambda _: {"now": datetime.min.replace(tzinfo=UTC, year=2000)}
        ),
        fails=frozenset({"L310"}),
    ),
)
