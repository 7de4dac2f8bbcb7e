"""Mistakes in what is stored, and in what is written."""

import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import structlog
from flask import Response, request
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as BaseResponse

import blueprints.connections.export as exporting
import blueprints.logs
import grantlab.wire.recording
import grantlab.wire.redaction
from blueprints.services import services
from blueprints.walkthrough import callback
from grantlab.flows.receive_authorization import (
    describe_response,
    receive_authorization,
)
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.store import rekeying
from grantlab.vault.vault import NONCE_LENGTH, TAG_LENGTH, Vault
from grantlab.wire.token_endpoint import TokenEndpoint
from tests.support.mutants.mutant import Mutant

Patch = pytest.MonkeyPatch


def _as_it_is(value: bytes) -> bytes:
    return value


def _seal_nothing(
    patch: Patch,
    column: str = "",
    *,
    write: Callable[[bytes], bytes] = _as_it_is,
    read: Callable[[bytes], bytes] = _as_it_is,
) -> None:
    """Leave values unsealed: all of them, or those of one column."""
    seal_truly, open_truly = Vault._seal, Vault._open

    def seal(vault: Vault, value: bytes, place: bytes) -> bytes:
        if column.encode() not in place:
            return seal_truly(vault, value, place)
        framed = bytes(NONCE_LENGTH) + write(value) + bytes(TAG_LENGTH)
        return vault.newest_key_id + framed

    def unseal(vault: Vault, sealed: bytes, place: str) -> bytes:
        if column not in place:
            return open_truly(vault, sealed, place)
        return read(sealed[len(vault.newest_key_id) + NONCE_LENGTH : -TAG_LENGTH])

    patch.setattr(Vault, "_seal", seal)
    patch.setattr(Vault, "_open", unseal)


def _record_company_ids(patch: Patch) -> None:
    patch.setattr(grantlab.wire.redaction, "_COMPANY", re.compile(r"(no such path)"))


def _bind_to(patch: Patch, *, kept: slice) -> None:
    """Bind what is sealed to a part of its place only."""
    seal, unseal = Vault._seal, Vault._open

    def part(place: str) -> str:
        return "/".join(place.split("/")[kept])

    patch.setattr(
        Vault,
        "_seal",
        lambda vault, value, place: seal(vault, value, part(place.decode()).encode()),
    )
    patch.setattr(
        Vault, "_open", lambda vault, sealed, place: unseal(vault, sealed, part(place))
    )


def _leave_tokens_under_the_old_key(patch: Patch) -> None:
    reseal = rekeying._reseal

    def but_tokens(engine: Any, vault: Any, sealed: Any, *rest: Any) -> None:
        if sealed.table.name != "token_generation":
            reseal(engine, vault, sealed, *rest)

    patch.setattr(rekeying, "_reseal", but_tokens)


def _never_look_at_the_keys_again(patch: Patch) -> None:
    patch.setattr(Vault, "_look_again", lambda *_, **__: None)


def _log_what_is_sent(patch: Patch) -> None:
    refresh = TokenEndpoint.refresh

    def telling(endpoint: TokenEndpoint, token: Secret, *, keys: KeyPair) -> Any:
        structlog.get_logger().info("refreshing", token=token.reveal())
        return refresh(endpoint, token, keys=keys)

    patch.setattr(TokenEndpoint, "refresh", telling)
    patch.setattr(blueprints.logs, "redact", lambda _logger, _method, event: event)


def _answer_the_callback_with_a_page(patch: Patch) -> None:
    def page(_location: str, code: int = 303) -> BaseResponse:
        del code
        return Response("Thank you.")

    patch.setattr(callback, "redirect", page)


def _carry_the_query_along(patch: Patch) -> None:
    def onwards(location: str, code: int = 303) -> BaseResponse:
        return redirect(f"{location}&{request.query_string.decode()}", code)

    patch.setattr(callback, "redirect", onwards)


def _log_the_response(patch: Patch) -> None:
    def telling(*given: Any, **more: Any) -> Any:
        structlog.get_logger().info("arrived", address=request.full_path)
        return receive_authorization(*given, **more)

    patch.setattr(callback, "receive_authorization", telling)
    patch.setattr(blueprints.logs, "redact", lambda _logger, _method, event: event)


def _record_a_stray_as_it_was(patch: Patch) -> None:
    def describe_whole(*given: Any, **more: Any) -> Any:
        return replace(describe_response(*given, **more), url=request.url)

    patch.setattr(callback, "describe_response", describe_whole)


def _export_refresh_tokens(patch: Patch) -> None:
    pair = exporting._pair

    def with_value(item: Any, *rest: Any) -> dict[str, Any]:
        told = pair(item, *rest)
        if item.sealed_refresh_token is None:
            return told
        value = services().generations.refresh_token(item)
        return {**told, "refresh_token": value.reveal()}

    patch.setattr(exporting, "_pair", with_value)


def _record_headers_as_they_were(patch: Patch) -> None:
    patch.setattr(grantlab.wire.recording, "redact_headers", lambda headers: headers)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="sealing-does-nothing",
        says="What is sealed is framed like a sealed value, and stands in it as it is.",
        apply=_seal_nothing,
        fails=frozenset({"L701", "L704", "L705"}),
    ),
    Mutant(
        name="sealing-is-only-encoding",
        says="What is sealed stands in Base64, which everybody can read.",
        apply=lambda patch: _seal_nothing(patch, write=b64encode, read=b64decode),
        fails=frozenset({"L701", "L704"}),
    ),
    Mutant(
        name="access-tokens-are-not-sealed",
        says="Access tokens are stored as they are.",
        apply=lambda patch: _seal_nothing(patch, "access_token"),
        fails=frozenset({"L701", "L704", "L705"}),
    ),
    Mutant(
        name="refresh-tokens-are-not-sealed",
        says="Refresh tokens are stored as they are.",
        apply=lambda patch: _seal_nothing(patch, "refresh_token"),
        fails=frozenset({"L701", "L704", "L705"}),
    ),
    Mutant(
        name="company-ids-are-not-sealed",
        says="Company ids are stored as they are.",
        apply=lambda patch: _seal_nothing(patch, "realm_id"),
        fails=frozenset({"L701"}),
    ),
    Mutant(
        name="company-ids-in-recorded-paths",
        says="A recorded request keeps the company id that its path had.",
        apply=_record_company_ids,
        fails=frozenset({"L701"}),
    ),
    Mutant(
        name="sealed-without-row",
        says="A sealed value is bound to its table and column, and to no row.",
        apply=lambda patch: _bind_to(patch, kept=slice(None, None, 2)),
        fails=frozenset({"L704"}),
    ),
    Mutant(
        name="sealed-without-column",
        says="A sealed value is bound to its row, and to no column.",
        apply=lambda patch: _bind_to(patch, kept=slice(2)),
        fails=frozenset({"L704"}),
    ),
    Mutant(
        name="rekey-forgets-a-table",
        says="A change of keys leaves one table under the old key.",
        apply=_leave_tokens_under_the_old_key,
        fails=frozenset({"L703"}),
    ),
    Mutant(
        name="new-key-needs-a-restart",
        says="Whoever serves does not see that there is a new key.",
        apply=_never_look_at_the_keys_again,
        fails=frozenset({"L703"}),
    ),
    Mutant(
        name="token-in-a-log-line",
        says="A refresh logs what it sends, and nothing scrubs the line.",
        apply=_log_what_is_sent,
        fails=frozenset({"L705"}),
    ),
    Mutant(
        name="callback-answers-a-page",
        says="The code stays in the address bar, because no redirect takes it away.",
        apply=_answer_the_callback_with_a_page,
        fails=frozenset({"L705"}),
    ),
    Mutant(
        name="callback-carries-its-query-along",
        says="The redirect that answers the response has the code in its address.",
        apply=_carry_the_query_along,
        fails=frozenset({"L705"}),
    ),
    Mutant(
        name="callback-is-logged-with-its-query",
        says="The authorization response is logged with the code in its address.",
        apply=_log_the_response,
        fails=frozenset({"L705"}),
    ),
    Mutant(
        name="stray-response-recorded-as-it-was",
        says="A response that is disregarded is put on record with its code.",
        apply=_record_a_stray_as_it_was,
        fails=frozenset({"L705"}),
    ),
    Mutant(
        name="export-with-tokens",
        says="The evidence file has refresh tokens where their fingerprints belong.",
        apply=_export_refresh_tokens,
        fails=frozenset({"L705"}),
    ),
    Mutant(
        name="headers-recorded-as-they-were",
        says="A recorded request keeps the credentials of its Authorization header.",
        apply=_record_headers_as_they_were,
        fails=frozenset({"L701", "L705", "R5"}),
    ),
)
