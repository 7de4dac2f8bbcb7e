"""Causes of a refused refresh that lie in how long a token, or a consent, lives."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.findings import Finding, confirmed, suspected, undetermined
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.ages import (
    age_of_consent,
    idle_for,
    idle_in_log,
    past_its_end,
)
from grantlab.diagnosis.pastes.contexts import (
    is_exchange,
    is_grant_refused,
    is_refused,
)
from grantlab.diagnosis.pastes.inner_moments import find_late_refresh_token
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.pastes.week_spans import spans_week
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Understood

_CONSENT = "Ask the user to consent again"


@paste_rule("refresh_token_expired_inactivity", stage=Stage.REFRESH)
def unused_refresh_token(understood: Understood) -> Finding | None:
    remedy = (
        f"{_CONSENT}, and refresh every connection well within the life of its token."
    )
    if not is_refused(understood) or is_exchange(understood):
        return None
    if idle := idle_for(understood):
        return confirmed(
            f"The last refresh was {wording.span(idle)} before, which is the whole life of a"
            " refresh token.",
            remedy=remedy,
        )
    is_told = understood.sees(Sign.INACTIVITY)
    if understood.sees(Sign.REGULARLY_REFRESHED) and not is_told:
        return None
    if because := _too_late(understood):
        return suspected(because, remedy=remedy, question=questions.LAST_SUCCESS.text)
    other = (Sign.EXPIRED_OR_REVOKED, Sign.HARD_EXPIRY, Sign.SEVEN_DAYS)
    is_called = understood.sees(
        Sign.REFRESH_TOKEN_CALLED_EXPIRED
    ) and not understood.sees(*other)
    if not (is_told or is_called):
        return _outlived(understood)
    return suspected(
        "The refresh token had not been used for longer than it lives.",
        remedy=remedy,
        question=questions.LAST_SUCCESS.text,
        facts=understood.spans_of(Sign.INACTIVITY, Sign.REFRESH_TOKEN_CALLED_EXPIRED),
    )


@paste_rule("refresh_token_hard_expired", stage=Stage.REFRESH)
def outlived_refresh_token(understood: Understood) -> Finding | None:
    remedy = f"{_CONSENT}; no refresh prolongs this life."
    if not is_refused(understood):
        return None
    if age := age_of_consent(understood):
        return suspected(
            f"The consent was {wording.span(age)} before, which is the whole life of a grant.",
            remedy=remedy,
            question=questions.LAST_SUCCESS.text,
        )
    is_week = understood.sees(Sign.EXPIRED_OR_REVOKED) and (
        understood.sees(Sign.SEVEN_DAYS) or spans_week(understood)
    )
    is_in_use = understood.sees(Sign.REGULARLY_REFRESHED) and understood.sees(
        Sign.REFRESH_TOKEN_CALLED_EXPIRED
    )
    is_old = understood.sees(Sign.HARD_EXPIRY) or is_week or is_in_use
    if not is_old or understood.sees(Sign.INACTIVITY):
        return None
    return suspected(
        "The grant is as old as a grant may be, however often it was refreshed.",
        remedy=remedy,
        question=questions.LAST_SUCCESS.text,
        facts=understood.spans_of(Sign.HARD_EXPIRY, Sign.SEVEN_DAYS),
    )


def _too_late(understood: Understood) -> str | None:
    """Return why the refresh came too late, by its log or by the end that was stored."""
    if age_of_consent(understood) or understood.sees(Sign.HARD_EXPIRY):
        return None
    if idle := idle_in_log(understood):
        return (
            f"The last refresh in the log was {wording.span(idle)} before, which is the whole"
            " life of a refresh token."
        )
    if past := past_its_end(understood):
        return (
            f"The end that is stored with the refresh token was {wording.span(past)} past when"
            " it was refused."
        )
    return None


def _outlived(understood: Understood) -> Finding | None:
    """Return what the moment inside the token says, which alone names no cause."""
    outlived = find_late_refresh_token(understood)
    if outlived is None or not is_grant_refused(understood):
        return None
    return undetermined(
        questions.LAST_SUCCESS.text,
        because=f"The refresh token carries the moment {wording.moment(outlived.expires_at)}, most"
        f" likely its end, and was refused {wording.span(outlived.apart)} later.",
    )
