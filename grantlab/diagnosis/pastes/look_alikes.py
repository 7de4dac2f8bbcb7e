"""Failures that look the same whatever their cause, and what separates the causes best.

Source: the table of look-alikes, docs/look-alikes.md.
"""

from collections.abc import Callable
from dataclasses import dataclass

from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    is_exchange,
    is_grant_refused,
    is_refresh,
    is_token_request_refused,
    is_unauthorized,
)
from grantlab.diagnosis.verdicts import Question
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Understood, texts


@dataclass(frozen=True, slots=True, kw_only=True)
class LookAlikes:
    """Causes that a paste like this one leaves open, the likeliest first."""

    id: str
    is_it: Callable[[Understood], bool]
    causes: tuple[str, ...]
    question: Question


_GOOGLES = {
    "gaxios",
    "google-auth for Python",
    "Google's .NET client",
    "gRPC's credentials",
}
_GOOGLE_HOSTS = {"oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com"}
_CONNECTORS = {"Airbyte", "Singer", "an ODBC connector"}


def _through_a_connector(understood: Understood) -> bool:
    named = _CONNECTORS.intersection(texts(understood.libraries))
    return bool(named) and (
        is_token_request_refused(understood) or understood.has_status("400", "401")
    )


def _refused_through_a_connector(understood: Understood) -> bool:
    return _through_a_connector(understood) and (
        is_grant_refused(understood) or not understood.has_status("401")
    )


def _at_the_callback(understood: Understood) -> bool:
    if understood.sees(
        Sign.STATE_DIFFERS, Sign.STATE_NOT_KEPT, Sign.CALLBACK_WITHOUT_STATE
    ):
        return True
    return understood.sees(Sign.CALLBACK_SEEN) and not (
        is_grant_refused(understood) or understood.sees(Sign.EXCHANGE_SEEN)
    )


def _on_the_consent_page(understood: Understood) -> bool:
    return understood.sees(Sign.CONSENT_PAGE_FAILED, Sign.REDIRECTED_WITHOUT_END)


def _refused_exchange(understood: Understood) -> bool:
    return understood.sees(Sign.CODE_UNKNOWN, Sign.SEVERAL_REASONS) or (
        is_grant_refused(understood) and is_exchange(understood)
    )


def _unreadable_request(understood: Understood) -> bool:
    return understood.sees(Sign.REQUEST_REFUSED) and (
        is_exchange(understood) or understood.sees(Sign.TOKEN_ENDPOINT_SEEN)
    )


def _refused_everywhere(understood: Understood) -> bool:
    return is_token_request_refused(understood) and (
        understood.sees(Sign.REFUSED_ELSEWHERE_TOO)
        or (understood.sees(Sign.JUST_CONSENTED) and is_refresh(understood))
    )


def _refused_in_one_environment(understood: Understood) -> bool:
    return (
        understood.sees(Sign.WORKS_IN_OTHER_ENVIRONMENT)
        and is_token_request_refused(understood)
        and is_refresh(understood)
    )


def _expired_or_revoked(understood: Understood) -> bool:
    if _refused_everywhere(understood) and understood.sees(Sign.JUST_CONSENTED):
        return False  # Nothing of a consent so young has expired.
    return understood.sees(
        Sign.EXPIRED_OR_REVOKED, Sign.REFRESH_TOKEN_EXPIRED
    ) and not (
        understood.sees(Sign.CODE_UNKNOWN)
        or (understood.sees(Sign.SEVERAL_REASONS) and is_exchange(understood))
    )


def _bare_invalid_grant(understood: Understood) -> bool:
    is_known = is_refresh(understood) or understood.libraries or understood.intuit_tids
    return is_grant_refused(understood) and not is_known


def _refused_by_google(understood: Understood) -> bool:
    named = _GOOGLES.intersection(texts(understood.libraries))
    asked = _GOOGLE_HOSTS.intersection(texts(understood.hosts))
    return (
        bool(named or asked)
        and is_grant_refused(understood)
        and not is_exchange(understood)
    )


def _refused_by_hand(understood: Understood) -> bool:
    return (
        understood.sees(Sign.STARTED_BY_HAND)
        and is_grant_refused(understood)
        and is_refresh(understood)
    )


def _refused_after_a_week(understood: Understood) -> bool:
    is_known = understood.sees(Sign.REFRESH_VALUE_REFUSED) or is_exchange(understood)
    is_week = understood.sees(Sign.SEVEN_DAYS)
    return is_week and is_grant_refused(understood) and not is_known


def _unauthorized_without_detail(understood: Understood) -> bool:
    return understood.sees(Sign.REFUSED_WITHOUT_DETAIL) and understood.has_status("401")


def _unauthorized_at_times(understood: Understood) -> bool:
    return is_unauthorized(understood) and understood.sees(Sign.INTERMITTENT)


def _no_detail(understood: Understood) -> bool:
    return understood.sees(Sign.REFUSED_WITHOUT_DETAIL) or (
        understood.has_status("400") and is_refresh(understood)
    )


def _general_authentication(understood: Understood) -> bool:
    return understood.sees(Sign.GENERAL_AUTHENTICATION) or understood.has_fault("100")


def _failed_with_3100(understood: Understood) -> bool:
    return understood.has_fault("3100") and understood.has_status("500")


def _other_client_or_kind(understood: Understood) -> bool:
    return understood.sees(Sign.OTHER_CLIENT_OR_KIND) and not is_exchange(understood)


def _of_another_company(understood: Understood) -> bool:
    return understood.sees(Sign.COMPANY_NOT_ALLOWED)


def _permission_asked(understood: Understood) -> bool:
    return understood.sees(Sign.PERMISSION_ASKED)


def _forbidden(understood: Understood) -> bool:
    return understood.sees(Sign.FORBIDDEN) or understood.has_status("403")


def _unanswered(understood: Understood) -> bool:
    return understood.unanswered is not None


def _no_answer(understood: Understood) -> bool:
    return understood.sees(
        Sign.NO_ANSWER, Sign.SERVICE_FAILED
    ) or understood.has_status("500", "502", "503", "504")


FAMILIES: tuple[LookAlikes, ...] = (
    LookAlikes(
        id="unanswered",
        is_it=_unanswered,
        causes=("provider_outage", "wrong_base_url_environment"),
        question=questions.STILL_FAILING,
    ),
    LookAlikes(
        id="refused-through-a-connector",
        is_it=_refused_through_a_connector,
        causes=(
            "wrong_client_or_environment_for_token",
            "not_persisted_after_refresh",
            "stale_refresh_token",
            "revoked_by_user_disconnect",
        ),
        question=questions.CLIENT_AT_CONSENT,
    ),
    LookAlikes(
        id="other-client-or-kind",
        is_it=_other_client_or_kind,
        causes=(
            "wrong_client_or_environment_for_token",
            "access_token_sent_as_refresh_token",
            "stale_refresh_token",
        ),
        question=questions.CLIENT_AT_CONSENT,
    ),
    LookAlikes(
        id="through-a-connector",
        is_it=_through_a_connector,
        causes=(
            "wrong_client_or_environment_for_token",
            "stale_refresh_token",
            "revoked_by_user_disconnect",
            "bad_client_credentials",
        ),
        question=questions.CLIENT_AT_CONSENT,
    ),
    LookAlikes(
        id="at-the-callback",
        is_it=_at_the_callback,
        causes=("state_lost_session", "state_mismatch_csrf", "redirect_uri_mismatch"),
        question=questions.SESSION_PRESENT,
    ),
    LookAlikes(
        id="on-the-consent-page",
        is_it=_on_the_consent_page,
        causes=(
            "redirect_uri_mismatch",
            "invalid_scope_at_authorize",
            "wrong_environment_keys",
        ),
        question=questions.BOTH_REDIRECT_URIS,
    ),
    LookAlikes(
        id="refused-in-one-environment",
        is_it=_refused_in_one_environment,
        causes=(
            "wrong_client_or_environment_for_token",
            "stale_refresh_token",
            "bad_client_credentials",
            "wrong_base_url_environment",
        ),
        question=questions.CLIENT_AT_CONSENT,
    ),
    LookAlikes(
        id="expired-or-revoked",
        is_it=_expired_or_revoked,
        causes=(
            "refresh_token_expired_inactivity",
            "refresh_token_hard_expired",
            "revoked_by_user_disconnect",
            "stale_refresh_token",
        ),
        question=questions.LAST_SUCCESS,
    ),
    LookAlikes(
        id="refused-by-google",
        is_it=_refused_by_google,
        causes=(
            "revoked_by_user_disconnect",
            "refresh_token_hard_expired",
            "refresh_token_expired_inactivity",
            "clock_skew",
        ),
        question=questions.LAST_SUCCESS,
    ),
    LookAlikes(
        id="refused-after-a-week",
        is_it=_refused_after_a_week,
        causes=(
            "refresh_token_hard_expired",
            "revoked_by_user_disconnect",
            "stale_refresh_token",
            "not_persisted_after_refresh",
        ),
        question=questions.LAST_SUCCESS,
    ),
    LookAlikes(
        id="refused-exchange",
        is_it=_refused_exchange,
        causes=(
            "code_reused",
            "redirect_uri_mismatch",
            "code_expired",
            "wrong_environment_keys",
        ),
        question=questions.HOW_OFTEN_EXCHANGED,
    ),
    LookAlikes(
        id="unreadable-request",
        is_it=_unreadable_request,
        causes=(
            "wrong_grant_type_or_body_encoding",
            "code_malformed_or_truncated",
            "redirect_uri_mismatch",
            "bad_client_credentials",
        ),
        question=questions.BODY_AS_SENT,
    ),
    LookAlikes(
        id="refused-everywhere",
        is_it=_refused_everywhere,
        causes=(
            "revoked_by_code_reuse",
            "stale_refresh_token",
            "revoked_by_user_disconnect",
            "wrong_client_or_environment_for_token",
        ),
        question=questions.FIRST_OR_LATER,
    ),
    LookAlikes(
        id="refused-by-hand",
        is_it=_refused_by_hand,
        causes=(
            "stale_refresh_token",
            "refresh_token_expired_inactivity",
            "revoked_by_user_disconnect",
            "not_persisted_after_refresh",
        ),
        question=questions.LAST_SUCCESS,
    ),
    LookAlikes(
        id="bare-invalid-grant",
        is_it=_bare_invalid_grant,
        causes=(
            "stale_refresh_token",
            "concurrent_refresh_race",
            "code_reused",
            "redirect_uri_mismatch",
        ),
        question=questions.WHICH_REQUEST,
    ),
    LookAlikes(
        id="refused-refresh",
        is_it=is_grant_refused,
        causes=(
            "stale_refresh_token",
            "not_persisted_after_refresh",
            "concurrent_refresh_race",
            "revoked_by_user_disconnect",
        ),
        question=questions.LAST_TWO_CALLS,
    ),
    LookAlikes(
        id="unauthorized-without-detail",
        is_it=_unauthorized_without_detail,
        causes=(
            "bad_client_credentials",
            "stale_refresh_token",
            "revoked_by_user_disconnect",
            "access_token_expired_401",
        ),
        question=questions.RAW_ANSWER,
    ),
    LookAlikes(
        id="no-detail",
        is_it=_no_detail,
        causes=(
            "stale_refresh_token",
            "refresh_token_expired_inactivity",
            "revoked_by_user_disconnect",
            "concurrent_refresh_race",
        ),
        question=questions.RAW_ANSWER,
    ),
    LookAlikes(
        id="general-authentication",
        is_it=_general_authentication,
        causes=(
            "realm_mismatch_403",
            "malformed_authorization_header",
            "access_token_expired_401",
            "wrong_base_url_environment",
        ),
        question=questions.SAME_TOKEN_IN_CURL,
    ),
    LookAlikes(
        id="of-another-company",
        is_it=_of_another_company,
        causes=(
            "realm_mismatch_403",
            "revoked_by_user_disconnect",
            "missing_scope_403",
            "wrong_base_url_environment",
        ),
        question=questions.SAME_TOKEN_IN_CURL,
    ),
    LookAlikes(
        id="permission-asked",
        is_it=_permission_asked,
        causes=(
            "missing_scope_403",
            "scope_changed_needs_reauth",
            "invalid_scope_at_authorize",
            "revoked_by_user_disconnect",
        ),
        question=questions.SCOPES_OF_CONSENT,
    ),
    LookAlikes(
        id="failed-with-3100",
        is_it=_failed_with_3100,
        causes=("wrong_base_url_environment", "provider_outage"),
        question=questions.STILL_FAILING,
    ),
    LookAlikes(
        id="forbidden",
        is_it=_forbidden,
        causes=(
            "wrong_base_url_environment",
            "rate_limited",
            "missing_scope_403",
            "realm_mismatch_403",
        ),
        question=questions.FAULT_CODE,
    ),
    LookAlikes(
        id="unauthorized-at-times",
        is_it=_unauthorized_at_times,
        causes=(
            "stale_cache_in_code",
            "access_token_expired_401",
            "revoked_by_user_disconnect",
            "malformed_authorization_header",
        ),
        question=questions.AGE_OF_ACCESS_TOKEN,
    ),
    LookAlikes(
        id="unauthorized",
        is_it=is_unauthorized,
        causes=(
            "access_token_expired_401",
            "revoked_by_user_disconnect",
            "malformed_authorization_header",
            "bad_client_credentials",
        ),
        question=questions.AGE_OF_ACCESS_TOKEN,
    ),
    LookAlikes(
        id="no-answer",
        is_it=_no_answer,
        causes=("provider_outage", "refresh_response_lost"),
        question=questions.STILL_FAILING,
    ),
)
"""In the order in which they are tried: the particular before the general."""


def find_look_alikes(understood: Understood) -> LookAlikes | None:
    """Return the first family that the paste belongs to; ``None`` when nothing failed."""
    return next((one for one in FAMILIES if one.is_it(understood)), None)
