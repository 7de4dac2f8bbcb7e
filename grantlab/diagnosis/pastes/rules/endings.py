"""Causes of a refusal that lie with the service, the user, or a limit."""

from datetime import datetime

from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    both_refused_young,
    codes_seen_twice,
    end_of_access_token,
    is_exchange,
    is_grant_refused,
    is_refresh,
    is_refused,
    is_unauthorized,
    refused_young,
)
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.pastes.spent_codes import refused_after_spent_code
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Happened, Understood

_CONSENT = "Ask the user to consent again"
_SAID_BEFORE = (
    Sign.STATE_DIFFERS,
    Sign.STATE_NOT_KEPT,
    Sign.CLIENT_REFUSED,
    Sign.CODE_SPENT,
    Sign.CODE_UNREAD,
    Sign.BLOCKED_BY_BROWSER,
    Sign.COLUMN_TOO_SMALL,
    Sign.FORM_UNREADABLE,
    Sign.REDIRECT_REFUSED,
    Sign.SCOPE_REFUSED,
)


@paste_rule("provider_outage", stage=Stage.REFRESH)
def trouble_at_the_service(understood: Understood) -> Finding | None:
    failed = understood.has_status("502", "503", "504") or (
        understood.sees(Sign.SERVICE_FAILED) and not understood.has_fault("3100")
    )
    if understood.sees(Sign.MANY_AFFECTED):
        failed = failed or understood.has_status("500")
    if not failed or is_grant_refused(understood) or understood.sees(*_SAID_BEFORE):
        return None
    because = (
        "The service failed, or said that it could not answer; no token was judged."
    )
    remedy = "Keep both tokens, and try the same request again later."
    facts = understood.spans_of(Sign.SERVICE_FAILED, Sign.MANY_AFFECTED)
    if understood.has_status("502", "503", "504"):
        return confirmed(because, remedy=remedy, facts=facts)
    return suspected(
        because, remedy=remedy, question=questions.STILL_FAILING.text, facts=facts
    )


@paste_rule(
    "rate_limited",
    stage=Stage.API,
    title="Too much was asked in too short a time",
    source="Intuit's limits of the company API: status 429, fault 3001; RFC 6585 §4.",
)
def throttled(understood: Understood) -> Finding | None:
    says = understood.sees(Sign.TOO_MANY_REQUESTS)
    if not (says or understood.has_status("429") or understood.has_fault("3001")):
        return None
    return confirmed(
        "The answer says that the limit of requests was reached; the tokens are good.",
        remedy="Send less at once, wait as long as the answer says, and try again.",
        facts=understood.spans_of(Sign.TOO_MANY_REQUESTS),
    )


@paste_rule("revoked_by_user_disconnect", stage=Stage.REFRESH)
def disconnected(understood: Understood) -> Finding | None:
    remedy = (
        f"{_CONSENT}, if the user wants the connection back; delete what is stored."
    )
    if at := _refused_before_expiry(understood):
        return confirmed(
            f"An access token was refused at {at:%H:%M:%S}, before its expiry: the connection"
            " had been ended.",
            remedy=remedy,
            facts=understood.spans_of(
                Sign.DISCONNECTED_BY_USER, Sign.TOKEN_STILL_VALID
            ),
        )
    other = (Sign.EXPIRED_OR_REVOKED, Sign.REFRESH_TOKEN_SPENT)
    if understood.sees(Sign.REVOKED) and not understood.sees(*other):
        return confirmed(
            "The service says that the grant was revoked.",
            remedy=remedy,
            facts=understood.spans_of(Sign.REVOKED),
        )
    signs = (
        *(
            ()
            if understood.sees(Sign.STILL_CONNECTED)
            else (Sign.DISCONNECTED_BY_USER,)
        ),
        Sign.ROW_KEPT_AFTER_REVOCATION,
        *((Sign.REVOKED_BY_PROGRAM,) if _went_through(understood) else ()),
    )
    is_called_young = understood.sees(Sign.TOKEN_STILL_VALID) and not understood.sees(
        Sign.STILL_CONNECTED
    )
    is_young = (
        understood.sees(Sign.ACCESS_TOKEN_REFUSED)
        and (is_called_young or refused_young(understood))
    ) or both_refused_young(understood)
    ended = understood.sees(*signs) and (
        is_refused(understood) or understood.sees(Sign.SCOPE_LOCALLY_MISSING)
    )
    ended = ended and not understood.sees(Sign.BEARER_FOR_CLIENT)
    if not (ended or is_young):
        return None
    return suspected(
        "The connection was ended, by the user or by revoking its token, and what is stored"
        " is what remained."
        if ended
        else "An access token that had not expired was refused.",
        remedy=remedy,
        question=questions.ACCESS_STILL_WORKS.text,
        facts=understood.spans_of(*signs, Sign.TOKEN_STILL_VALID),
    )


@paste_rule("revoked_by_code_reuse", stage=Stage.REFRESH)
def ended_by_second_exchange(understood: Understood) -> Finding | None:
    twice = (
        codes_seen_twice(understood) and is_refresh(understood)
    ) or refused_after_spent_code(understood)
    told = understood.sees(Sign.CODE_REUSE_ENDED_TOKENS) or (
        understood.sees(Sign.CODE_SPENT, Sign.CODE_DELIVERED_TWICE)
        and is_refresh(understood)
        and not is_exchange(understood)
        and not _tells_of_refreshes_alone(understood)
    )
    if not (told or twice) or not is_refused(understood):
        return None
    return suspected(
        "The code of the consent was exchanged more than once, which ends the tokens that its"
        " first use gave.",
        remedy=f"{_CONSENT}, and exchange each code once, also when its callback comes twice.",
        question=questions.FIRST_OR_LATER.text,
        facts=understood.spans_of(
            Sign.CODE_REUSE_ENDED_TOKENS, Sign.CODE_SPENT, Sign.CODE_DELIVERED_TWICE
        ),
    )


@paste_rule(
    "scope_changed_needs_reauth",
    stage=Stage.API,
    title="The consent is older than the scope that is needed",
    source="RFC 6749 §6: a refresh gives no scope that was not granted.",
)
def scope_added_later(understood: Understood) -> Finding | None:
    if not understood.sees(Sign.SCOPE_ADDED_LATER) or understood.sees(
        Sign.SCOPE_REFUSED
    ):
        return None
    return suspected(
        "What is missing was added after this user had consented, and refreshing adds no"
        " scope.",
        remedy=f"{_CONSENT}, with the whole list of scopes.",
        question=questions.SCOPES_OF_CONSENT.text,
        facts=understood.spans_of(Sign.SCOPE_ADDED_LATER),
    )


def _went_through(understood: Understood) -> bool:
    """Whether more is there than a revocation that was refused: one that went well, or a later use."""
    return not understood.sees(Sign.REVOCATION_FAILED) and (
        is_grant_refused(understood)
        or is_unauthorized(understood)
        or understood.sees(Sign.SCOPE_LOCALLY_MISSING)
        or understood.has_status("200", "204")
    )


def _tells_of_refreshes_alone(understood: Understood) -> bool:
    """Whether what came twice, or at once, was a refresh, and no code is in sight."""
    has_code = understood.sees(
        Sign.EXCHANGE_SEEN, Sign.CALLBACK_SEEN, Sign.CODE_SPENT
    ) or understood.values_of(Field.CODE)
    is_told = understood.sees(
        Sign.TWO_AT_ONCE, Sign.KEPT_ACCESS_TOKEN_ONLY, Sign.NOT_STORED
    )
    return is_told and not has_code


def _refused_before_expiry(understood: Understood) -> datetime | None:
    """Return when an access token was refused that was not yet at its end."""
    expires_at = end_of_access_token(understood)
    is_other = understood.sees(Sign.GENERAL_AUTHENTICATION) or understood.has_fault(
        "100"
    )
    if expires_at is None or is_other or not is_unauthorized(understood):
        return None
    for event in understood.events:
        at = event.moment.at
        if (
            event.happened is Happened.UNAUTHORIZED
            and at is not None
            and at < expires_at
        ):
            return at
    return None
