"""Which of several conclusions to name first, and what to ask when none can be named."""

from collections import Counter
from dataclasses import dataclass

from grantlab.diagnosis.engine import Conclusion
from grantlab.diagnosis.findings import Verdict

PRECEDENCE = (
    "wrong_environment_keys",
    "code_reused",
    "code_expired",
    "redirect_uri_has_query",
    "redirect_uri_mismatch",
    "code_param_collision",
    "revoked_by_user_disconnect",
    "provider_outage",
    "revoked_by_app",
    "revoked_by_code_reuse",
    "refresh_token_hard_expired",
    "refresh_token_expired_inactivity",
    "not_persisted_after_refresh",
    "concurrent_refresh_race",
    "stale_refresh_token",
    "stale_cache_in_code",
)
"""Of two causes that both hold, which is named: what suffices by itself and is looked at
first by the service comes before what it would look at later, and a reason why an old
token was sent comes before the fact that it was old. Of questions that are asked equally
often, the first in this order is put."""

GENERAL_CAUSE = {"stale_cache_in_code": "stale_refresh_token"}
"""Suspicions that are one way in which another came about; the other one is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Top:
    """The cause to name first, or the question to ask first."""

    conclusion: Conclusion | None
    """``None`` when the facts carry no single cause."""

    candidates: tuple[Conclusion, ...]
    """Those that are not ruled out, the likeliest first."""

    question: str | None
    """What separates the candidates best; ``None`` when a cause is confirmed, or when
    everything is ruled out."""


def top(conclusions: tuple[Conclusion, ...]) -> Top:
    """Return the single best cause: a confirmed one, or the only one suspected."""
    ordered = sorted(conclusions, key=_rank)
    confirmed = _with(ordered, Verdict.CONFIRMED)
    suspects = _with(ordered, Verdict.SUSPECTED)
    candidates = (*confirmed, *suspects, *_with(ordered, Verdict.CANNOT_TELL))
    if confirmed:
        return Top(conclusion=confirmed[0], candidates=candidates, question=None)
    named = _leave_out_special(suspects)
    return Top(
        conclusion=named[0] if len(named) == 1 else None,
        candidates=candidates,
        question=_commonest_question(suspects or candidates),
    )


def _rank(conclusion: Conclusion) -> int:
    id_ = conclusion.rule.id
    return PRECEDENCE.index(id_) if id_ in PRECEDENCE else len(PRECEDENCE)


def _with(conclusions: list[Conclusion], verdict: Verdict) -> tuple[Conclusion, ...]:
    return tuple(one for one in conclusions if one.finding.verdict is verdict)


def _leave_out_special(suspects: tuple[Conclusion, ...]) -> list[Conclusion]:
    ids = {suspect.rule.id for suspect in suspects}
    return [one for one in suspects if GENERAL_CAUSE.get(one.rule.id) not in ids]


def _commonest_question(conclusions: tuple[Conclusion, ...]) -> str | None:
    """Return the question that most of them ask; of equals, that of the first."""
    asked = Counter(one.finding.question for one in conclusions if one.finding.question)
    return asked.most_common(1)[0][0] if asked else None
