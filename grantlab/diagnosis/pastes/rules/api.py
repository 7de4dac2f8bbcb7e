"""Causes of a refused call of an API."""

from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    end_of_access_token,
    is_grant_refused,
    is_unauthorized,
    refused_old,
    refused_young,
)
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Happened, Understood, texts

_ABOUT_REFRESHING = (
    Sign.REFUSED_WITHOUT_DETAIL,
    Sign.REFRESH_TOKEN_EXPIRED,
    Sign.CODE_EXPIRED,
    Sign.EXPIRED_OR_REVOKED,
    Sign.NOT_YET_VALID,
)


@paste_rule(
    "access_token_expired_401",
    stage=Stage.API,
    title="The access token was past its hour",
    source="Intuit's durations of tokens; fault 3200; RFC 6750 §3.1.",
)
def expired_access_token(understood: Understood) -> Finding | None:
    if (
        is_grant_refused(understood)
        or understood.sees(*_ABOUT_REFRESHING)
        or refused_young(understood)
    ):
        return None
    remedy = "Refresh the access token before its expiry, and once more after a 401."
    question = questions.AGE_OF_ACCESS_TOKEN.text
    says = (Sign.ACCESS_TOKEN_EXPIRED, Sign.NEVER_REFRESHED)
    is_said = is_unauthorized(understood) and (
        understood.sees(*says)
        or refused_old(understood)
        or _is_past_its_end(understood)
    )
    if is_said or understood.sees(Sign.ACCESS_TOKEN_EXPIRED):
        return suspected(
            "The access token is refused for its age.",
            remedy=remedy,
            question=question,
            facts=understood.spans_of(*says),
        )
    other = (Sign.MALFORMED_TOKEN, Sign.HEADER_MALFORMED, Sign.TOKEN_STILL_VALID,
             Sign.DISCONNECTED_BY_USER, Sign.RESTART_HELPS, Sign.SHARED_CLIENT,
             Sign.LOCALLY_REFUSED, Sign.ALWAYS_VALID, Sign.GENERAL_AUTHENTICATION,
             Sign.WORKS_WITH_SAME_TOKEN, Sign.REGULARLY_REFRESHED, Sign.INTERMITTENT)  # fmt: skip
    if understood.sees(Sign.ACCESS_TOKEN_REFUSED) and not understood.sees(*other):
        return suspected(
            "The access token is refused; the usual reason is that it is older than an hour.",
            remedy=remedy,
            question=question,
            facts=understood.spans_of(Sign.ACCESS_TOKEN_REFUSED),
        )
    return None


@paste_rule(
    "realm_mismatch_403",
    stage=Stage.API,
    title="The token belongs to another company",
    source="Intuit's staff, of a general authentication error (fault 100).",
)
def another_company(understood: Understood) -> Finding | None:
    realms = texts(understood.realm_ids)
    refused = is_unauthorized(understood) or understood.has_status("403")
    told = understood.spans_of(Sign.REALMS_DIFFER)
    are_two = len(realms) > 1 and not understood.sees(Sign.SEVERAL_COMPANIES_CALLED)
    if not (are_two or told) or not refused or is_grant_refused(understood):
        return None
    return suspected(
        f"The call names company {realms[0]}, and the token is stored with {realms[1]}."
        if are_two
        else "By what is told, the call names another company than the one that consented.",
        remedy="Store realmId with the token it came with, and take both from one row.",
        question=questions.SAME_TOKEN_IN_CURL.text,
        facts=(*(one.span for one in understood.realm_ids[:2] if are_two), *told),
    )


@paste_rule(
    "wrong_base_url_environment",
    stage=Stage.API,
    title="The company lives in the other environment",
    source="Intuit's base URLs of sandbox and production; faults 130, 3100 and 7001.",
)
def wrong_base_url(understood: Understood) -> Finding | None:
    remedy = "Call sandbox companies on the sandbox host, and real ones on the production host."
    signs = (Sign.WRONG_CLUSTER, Sign.WRONG_DESTINATION, Sign.APPLICATION_FORBIDDEN,
             Sign.SCOPE_INSUFFICIENT_3100)  # fmt: skip
    facts = understood.spans_of(*signs, Sign.SANDBOX_FLAG_OFF, Sign.PRODUCTION_HOST)
    if understood.sees(Sign.WRONG_CLUSTER) or understood.has_fault("130"):
        return confirmed(
            "The service says that the company is on another cluster.",
            remedy=remedy,
            facts=facts,
        )
    if _environments_agree(understood):
        return None
    is_told = understood.sees(Sign.HOST_OF_OTHER_ENVIRONMENT) and (
        understood.has_status("400", "401", "403", "404") or understood.fault_codes
    )
    if is_told and not is_grant_refused(understood):
        return suspected(
            "By what is told, a company of the one environment is asked for on the host of the"
            " other.",
            remedy=remedy,
            question=questions.HOST_OF_COMPANY.text,
            facts=understood.spans_of(Sign.HOST_OF_OTHER_ENVIRONMENT),
        )
    is_forbidden = understood.has_fault("3100") and not understood.has_status("500")
    if understood.sees(*signs) or is_forbidden or understood.has_fault("7001"):
        return suspected(
            "In nearly every report this answer means that a sandbox company was asked for on"
            " the production host, or the reverse"
            + (
                "; and the program leaves the sandbox for production."
                if understood.sees(Sign.SANDBOX_FLAG_OFF)
                else "."
            ),
            remedy=remedy,
            question=questions.HOST_OF_COMPANY.text,
            facts=facts,
        )
    if understood.sees(Sign.OTHER_BASE_URL) and _is_called_wrong(understood):
        return suspected(
            "Keys or company are of one environment, and the call goes to the other: a library"
            " calls production unless it is told another base URL.",
            remedy=remedy,
            question=questions.HOST_OF_COMPANY.text,
            facts=understood.spans_of(Sign.OTHER_BASE_URL),
        )
    return None


@paste_rule(
    "missing_scope_403",
    stage=Stage.API,
    title="The token has not the scope that the call needs",
    source="RFC 6750 §3.1: insufficient_scope.",
)
def missing_scope(understood: Understood) -> Finding | None:
    other = (Sign.SCOPE_ADDED_LATER, Sign.SCOPE_INSUFFICIENT_3100)
    remedy = (
        "Ask for the scope at the consent; it has to be allowed to the app as well."
    )
    if understood.sees(*other):
        return None
    if understood.sees(Sign.SCOPE_INSUFFICIENT):
        return confirmed(
            "The API says that the scope of the token does not reach.",
            remedy=remedy,
            facts=understood.spans_of(Sign.SCOPE_INSUFFICIENT),
        )
    if understood.sees(Sign.SCOPE_NOT_ASKED):
        return suspected(
            "The scope that the refused call needs is not among those that were asked for.",
            remedy=remedy,
            question=questions.SCOPES_OF_CONSENT.text,
            facts=understood.spans_of(Sign.SCOPE_NOT_ASKED),
        )
    return None


@paste_rule(
    "malformed_authorization_header",
    stage=Stage.API,
    title="The Authorization header did not carry the token",
    source="RFC 6750 §2.1; fault 3200, malformed bearer token.",
)
def malformed_header(understood: Understood) -> Finding | None:
    remedy = (
        "Send Authorization: Bearer, one blank, and the access token, and nothing else."
    )
    if understood.sees(Sign.MALFORMED_TOKEN):
        return confirmed(
            "The service read something else than an access token from the header.",
            remedy=remedy,
            facts=understood.spans_of(Sign.MALFORMED_TOKEN, Sign.HEADER_MALFORMED),
        )
    unauthorized = is_unauthorized(understood) and not understood.sees(
        Sign.APP_REFUSED_CALLBACK
    )
    if understood.has_status("401") and understood.sees(Sign.BEARER_FOR_CLIENT):
        return suspected(
            "An endpoint where the client has to say who it is was sent an access token.",
            remedy="Send client id and secret there, as Authorization: Basic.",
            question=questions.SECRET_IN_FORCE.text,
            facts=understood.spans_of(Sign.BEARER_FOR_CLIENT),
        )
    only_curl = understood.sees(Sign.WORKS_IN_CURL, Sign.WORKED_BEFORE_UPGRADE)
    is_unsendable = understood.sees(Sign.HEADER_UNSENDABLE)
    is_built_wrong = understood.sees(Sign.HEADER_MALFORMED) or only_curl
    if is_unsendable or (unauthorized and is_built_wrong):
        return suspected(
            "The same token works elsewhere, or the header is built without it: what the"
            " program sends is not what it means to send.",
            remedy=remedy,
            question=questions.SAME_TOKEN_IN_CURL.text,
            facts=understood.spans_of(
                Sign.HEADER_UNSENDABLE,
                Sign.HEADER_MALFORMED,
                Sign.WORKS_IN_CURL,
                Sign.WORKED_BEFORE_UPGRADE,
            ),
        )
    return None


def _environments_agree(understood: Understood) -> bool:
    """Whether host and company are told to be of one environment, and nothing is of the other."""
    in_sandbox = understood.sees(Sign.SANDBOX_HOST) and not understood.sees(
        Sign.PRODUCTION_HOST,
        Sign.PRODUCTION,
        Sign.PRODUCTION_COMPANY,
        Sign.SANDBOX_FLAG_OFF,
    )
    in_production = understood.sees(Sign.PRODUCTION_HOST) and not understood.sees(
        Sign.SANDBOX_HOST, Sign.SANDBOX, Sign.SANDBOX_COMPANY
    )
    return (in_sandbox and understood.sees(Sign.SANDBOX_COMPANY)) or (
        in_production and understood.sees(Sign.PRODUCTION_COMPANY)
    )


def _is_called_wrong(understood: Understood) -> bool:
    """Whether a call was refused, and not for the age of its token."""
    is_old = understood.sees(Sign.ACCESS_TOKEN_EXPIRED, Sign.ACCESS_TOKEN_REFUSED)
    is_forbidden = understood.sees(Sign.FORBIDDEN) or understood.has_status("403")
    return not is_grant_refused(understood) and (
        is_forbidden or (is_unauthorized(understood) and not is_old)
    )


def _is_past_its_end(understood: Understood) -> bool:
    """Whether the time of the end that is stored with the token had passed."""
    ends = end_of_access_token(understood)
    refused = (
        event.moment.at
        for event in understood.events
        if event.happened is Happened.UNAUTHORIZED
    )
    now = understood.moment_of("now", "current_time", "server_time")
    at = now or next((one for one in refused if one is not None), None)
    return ends is not None and at is not None and ends < at
