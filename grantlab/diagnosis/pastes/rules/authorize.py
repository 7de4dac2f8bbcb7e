"""Causes that lie before the code: the request for consent, and the way back."""

from grantlab.diagnosis import wording
from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    find_respelled,
    is_exchange,
    is_grant_refused,
    is_refresh,
    whole_exchanges,
)
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.built_addresses import may_be_one
from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, RedirectUri, Understood, Where

_SAME_URI = (
    "Use one redirect URI, to the character, in the authorize URL, in the exchange and in the"
    " list of the key pair in use."
)
_PAIR = 2
_SESSION = (
    "Keep state in a session whose cookie comes back with the callback: one host, https,"
    " SameSite=Lax, set before the redirect."
)


_OTHER_SERVICES = frozenset(
    {"google", "microsoft", "github", "xero", "hubspot", "stripe", "slack"}
)
"""Whose callbacks a program has beside those of the failure."""


@paste_rule("redirect_uri_mismatch", stage=Stage.EXCHANGE)
def mismatching_redirect_uri(understood: Understood) -> Finding | None:
    if pair := _differing(understood):
        return _two_uris(understood, *pair)
    if understood.sees(Sign.REDIRECT_REFUSED):
        return confirmed(
            "The service says that the redirect URI is not the one it knows.",
            remedy=_SAME_URI,
            facts=understood.spans_of(Sign.REDIRECT_REFUSED),
        )
    if (
        _may_be_refused(understood)
        and understood.two_spellings
        and not is_refresh(understood)
    ):
        one, other = understood.two_spellings
        return suspected(
            f"The same address is written in two ways: {one.uri} and {other.uri}.",
            remedy=_SAME_URI,
            question=questions.BOTH_REDIRECT_URIS.text,
            facts=(one.span, other.span),
        )
    if not is_grant_refused(understood) or is_refresh(understood):
        return None
    for because, facts in _told_by_program(understood):
        if facts:
            return suspected(
                because,
                remedy=_SAME_URI,
                question=questions.BOTH_REDIRECT_URIS.text,
                facts=facts,
            )
    return None


def _may_be_refused(understood: Understood) -> bool:
    """Whether something was refused that a wrong redirect URI makes refused."""
    return is_grant_refused(understood) or understood.sees(
        Sign.CONSENT_PAGE_FAILED, Sign.CODE_UNKNOWN, Sign.CONSENT_REQUEST_REJECTED
    )


def _two_uris(understood: Understood, one: RedirectUri, other: RedirectUri) -> Finding:
    """Return what two URIs come to: two requests prove it, a settings page suggests it."""
    because = (
        f"The redirect URI is {one.uri} ({one.where}) and {other.uri} ({other.where})."
        f" {wording.difference(one.uri, other.uri)}"
    )
    facts = (one.span, other.span)
    are_sent = {one.where, other.where} == {Where.AUTHORIZATION, Where.EXCHANGE}
    if are_sent or understood.sees(Sign.REDIRECT_REFUSED):
        return confirmed(because, remedy=_SAME_URI, facts=facts)
    return suspected(
        because,
        remedy=_SAME_URI,
        question=questions.BOTH_REDIRECT_URIS.text,
        facts=facts,
    )


def _told_by_program(
    understood: Understood,
) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    """Return what programs do with redirect URIs, and where it shows."""
    return (
        (
            "This session manager sends its base_url as redirect_uri of the exchange.",
            understood.spans_of(Sign.BASE_URL_AS_REDIRECT_URI),
        ),
        (
            "The program names two redirect URIs, one for consent and one for the exchange.",
            understood.spans_of(Sign.REDIRECT_EXPRESSIONS_DIFFER),
        ),
        (
            "The exchange is made without redirect_uri, which the authorize URL carried.",
            (
                *understood.spans_of(Sign.REDIRECT_URI_LEFT_OUT),
                *(
                    one.span
                    for one in whole_exchanges(understood)
                    if not one.has_redirect_uri
                ),
            ),
        ),
    )


@paste_rule("redirect_uri_has_query", stage=Stage.EXCHANGE)
def redirect_uri_with_query(understood: Understood) -> Finding | None:
    apart = _differing(understood) or ()
    queried = [
        one for one in understood.redirect_uris if one.has_query and one not in apart
    ]
    told = understood.spans_of(Sign.REDIRECT_WITH_QUERY)
    is_refused = understood.sees(Sign.REDIRECT_REFUSED)
    if not queried and not (told and (is_refused or _may_be_refused(understood))):
        return None
    uri = f" {queried[0].uri}" if queried else ""
    because = f"The redirect URI{uri} is sent with a query, and a query is part of what is compared."
    remedy = "Send the registered redirect URI alone, without code, state or any other query."
    facts = (
        *(one.span for one in queried[:1]),
        *told,
        *understood.spans_of(Sign.REDIRECT_REFUSED),
    )
    if is_refused:
        return confirmed(because, remedy=remedy, facts=facts)
    return suspected(
        because, remedy=remedy, question=questions.BOTH_REDIRECT_URIS.text, facts=facts
    )


@paste_rule(
    "invalid_scope_at_authorize",
    stage=Stage.AUTHORIZE,
    title="The request for consent asked for a scope that it may not have",
    source="RFC 6749 §4.1.2.1 and §3.3; Intuit's page on scopes.",
)
def refused_scope(understood: Understood) -> Finding | None:
    remedy = (
        "Ask for scopes that exist, are spelled right and belong to the app's products."
    )
    if understood.sees(Sign.SCOPE_REFUSED) and not understood.sees(Sign.CODE_UNREAD):
        return confirmed(
            "The answer to the request for consent is an error about the scope, so no code"
            " came.",
            remedy=remedy,
            facts=understood.spans_of(Sign.SCOPE_REFUSED),
        )
    if understood.sees(Sign.SCOPE_OF_PRODUCT) and understood.sees(
        Sign.ACCESS_DENIED, Sign.CONSENT_PAGE_FAILED
    ):
        return suspected(
            "The consent asks for a product that this company does not have, and was refused.",
            remedy=remedy,
            question=questions.SCOPES_OF_CONSENT.text,
            facts=understood.spans_of(Sign.SCOPE_OF_PRODUCT, Sign.ACCESS_DENIED),
        )
    is_missing = understood.sees(Sign.SCOPE_LOCALLY_MISSING) and not understood.sees(
        Sign.REVOKED_BY_PROGRAM, Sign.ROW_KEPT_AFTER_REVOCATION
    )
    if understood.sees(Sign.SCOPE_MISSPELLED) or is_missing:
        return suspected(
            "The configured scope is missing, or is not spelled as the service spells it.",
            remedy=remedy,
            question=questions.SCOPES_OF_CONSENT.text,
            facts=understood.spans_of(
                Sign.SCOPE_MISSPELLED, Sign.SCOPE_LOCALLY_MISSING
            ),
        )
    return None


@paste_rule(
    "state_lost_session",
    stage=Stage.STATE,
    title="The session that held the state was gone when the user came back",
    source="RFC 6749 §10.12; RFC 6265 on cookies and their SameSite attribute.",
)
def lost_session(understood: Understood) -> Finding | None:
    if _respelled_states(understood):
        return None
    if understood.sees(Sign.STATE_NOT_KEPT):
        return suspected(
            "The callback found no state to compare with: what was kept before the redirect was"
            " not there any more.",
            remedy=_SESSION,
            question=questions.SESSION_PRESENT.text,
            facts=understood.spans_of(Sign.STATE_NOT_KEPT),
        )
    if _blames_session(understood):
        return suspected(
            "The callback was refused by the program, and the session that held the state did"
            " not come along.",
            remedy=_SESSION,
            question=questions.SESSION_PRESENT.text,
            facts=understood.spans_of(
                Sign.STATE_DIFFERS, Sign.CALLBACK_SEEN, Sign.SESSION_DOUBTFUL
            ),
        )
    if _is_kept_out(understood):
        return suspected(
            "The callback was turned away before its code was looked at: the program wants a"
            " login or a key there, and found none on the request.",
            remedy=_SESSION,
            question=questions.SESSION_PRESENT.text,
            facts=understood.spans_of(Sign.APP_WANTS_LOGIN, Sign.APP_REFUSED_CALLBACK),
        )
    return None


@paste_rule(
    "state_mismatch_csrf",
    stage=Stage.STATE,
    title="The state of the callback was not the one that was sent",
    source="RFC 6749 §10.12.",
)
def mismatching_state(understood: Understood) -> Finding | None:
    if respelled := _respelled_states(understood):
        return suspected(
            "The state that came back is the one that was sent, in another spelling: it was not"
            " encoded for the address, or was changed where it was kept.",
            remedy="Use a state of letters and digits alone, or encode it for the query.",
            question=questions.SESSION_PRESENT.text,
            facts=respelled,
        )
    if understood.sees(Sign.STATE_NOT_KEPT) or _blames_session(understood):
        return None
    states = _two_states(understood)
    if not (understood.sees(Sign.STATE_DIFFERS) or states or _compares(understood)):
        return None
    return suspected(
        "The program compared the state of the callback with the one it keeps, and they"
        " differ.",
        remedy=(
            "Begin again in one tab; keep one state for each attempt, and refuse what does"
            " not match."
        ),
        question=questions.SESSION_PRESENT.text,
        facts=(
            *understood.spans_of(
                Sign.STATE_DIFFERS, Sign.STATE_OVERWRITTEN, Sign.STATE_COMPARED
            ),
            *states,
        ),
    )


def _compares(understood: Understood) -> bool:
    """Whether a program compares states, and answered as it does when they differ."""
    return (
        understood.sees(Sign.STATE_COMPARED)
        and understood.has_status("400", "401", "403")
        and not is_grant_refused(understood)
        and not understood.sees(Sign.CLIENT_REFUSED)
    )


def _blames_session(understood: Understood) -> bool:
    """Whether a callback was refused where the session is what people doubt.

    A program that could not read its code had not come to the session.
    """
    was_read = not understood.sees(Sign.CODE_UNREAD)
    return (
        understood.sees(Sign.SESSION_DOUBTFUL)
        and (
            understood.sees(Sign.STATE_DIFFERS, Sign.CALLBACK_WITHOUT_STATE)
            or (was_read and understood.sees(Sign.APP_REFUSED_CALLBACK))
        )
        and not understood.sees(Sign.STATE_OVERWRITTEN)
    )


def _is_kept_out(understood: Understood) -> bool:
    """Whether a guard of the program refused the callback, and no exchange did."""
    is_later = is_grant_refused(understood) or is_exchange(understood)
    is_about_state = understood.sees(
        Sign.STATE_DIFFERS, Sign.CALLBACK_WITHOUT_STATE, Sign.STATE_COMPARED
    )
    return (
        understood.sees(Sign.APP_WANTS_LOGIN)
        and not is_later
        and not is_about_state
        and not understood.sees(Sign.CLIENT_REFUSED, Sign.TOKEN_ENDPOINT_UNAUTHORIZED)
    )


def _respelled_states(understood: Understood) -> tuple[Span, ...]:
    """Return where a state stands, and what became of it before it was compared and refused."""
    is_refused = understood.sees(
        Sign.STATE_DIFFERS, Sign.STATE_NOT_KEPT, Sign.APP_REFUSED_CALLBACK
    ) or (
        understood.sees(Sign.CALLBACK_SEEN)
        and understood.has_status("400", "401", "403")
    )
    if not is_refused or is_grant_refused(understood):
        return ()
    pair = next(find_respelled(understood, Field.STATE), ())
    return tuple(one.span for one in pair)


def _two_states(understood: Understood) -> tuple[Span, ...]:
    """Return where two states stand of which the second is not the first."""
    states = [
        value
        for value in understood.values_of(Field.STATE)
        if value.look in {Look.SHAPED, Look.OPAQUE, Look.WORD}
    ]
    are_two = len(states) == _PAIR and states[0].number != states[1].number
    is_callback = understood.sees(
        Sign.CALLBACK_SEEN, Sign.STATES_SIDE_BY_SIDE
    ) and not is_exchange(understood)
    return tuple(one.span for one in states) if are_two and is_callback else ()


def _differing(understood: Understood) -> tuple[RedirectUri, RedirectUri] | None:
    """Return two redirect URIs that ought to be one."""
    for one, other in _comparable(understood):
        if may_be_one(one.uri, other.uri):
            continue
        if _service_in(one.uri) != _service_in(other.uri):
            continue
        if Where.LISTENING in {one.where, other.where}:
            if _host(one.uri) != _host(other.uri):
                return one, other
        elif is_grant_refused(understood) or understood.sees(
            Sign.REDIRECT_REFUSED, Sign.CODE_UNKNOWN, Sign.CONSENT_PAGE_FAILED
        ):
            return one, other
    return None


def _comparable(understood: Understood) -> list[tuple[RedirectUri, RedirectUri]]:
    by_place: dict[Where, RedirectUri] = {}
    for one in understood.redirect_uris:
        is_port = one.uri.startswith(":") and one.where in by_place
        if not is_port and not _is_listed_as_sent(by_place.get(one.where), understood):
            by_place[one.where] = one
    pairs = (
        (Where.AUTHORIZATION, Where.EXCHANGE),
        (Where.REGISTERED, Where.AUTHORIZATION),
        (Where.REGISTERED, Where.EXCHANGE),
        (Where.REGISTERED, Where.CONFIGURED),
        (Where.CONFIGURED, Where.AUTHORIZATION),
        (Where.LISTENING, Where.AUTHORIZATION),
        (Where.LISTENING, Where.CONFIGURED),
        (Where.CONFIGURED, Where.EXCHANGE),
    )
    found = [
        (by_place[one], by_place[other])
        for one, other in pairs
        if one in by_place and other in by_place
    ]
    return found or _configured_twice(understood)


def _is_listed_as_sent(one: RedirectUri | None, understood: Understood) -> bool:
    """Whether this is the one of a portal's list that a request has as well."""
    return (
        one is not None
        and one.where is Where.REGISTERED
        and any(
            other.uri == one.uri and other.where is not Where.REGISTERED
            for other in understood.redirect_uris
        )
    )


def _configured_twice(understood: Understood) -> list[tuple[RedirectUri, RedirectUri]]:
    """Return two redirect URIs on one host that a program which exchanges a code has."""
    uris = {
        one.uri: one
        for one in understood.redirect_uris
        if one.where is Where.CONFIGURED
    }
    if len(uris) != 2 or not is_exchange(understood):  # noqa: PLR2004 -- two differ
        return []
    one, other = uris.values()
    is_of_others = any(map(_service_in, uris))
    is_one_host = _host(one.uri) == _host(other.uri)
    return [(one, other)] if is_one_host and not is_of_others else []


def _service_in(uri: str) -> str | None:
    """Return the other service whose callback an address is; ``None`` when it names none."""
    return next((name for name in sorted(_OTHER_SERVICES) if name in uri), None)


def _host(uri: str) -> str:
    host = uri.partition("://")[2].partition("/")[0]
    return (
        "localhost" if not host or host.startswith("127.") else host.partition(":")[0]
    )
