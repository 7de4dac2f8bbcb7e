"""Causes of a refused exchange, and of a refused client."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    is_exchange,
    is_grant_refused,
    is_refresh,
    whole_exchanges,
)
from grantlab.diagnosis.pastes.issued_times import Apart, find_apart
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.pastes.two_clocks import TwoClocks, find_two_clocks
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Understood

_SAME_ANSWER = 60
"""How far the description of an error stands behind its code, in characters."""


@paste_rule("wrong_environment_keys", stage=Stage.EXCHANGE)
def keys_of_another_environment(understood: Understood) -> Finding | None:
    signs = (Sign.OTHER_CLIENT, Sign.OTHER_CLIENT_OR_KIND)
    remedy = "Use the keys of one environment at both ends: authorize URL and exchange."
    if understood.sees(*signs) and is_exchange(understood):
        return confirmed(
            "The service says that the code was made for another client id.",
            remedy=remedy,
            facts=understood.spans_of(*signs),
        )
    is_told = understood.sees(Sign.KEYS_OF_TWO_ENVIRONMENTS)
    if is_told and is_grant_refused(understood) and not is_refresh(understood):
        return suspected(
            "Consent and exchange are told to use the keys of two environments.",
            remedy=remedy,
            question=questions.BOTH_REDIRECT_URIS.text,
            facts=understood.spans_of(Sign.KEYS_OF_TWO_ENVIRONMENTS),
        )
    if understood.sees(Sign.NO_COMPANY_FOR_KEYS):
        return suspected(
            "The consent page has no company for these keys: those of the sandbox see sandbox"
            " companies only, those of production the others.",
            remedy=remedy,
            question=questions.BOTH_REDIRECT_URIS.text,
            facts=understood.spans_of(Sign.NO_COMPANY_FOR_KEYS),
        )
    ids = understood.client_ids
    if len(ids) > 1 and is_exchange(understood) and is_grant_refused(understood):
        return suspected(
            f"Two client ids are in use: {ids[0].text} and {ids[1].text}.",
            remedy=remedy,
            question=questions.BOTH_REDIRECT_URIS.text,
            facts=(ids[0].span, ids[1].span),
        )
    return None


@paste_rule(
    "wrong_grant_type_or_body_encoding",
    stage=Stage.EXCHANGE,
    title="The token request was not a form with a grant type",
    source="RFC 6749 §4.1.3 and §5.2; appendix B.",
)
def unreadable_form(understood: Understood) -> Finding | None:
    remedy = (
        "Send grant_type and the rest as application/x-www-form-urlencoded, by POST."
    )
    as_json = tuple(one.span for one in understood.token_requests if one.is_json)
    if understood.sees(Sign.FORM_UNREADABLE):
        return confirmed(
            "The service found no grant type that it knows in the request"
            + (": the body is JSON, and not a form." if as_json else "."),
            remedy=remedy,
            facts=(*understood.spans_of(Sign.FORM_UNREADABLE), *as_json),
        )
    if understood.sees(Sign.FORM_CUT_BY_SHELL):
        return suspected(
            "The form stands in a command without quotes, and a shell takes & for the end of"
            " the command: the rest of the form was not sent.",
            remedy="Send the form in quotes, or give each member an option -d of its own.",
            question=questions.BODY_AS_SENT.text,
            facts=understood.spans_of(Sign.FORM_CUT_BY_SHELL),
        )
    if forms := _no_form(understood, as_json):
        because, facts = forms
        return suspected(
            because,
            remedy=remedy,
            question=questions.BODY_AS_SENT.text,
            facts=facts,
        )
    return None


@paste_rule(
    "bad_client_credentials",
    stage=Stage.EXCHANGE,
    title="The client id and secret were not accepted",
    source="RFC 6749 §5.2 and §2.3.1.",
)
def refused_client(understood: Understood) -> Finding | None:
    remedy = "Take id and secret anew from the portal, of one key pair, and restart the program."
    not_drawn = understood.spans_of(Sign.CLIENT_ID_NOT_DRAWN)
    if not_drawn and not understood.has_status("401"):
        return suspected(
            "The client id of the request for consent is none that a service gives: a name, the"
            " id of something else, or a variable that was not filled in.",
            remedy=remedy,
            question=questions.SECRET_IN_FORCE.text,
            facts=not_drawn,
        )
    facts = understood.spans_of(Sign.CLIENT_REFUSED, Sign.SECRET_CHANGED)
    is_other = understood.sees(Sign.OTHER_CLIENT) or _means_uri(understood)
    if understood.sees(Sign.NEW_CONSENTS_WORK):
        return None
    if understood.sees(Sign.CLIENT_REFUSED) and not is_other:
        return confirmed(
            "The token endpoint refused the client, and did not look at the grant: id and"
            " secret do not belong together, or are not sent as it wants them.",
            remedy=remedy,
            facts=facts,
        )
    bare = (
        understood.has_status("401")
        and understood.sees(Sign.TOKEN_ENDPOINT_SEEN, Sign.TOKEN_ENDPOINT_UNAUTHORIZED)
        and not understood.fault_codes
        and not is_grant_refused(understood)
        and not understood.sees(Sign.SEVERAL_REASONS)
    )
    says_other = understood.sees(
        Sign.REDIRECT_REFUSED,
        Sign.SCOPE_REFUSED,
        Sign.SEVERAL_REASONS,
        Sign.REFRESH_TOKEN_SPENT,
        Sign.REFRESH_VALUE_REFUSED,
        Sign.REFRESH_TOKEN_EXPIRED,
    )
    if bare or (understood.sees(Sign.CLIENT_UNAUTHORIZED) and not says_other):
        return suspected(
            "The token endpoint answered as it does when it does not know the client.",
            remedy=remedy,
            question=questions.SECRET_IN_FORCE.text,
            facts=understood.spans_of(Sign.CLIENT_UNAUTHORIZED),
        )
    return None


@paste_rule(
    "pkce_mismatch",
    stage=Stage.EXCHANGE,
    title="The code verifier was not the one that belongs to the challenge",
    source="RFC 7636 §4.6.",
)
def mismatching_verifier(understood: Understood) -> Finding | None:
    signs = (Sign.VERIFIER_WRONG, Sign.VERIFIER_MISSING)
    remedy = "Keep the code_verifier with state until the exchange, and send it there."
    if _is_asked_for_a_code_of_a_page(understood):
        return None
    if understood.sees(*signs):
        return confirmed(
            "The exchange brought no code_verifier, or one that does not belong to the"
            " code_challenge of the authorize URL.",
            remedy=remedy,
            facts=understood.spans_of(*signs),
        )
    misspelled = understood.spans_of(Sign.PKCE_MISSPELLED)
    if misspelled and is_grant_refused(understood):
        return suspected(
            "The name of the challenge or of the verifier is misspelled, so the service does"
            " not read it.",
            remedy=remedy,
            question=questions.VERIFIER_BOTH_ENDS.text,
            facts=misspelled,
        )
    challenged = understood.spans_of(Sign.CHALLENGE_SENT)
    unproved = tuple(
        one.span for one in whole_exchanges(understood) if not one.has_verifier
    )
    if challenged and unproved and is_grant_refused(understood):
        return suspected(
            "The authorize URL carries a code_challenge, and the exchange no code_verifier.",
            remedy=remedy,
            question=questions.VERIFIER_BOTH_ENDS.text,
            facts=(*challenged, *unproved),
        )
    return None


@paste_rule(
    "clock_skew",
    stage=Stage.EXCHANGE,
    title="A clock ran wrong",
    source="RFC 7519 §4.1.4 to §4.1.6.",
)
def wrong_clock(understood: Understood) -> Finding | None:
    remedy = (
        "Let the machine keep its time by NTP, and allow some seconds between clocks."
    )
    two = find_two_clocks(understood)
    apart = "" if two is None or two.may_be_zone else f" {_tell_clocks(two)}"
    if understood.sees(Sign.NOT_YET_VALID):
        return confirmed(
            "Something that one side issued is not yet valid for the other: their clocks"
            f" disagree.{apart}",
            remedy=remedy,
            facts=understood.spans_of(Sign.NOT_YET_VALID, Sign.CLOCK_TOLD_WRONG),
        )
    if times := find_apart(understood):
        return _two_times(times, remedy)
    if understood.sees(Sign.CLOCK_TOLD_WRONG):
        return suspected(
            f"The paste tells of a clock that runs wrong.{apart}",
            remedy=remedy,
            question=questions.CLOCKS.text,
            facts=understood.spans_of(Sign.CLOCK_TOLD_WRONG),
        )
    is_local = understood.sees(Sign.TOKEN_STILL_VALID, Sign.ALWAYS_VALID)
    if apart and two and not two.program_is_ahead and is_local:
        return suspected(
            f"The program takes a token for valid by a clock that is behind.{apart}",
            remedy=remedy,
            question=questions.CLOCKS.text,
            facts=understood.spans_of(Sign.TOKEN_STILL_VALID, Sign.ALWAYS_VALID),
        )
    return None


@paste_rule(
    "token_call_from_browser",
    stage=Stage.EXCHANGE,
    title="The token endpoint was called from a page in a browser",
    source="The Fetch standard on CORS; RFC 6749 §2.1, confidential clients.",
)
def call_from_browser(understood: Understood) -> Finding | None:
    remedy = "Let your server make the token request; the page only asks your server."
    if understood.sees(Sign.BLOCKED_BY_BROWSER):
        return confirmed(
            "The browser kept the answer from the page: the token endpoint does not speak to"
            " pages, and the client secret does not belong in one.",
            remedy=remedy,
            facts=understood.spans_of(Sign.BLOCKED_BY_BROWSER),
        )
    if understood.sees(Sign.FETCH_FAILED_IN_BROWSER):
        return suspected(
            "A page asks the token endpoint, and its browser says no more than that it failed.",
            remedy=remedy,
            question=questions.WHERE_ASKED.text,
            facts=understood.spans_of(Sign.FETCH_FAILED_IN_BROWSER),
        )
    return None


def _two_times(times: Apart, remedy: str) -> Finding:
    """Return what a token from the program's future proves, and the date of an answer suggests."""
    facts = (times.told.span, times.now.span)
    program = f"by the clock of the program it was {wording.moment(times.now_at)}"
    if times.told.name != "date":
        return confirmed(
            f"The token was issued at {wording.moment(times.told_at)}, and {program}: that"
            " clock is behind.",
            remedy=remedy,
            facts=facts,
        )
    return suspected(
        f"The service answered at {wording.moment(times.told_at)}, and {program}.",
        remedy=remedy,
        question=questions.CLOCKS.text,
        facts=facts,
    )


def _tell_clocks(two: TwoClocks) -> str:
    return (
        f"The program wrote {wording.moment(two.program_at)} when by {two.told_by} it was"
        f" {wording.moment(two.service_at)}."
    )


def _no_form(
    understood: Understood, as_json: tuple[Span, ...]
) -> tuple[str, tuple[Span, ...]] | None:
    """Return what was sent in the place of a form, and where it shows."""
    is_called_wrong = understood.sees(Sign.REQUEST_REFUSED)
    is_unread = is_called_wrong or understood.has_status("400", "415")
    is_json = understood.sees(Sign.FORM_AS_JSON) and (
        is_unread or is_grant_refused(understood)
    )
    if is_json or (as_json and is_called_wrong):
        return (
            "The token request is sent as JSON, and not as a form.",
            (*understood.spans_of(Sign.FORM_AS_JSON), *as_json),
        )
    if is_unread and understood.sees(Sign.FORM_AS_MULTIPART):
        return (
            "The token request is sent as multipart/form-data, which is no form for it.",
            understood.spans_of(Sign.FORM_AS_MULTIPART),
        )
    if is_called_wrong and understood.sees(Sign.FORM_MISSPELLED):
        return (
            "The members of the form have names of a program, and not those of OAuth.",
            understood.spans_of(Sign.FORM_MISSPELLED),
        )
    return None


def _means_uri(understood: Understood) -> bool:
    """Whether the words behind the code ``invalid_client`` are about the redirect URI."""
    clients = [
        one.position for one in understood.sightings if one.sign is Sign.CLIENT_REFUSED
    ]
    uris = [
        one.position
        for one in understood.sightings
        if one.sign is Sign.REDIRECT_REFUSED
    ]
    return bool(clients) and all(
        any(0 < uri - client < _SAME_ANSWER for uri in uris) for client in clients
    )


def _is_asked_for_a_code_of_a_page(understood: Understood) -> bool:
    """Whether the verifier is missing of a flow that nobody began."""
    return understood.sees(
        Sign.WORD_AS_CODE_OF_PAGE, Sign.CODE_OF_SOMEBODY_ELSE
    ) and not understood.sees(Sign.VERIFIER_WRONG)
