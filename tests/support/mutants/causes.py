"""Mistakes in how a refusal is explained, and in what is kept to explain it from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import grantlab.diagnosis.rules.authorization_code as code_rules
import grantlab.diagnosis.rules.expiry as expiry_rules
import grantlab.diagnosis.rules.keys as key_rules
import grantlab.diagnosis.rules.outage as outage_rules
import grantlab.diagnosis.rules.race as race_rules
import grantlab.diagnosis.rules.redirect_uri as uri_rules
import grantlab.diagnosis.rules.revocation as revocation_rules
from grantlab.diagnosis import engine
from grantlab.diagnosis.catalogue import all_rules
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding, Verdict, confirmed, ruled_out
from grantlab.diagnosis.readings.requests import value_of
from grantlab.diagnosis.registry import Judge
from grantlab.store.round_trips import RoundTrips
from tests.support.mutants.mutant import Mutant

Patch = pytest.MonkeyPatch
Change = Callable[[Judge], Judge]


def _change_rule(patch: Patch, cause: str, change: Change) -> None:
    """Put another rule in the place of that of a cause."""
    rules = tuple(
        replace(rule, judge=change(rule.judge)) if rule.cause.id == cause else rule
        for rule in all_rules()
    )
    patch.setattr(engine, "all_rules", lambda: rules)


def _never(_judge: Judge) -> Judge:
    return lambda _evidence: ruled_out("It is never this.")


def _always(_judge: Judge) -> Judge:
    return lambda _evidence: confirmed("It is always this.", remedy="Look again.")


def _certain(judge: Judge) -> Judge:
    """Make a rule say as certain what it suspects."""

    def judged(evidence: Evidence) -> Finding:
        finding = judge(evidence)
        if finding.verdict is Verdict.SUSPECTED:
            return replace(finding, verdict=Verdict.CONFIRMED, question=None)
        return finding

    return judged


def _or_unlisted(judge: Judge) -> Judge:
    """Make a rule take an address that is not on our list for one of the other keys."""

    def judged(evidence: Evidence) -> Finding:
        sent = value_of(evidence.refusal, "redirect_uri")
        listed = evidence.registered_redirect_uris
        if listed is None or sent in listed:
            return judge(evidence)
        return confirmed("The other keys have that address.", remedy="Look again.")

    return judged


def _rule(cause: str, change: Change) -> Callable[[Patch], None]:
    return lambda patch: _change_rule(patch, cause, change)


def _reading(module: Any, name: str, value: object) -> Callable[[Patch], None]:
    """Let a reading that the rules of a module rest on give always the same."""
    return lambda patch: patch.setattr(module, name, lambda *_, **__: value)


def _compare_without_slash(patch: Patch) -> None:
    def trimmed(*asked: Any) -> str | None:
        value = value_of(*asked)
        return None if value is None else value.rstrip("/")

    patch.setattr(uri_rules, "value_of", trimmed)


def _lose_walks(patch: Patch) -> None:
    patch.setattr(RoundTrips, "evidence_of_walk", lambda *_: [])


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="redirect-uris-compared-without-slash",
        says="Redirect URIs count as equal that differ by a slash at the end.",
        apply=_compare_without_slash,
        fails=frozenset({"E1"}),
    ),
    Mutant(
        name="query-taken-for-a-mismatch",
        says="A redirect URI with a query is only said to be another one.",
        apply=_reading(uri_rules, "_twin_but_for_query", None),
        fails=frozenset({"E1"}),
    ),
    Mutant(
        name="exchanges-without-a-connection-are-lost",
        says="What a walk has sent that led to no connection is not on record.",
        apply=_lose_walks,
        fails=frozenset({"E1", "E2", "E3"}),
    ),
    Mutant(
        name="second-code-overlooked",
        says="Any code that the redirect had brought counts as the right one.",
        apply=_reading(code_rules, "_is_the_wrong_one", value=False),
        fails=frozenset({"E2"}),
    ),
    Mutant(
        name="collision-always-confirmed",
        says="Every refused exchange is said to have sent another code.",
        apply=_rule("code_param_collision", _always),
        fails=frozenset({"E2"}),
    ),
    Mutant(
        name="keys-never-compared",
        says="Nobody asks which keys had asked for the code.",
        apply=_reading(key_rules, "authorized_client_id", None),
        fails=frozenset({"E3"}),
    ),
    Mutant(
        name="other-keys-certain-by-words",
        says="The words of an answer are taken for proof of other keys.",
        apply=_rule("wrong_environment_keys", _certain),
        fails=frozenset({"E3"}),
    ),
    Mutant(
        name="other-address-taken-for-other-keys",
        says="A redirect URI that is not on the list is said to show other keys.",
        apply=_rule("wrong_environment_keys", _or_unlisted),
        fails=frozenset({"E1", "E3"}),
    ),
    Mutant(
        name="earlier-exchange-overlooked",
        says="An exchange of the same code before is not looked for.",
        apply=_reading(code_rules, "exchanges_of", ()),
        fails=frozenset({"E4"}),
    ),
    Mutant(
        name="reuse-always-confirmed",
        says="Every refused exchange is said to be the second of its code.",
        apply=_rule("code_reused", _always),
        fails=frozenset({"E1", "E2", "E3", "E4"}),
    ),
    Mutant(
        name="idle-token-never-named",
        says="That a refresh token had reached its end unused is never said.",
        apply=_rule("refresh_token_expired_inactivity", _never),
        fails=frozenset({"L604", "R1"}),
    ),
    Mutant(
        name="five-years-forgotten",
        says="The limit that an answer told is not remembered.",
        apply=_reading(expiry_rules, "hard_deadline", None),
        fails=frozenset({"R1"}),
    ),
    Mutant(
        name="old-token-never-named",
        says="That an older refresh token was sent is never said.",
        apply=_rule("stale_refresh_token", _never),
        fails=frozenset({"R1"}),
    ),
    Mutant(
        name="recovery-overlooked",
        says="A token that is accepted later is no sign that the service was in trouble.",
        apply=_reading(outage_rules, "_accepted_later", None),
        fails=frozenset({"R2"}),
    ),
    Mutant(
        name="outage-certain-without-sign",
        says="Every refusal is said to come of trouble at the service.",
        apply=_rule("provider_outage", _always),
        fails=frozenset({"L513", "R1", "R2", "R4", "R5", "R6"}),
    ),
    Mutant(
        name="memory-never-suspected",
        says="That a program kept an old value is never thought of.",
        apply=_rule("stale_cache_in_code", _never),
        fails=frozenset({"R3"}),
    ),
    Mutant(
        name="memory-certain",
        says="It is said as certain that a program kept an old value.",
        apply=_rule("stale_cache_in_code", _certain),
        fails=frozenset({"R3"}),
    ),
    Mutant(
        name="unstored-pair-never-named",
        says="That a pair was never stored is never said.",
        apply=_rule("not_persisted_after_refresh", _never),
        fails=frozenset({"R4"}),
    ),
    Mutant(
        name="race-taken-for-a-sequence",
        says="Two refreshes are never said to have met.",
        apply=_reading(race_rules, "_overlap", value=False),
        fails=frozenset({"R4"}),
    ),
    Mutant(
        name="disconnect-never-suspected",
        says="An access token that is refused within its hour is no sign of anything.",
        apply=_reading(revocation_rules, "young_call_refused", None),
        fails=frozenset({"R5"}),
    ),
    Mutant(
        name="disconnect-certain",
        says="It is said as certain that the user disconnected.",
        apply=_rule("revoked_by_user_disconnect", _certain),
        fails=frozenset({"R5"}),
    ),
    Mutant(
        name="own-revocation-never-named",
        says="That the application itself had revoked its tokens is never said.",
        apply=_rule("revoked_by_app", _never),
        fails=frozenset({"R5"}),
    ),
    Mutant(
        name="second-exchange-forgotten",
        says="A refused refresh is not traced to the code of its consent.",
        apply=_reading(revocation_rules, "find_code_use", None),
        fails=frozenset({"R6"}),
    ),
)
