"""The ledger as the page shows it: what Intuit sees, consent by consent, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from blueprints.bench.holders import Held, Holders
from grantlab.wire.bench_state import AppReading, Ledger, LedgerRefusal, LedgerToken

CONSENTS = 5
GENERATIONS = 6
REFUSALS = 10
"""How many are shown at first; the rest is one link away."""

_ENDPOINTS = {
    "authorization": "Authorization endpoint",
    "token": "Token endpoint",
    "revocation": "Revocation endpoint",
    "userinfo": "UserInfo",
    "company-api": "Company API",
}


class Standing(NamedTuple):
    """How a token stands at the service: a word, its role, and since or until when."""

    word: str
    role: str
    since: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """One token, and how it stands at the service."""

    fingerprint: str
    kind: str
    held: Held | None
    """Who holds it here; ``None`` if nobody does."""

    word: str
    role: str
    since: str
    """What the moment is: until when it is good, or since when it is not."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationView:
    """The tokens of one generation: a refresh token, and the access tokens it came with."""

    number: int
    tokens: tuple[TokenView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentView:
    """One consent, and the family of tokens that came of it."""

    number: int
    keys: str
    realm_id: str | None
    connection: int | None
    generations: tuple[GenerationView, ...]
    older: int
    """How many generations are not shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalView:
    """One no, with the reason that the wire was not told."""

    at: datetime
    where: str
    answer: str
    reason: str
    intuit_tid: str
    consent: int | None
    fingerprint: str | None
    held: Held | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPanel:
    """What the provider has issued and refused of late."""

    consents: tuple[ConsentView, ...]
    refusals: tuple[RefusalView, ...]
    consent_count: int
    token_count: int
    refusal_count: int
    limit: int
    """How many tokens, and how many refusals, the bench tells at most."""

    @property
    def leaves_out(self) -> bool:
        """Whether more is told than is shown."""
        return (
            self.consent_count > len(self.consents)
            or self.refusal_count > len(self.refusals)
            or any(consent.older for consent in self.consents)
        )


def show_ledger(
    ledger: Ledger, *, app: AppReading, holders: Holders, whole: bool
) -> LedgerPanel:
    """Return the ledger, the newest first, and no more than is read at a glance."""
    tokens_by_chain: dict[int, list[LedgerToken]] = {}
    for token in ledger.tokens:
        tokens_by_chain.setdefault(token.chain, []).append(token)
    numbers = sorted(tokens_by_chain, reverse=True)
    refusals = ledger.refusals[::-1]
    shown = numbers if whole else numbers[:CONSENTS]
    shown_refusals = refusals if whole else refusals[:REFUSALS]
    held = holders.find(
        *(token.fingerprint for number in shown for token in tokens_by_chain[number]),
        *(item.fingerprint for item in shown_refusals if item.fingerprint),
    )
    keys_by_client = {keys.client_id: name for name, keys in app.keys.items()}
    most = None if whole else GENERATIONS
    return LedgerPanel(
        consents=tuple(
            _consent(tokens_by_chain[number], keys_by_client, held, most)
            for number in shown
        ),
        refusals=tuple(_refusal(item, held) for item in shown_refusals),
        consent_count=len(numbers),
        token_count=len(ledger.tokens),
        refusal_count=len(refusals),
        limit=ledger.limit,
    )


def _consent(
    tokens: list[LedgerToken],
    keys_by_client: dict[str, str],
    held: dict[str, Held],
    most: int | None,
) -> ConsentView:
    newest = tokens[-1]
    generations: dict[int, list[LedgerToken]] = {}
    for token in reversed(tokens):
        generations.setdefault(token.generation, []).append(token)
    numbers = sorted(generations, reverse=True)
    holder = next(
        (held[item.fingerprint] for item in tokens if item.fingerprint in held), None
    )
    return ConsentView(
        number=newest.chain,
        keys=keys_by_client.get(newest.client_id, newest.client_id),
        realm_id=newest.realm_id,
        connection=None if holder is None else holder.connection,
        generations=tuple(
            GenerationView(number=number, tokens=_family(generations[number], held))
            for number in numbers[:most]
        ),
        older=0 if most is None else len(numbers[most:]),
    )


def _family(
    tokens: Iterable[LedgerToken], held: dict[str, Held]
) -> tuple[TokenView, ...]:
    """Return the refresh token first, then its access tokens."""
    ordered = sorted(tokens, key=lambda item: item.kind != "refresh")
    return tuple(_token(item, held.get(item.fingerprint)) for item in ordered)


def _token(token: LedgerToken, held: Held | None) -> TokenView:
    standing = _standing(token)
    return TokenView(
        fingerprint=token.fingerprint,
        kind=token.kind,
        held=held,
        word=standing.word,
        role=standing.role,
        since=standing.since,
        at=standing.at,
    )


def _standing(token: LedgerToken) -> Standing:
    if token.refused_as is None:
        if token.replaced_at is None:
            return Standing("good", "good", "until", token.expires_at)
        return Standing(
            "stale, still honoured", "caution", "replaced", token.replaced_at
        )
    word = _plain(token.refused_as)
    if token.revoked_at is not None:
        return Standing(word, "refused", "since", token.revoked_at)
    if token.replaced_at is not None and token.refused_as == "superseded":
        return Standing(word, "unknown", "replaced", token.replaced_at)
    return Standing(word, "unknown", "its end was", token.expires_at)


def _refusal(item: LedgerRefusal, held: dict[str, Held]) -> RefusalView:
    return RefusalView(
        at=item.at,
        where=_ENDPOINTS.get(item.endpoint, item.endpoint),
        answer=f"{item.status} {item.error}".strip(),
        reason=_plain(item.reason),
        intuit_tid=item.intuit_tid,
        consent=item.chain,
        fingerprint=item.fingerprint,
        held=held.get(item.fingerprint or ""),
    )


def _plain(reason: str) -> str:
    return reason.replace("_", " ")
