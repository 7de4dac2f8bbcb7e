"""What the last thing that was sent came to, in words."""

from dataclasses import dataclass
from http import HTTPStatus

from blueprints.walkthrough.breaks import BREAK_BY_ID, Break, BreakId
from blueprints.walkthrough.policy_words import tell_policy
from blueprints.walkthrough.steps import Step, StepId
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.wire.policy_outline import PolicyOutline

TO_THE_POINT = frozenset(
    {
        Purpose.EXCHANGE,
        Purpose.REFRESH,
        Purpose.REVOCATION,
        Purpose.COMPANY_INFO,
        Purpose.USERINFO,
    }
)

SENDING = frozenset({StepId.EXCHANGE, StepId.CALL, StepId.REFRESH, StepId.REVOKE})
"""The steps whose buttons send something, and that say what came of it."""

_SUCCESS = {
    Purpose.EXCHANGE: "The code was exchanged",
    Purpose.REFRESH: "A new pair came, and is stored",
    Purpose.REVOCATION: "The connection is ended",
    Purpose.COMPANY_INFO: "The company answered",
    Purpose.USERINFO: "UserInfo answered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A notice: its role, its title, and what to make of it."""

    role: str
    """One of good, caution, refused, unknown."""

    title: str
    says: tuple[str, ...]
    body: str
    """The error body as it came; empty where there is none to show."""

    to_checklist: bool
    """Whether the checklist has something to say about it."""


def tell_outcome(
    step: Step,
    broken: BreakId | None,
    last: RoundTrip | None,
    policy: PolicyOutline | None,
) -> Outcome | None:
    """Return the notice for what was sent last in this step, if anything was."""
    sent = last if last is not None and last.purpose in TO_THE_POINT else None
    item = None if broken is None else BREAK_BY_ID[broken]
    if item is not None and item.step is step.id:
        on_record = sent is not None and sent.sent_on_purpose == item.id
        # An address alone breaks nothing: it may have been opened elsewhere, or later.
        if on_record or not item.is_sent:
            return _of_break(item, sent if on_record else None, policy)
    if sent is None or step.id not in SENDING:
        return None
    return _of_round_trip(sent)


def _of_break(
    item: Break, sent: RoundTrip | None, policy: PolicyOutline | None
) -> Outcome:
    if sent is not None and _tells_nothing(item, sent):
        return _of_round_trip(sent)
    refused = sent is not None and sent.refused
    says = _otherwise(item, sent) or (item.means, item.heals)
    if item.hangs_on_policy:
        says = (*says, tell_policy(policy))
    return Outcome(
        role="refused" if refused else "caution",
        title=f"You broke it: {item.title[0].lower()}{item.title[1:]}",
        says=says,
        body=sent.response_body if sent is not None and refused else "",
        to_checklist=_concerns_grant(sent),
    )


def _tells_nothing(item: Break, sent: RoundTrip) -> bool:
    """Whether the service was not to be had, so that nothing was learnt of the break."""
    if sent.status is None:
        return item.id is not BreakId.LOST_ANSWER
    return sent.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def _otherwise(item: Break, sent: RoundTrip | None) -> tuple[str, ...]:
    """Return what is said where the service did not do what it mostly does."""
    if sent is None or sent.status is None:
        return ()
    said = item.if_refused if sent.refused else item.if_taken
    return (said,) if said else ()


def _of_round_trip(last: RoundTrip) -> Outcome:
    if last.status is None:
        return Outcome(
            role="unknown",
            title="No answer came",
            says=(
                f"{(last.failure or 'Nothing arrived').capitalize()}.",
                "What was asked may have been done or not. The tokens are kept; try again.",
            ),
            body="",
            to_checklist=False,
        )
    if last.status == HTTPStatus.OK and '"error"' not in last.response_body:
        return Outcome(
            role="good",
            title=_SUCCESS[last.purpose],
            says=(),
            body="",
            to_checklist=False,
        )
    return Outcome(
        role="refused",
        title=f"{last.status} {last.reason}",
        says=(_explain(last),),
        body=last.response_body,
        to_checklist=_concerns_grant(last),
    )


def _concerns_grant(round_trip: RoundTrip | None) -> bool:
    return (
        round_trip is not None
        and round_trip.refused
        and round_trip.purpose in {Purpose.EXCHANGE, Purpose.REFRESH}
    )


def _explain(last: RoundTrip) -> str:
    by_word = next(
        (says for word, says in _BY_ERROR.items() if word in last.response_body), None
    )
    if by_word is not None:
        return by_word
    if last.purpose is Purpose.REVOCATION and last.status == HTTPStatus.BAD_REQUEST:
        return "Intuit answers so for a token that is already void. The access token was tried as well, so the connection is ended."
    if last.status is not None and last.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "The service failed. That says nothing about the token: keep it, and try again later."
    return _BY_STATUS.get(
        last.status or 0,
        "The answer is not one that can be used. Nothing of it was stored.",
    )


_BY_ERROR = {
    "invalid_grant": "What was sent is not accepted. The error does not say why; the checklist looks at what was recorded.",
    "invalid_client": "The credentials were not accepted. The code or token was not looked at.",
}

_BY_STATUS = {
    401: "The access token is not accepted: expired, revoked, or no access token at all.",
    403: "The token is good, but not for this: another company, another environment, or a scope that was not granted.",
}
