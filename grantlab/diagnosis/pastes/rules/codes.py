"""Causes that lie in the code of a refused exchange."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from grantlab.diagnosis import wording
from grantlab.diagnosis.findings import Finding, confirmed, suspected
from grantlab.diagnosis.pastes import questions
from grantlab.diagnosis.pastes.contexts import (
    MOST_COMPARED,
    calls_spent_codes_expired,
    calls_token_endpoint,
    codes_seen_twice,
    find_respelled,
    is_code_refused,
    is_exchange,
    is_grant_refused,
    is_refresh,
    sent_late,
)
from grantlab.diagnosis.pastes.inner_moments import find_late_code
from grantlab.diagnosis.pastes.late_codes import find_late_exchange
from grantlab.diagnosis.pastes.registry import paste_rule
from grantlab.diagnosis.pastes.spent_codes import refused_after_spent_code
from grantlab.diagnosis.verdicts import Stage
from grantlab.pastes.rewriting import Span
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Understood, Value

_QUOTED_MORE = 8
"""By how many characters quotes and brackets make a code longer."""

_AGAIN = (
    "Begin a new authorization, and exchange its code once, as soon as it has come."
)


@paste_rule("code_reused", stage=Stage.EXCHANGE)
def reused_code(understood: Understood) -> Finding | None:
    is_of_refresh = refused_after_spent_code(understood) or (
        understood.sees(Sign.CODE_REUSE_ENDED_TOKENS)
        and understood.sees(Sign.REFRESH_SEEN)
    )
    if understood.sees(Sign.CODE_SPENT) and not is_of_refresh:
        return confirmed(
            "The service says that this code had been redeemed before.",
            remedy=_AGAIN,
            facts=understood.spans_of(Sign.CODE_SPENT),
        )
    signs = (Sign.CODE_HARD_CODED, Sign.CODE_DELIVERED_TWICE)
    is_refused = is_grant_refused(understood) or understood.sees(Sign.CODE_UNKNOWN)
    if not is_refused or is_refresh(understood):
        return None
    is_ours = not understood.sees(Sign.CODE_OF_SOMEBODY_ELSE)
    if understood.sees(*signs) or (is_ours and codes_seen_twice(understood)):
        return suspected(
            "The same code goes to the token endpoint more than once: it stands in the"
            " program, or its callback was delivered twice.",
            remedy=_AGAIN,
            question=questions.HOW_OFTEN_EXCHANGED.text,
            facts=understood.spans_of(*signs),
        )
    return None


@paste_rule("code_expired", stage=Stage.EXCHANGE)
def expired_code(understood: Understood) -> Finding | None:
    if understood.sees(Sign.CODE_OR_REFRESH_TOKEN_EXPIRED) and is_exchange(understood):
        return suspected(
            "The service says that the code, or a refresh token, had expired.",
            remedy=_AGAIN,
            question=questions.WHICH_REQUEST.text,
            facts=understood.spans_of(Sign.CODE_OR_REFRESH_TOKEN_EXPIRED),
        )
    says_other = (
        Sign.CODE_SPENT,
        Sign.REFRESH_TOKEN_EXPIRED,
        Sign.INACTIVITY,
    )
    is_open = understood.sees(Sign.SEVERAL_REASONS)
    is_old = understood.sees(Sign.CODE_TOLD_OLD)
    if understood.sees(*says_other) or (is_open and not is_old):
        return None
    if understood.sees(Sign.CODE_EXPIRED):
        return _called_expired(understood)
    outlived = find_late_code(understood)
    if outlived and is_grant_refused(understood) and not is_refresh(understood):
        return suspected(
            f"The code carries the moment {wording.moment(outlived.expires_at)}, most likely its"
            f" end, and was refused {wording.span(outlived.apart)} later.",
            remedy=_AGAIN,
            question=questions.HOW_OFTEN_EXCHANGED.text,
            facts=(outlived.value.span,),
        )
    late = (
        ()
        if _opened_the_api(understood)
        else sent_late(understood) or find_late_exchange(understood)
    )
    is_refused = is_grant_refused(understood) or is_open
    if is_refused and not late:
        late = understood.spans_of(Sign.CODE_TOLD_OLD)
    if late and not is_refresh(understood):
        return suspected(
            "The code was sent to the token endpoint when its life was over: a code lives for"
            " minutes.",
            remedy=_AGAIN,
            question=questions.HOW_OFTEN_EXCHANGED.text,
            facts=late,
        )
    return None


@paste_rule(
    "code_malformed_or_truncated",
    stage=Stage.EXCHANGE,
    title="The code was changed on its way to the token endpoint",
    source="RFC 6749 §4.1.3 and appendix B, on the encoding of a form.",
)
def malformed_code(understood: Understood) -> Finding | None:
    remedy = "Take the code decoded from the callback, whole, and encode it once for the form."
    twice = _encoded_twice(understood)
    if understood.sees(Sign.CODE_MALFORMED):
        return confirmed(
            "The service says that the code is malformed"
            + (": it is encoded twice." if twice else "."),
            remedy=remedy,
            facts=(*understood.spans_of(Sign.CODE_MALFORMED), *twice),
        )
    for because, facts in _changes(understood, twice):
        if facts:
            return suspected(
                because,
                remedy=remedy,
                question=questions.CODE_BOTH_ENDS.text,
                facts=facts,
            )
    return None


def _changes(
    understood: Understood, twice: tuple[Span, ...]
) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Yield what may have become of a code, and where it shows; nowhere, if it did not."""
    if respelled := _respelled_code(understood):
        came, sent = respelled
        because = (
            "The code that was sent is the one that had come in another spelling:"
            f" {came.length} characters, and {sent.length} there."
        )
        yield because, (came.span, sent.span)
    if cut := _cut_code(understood):
        came, sent = cut
        because = (
            f"The callback brought a code of {came.length} characters, and one of"
            f" {sent.length} was posted."
        )
        yield because, (came.span, sent.span)
    if is_grant_refused(understood) and not is_refresh(understood):
        because = (
            "The program cuts the code, encodes it once more, or takes a list for it, before it"
            " sends it."
        )
        yield because, understood.spans_of(Sign.CODE_CHANGED_BY_PROGRAM)
    if is_grant_refused(understood):
        yield "The code that was posted is still percent-encoded.", twice
        because = (
            "The program cuts the code out of the address as it stands there,"
            " percent-encoded, and hands it on."
        )
        yield because, _cut_from_address(understood)
    if not is_refresh(understood):
        because = (
            "The callback brought a code, and the program says that it has none: it was lost"
            " between the two."
        )
        yield because, understood.spans_of(Sign.CODE_UNREAD)
    because = "Where the code belongs stands nothing, or the word of an example."
    yield because, _not_drawn(understood)


@paste_rule("code_param_collision", stage=Stage.EXCHANGE)
def collided_code_parameter(understood: Understood) -> Finding | None:
    remedy = "Rename the page's own parameter; code belongs to OAuth on that address."
    signs = (Sign.CODE_OF_SOMEBODY_ELSE, Sign.LIBRARY_TAKES_ANY_CODE)
    words = _words_as_codes(understood)
    if understood.sees(*signs) or words:
        return suspected(
            "What was taken as code is a parameter of another purpose that has the same name.",
            remedy=remedy,
            question=questions.CODE_BOTH_ENDS.text,
            facts=(*understood.spans_of(*signs), *words),
        )
    return None


def _called_expired(understood: Understood) -> Finding:
    """Return what it means that a service calls a code expired: one says so of a spent one too."""
    facts = understood.spans_of(Sign.CODE_EXPIRED)
    if calls_spent_codes_expired(understood):
        return suspected(
            "The service says that the code had expired, and says so of a spent one as well.",
            remedy=_AGAIN,
            question=questions.HOW_OFTEN_EXCHANGED.text,
            facts=facts,
        )
    return confirmed(
        "The service says that the code had expired.", remedy=_AGAIN, facts=facts
    )


def _cut_from_address(understood: Understood) -> tuple[Span, ...]:
    """Return where an encoded code is cut out of its address, and nothing decodes it."""
    encoded = [one.span for one in understood.values_of(Field.CODE) if one.is_encoded]
    cut = understood.spans_of(Sign.CODE_CUT_FROM_ADDRESS)
    return (*encoded[:1], *cut) if encoded and cut else ()


def _encoded_twice(understood: Understood) -> tuple[Span, ...]:
    return tuple(
        value.span
        for value in understood.values_of(Field.CODE)
        if value.is_twice_encoded and value.look in {Look.SHAPED, Look.OPAQUE}
    )


def _respelled_code(understood: Understood) -> tuple[Value, Value] | None:
    """Return a code and what a program made of it, where the exchange was refused."""
    if not is_code_refused(understood):
        return None
    posted = Counter(one.code for one in understood.token_requests)
    seen = Counter(one.number for one in understood.values_of(Field.CODE))
    for earlier, later in find_respelled(understood, Field.CODE):
        longer = (later.length or 0) - (earlier.length or 0)
        sent = [one.number for one in (earlier, later) if posted[one.number]]
        came_as_sent = any(seen[number] > posted[number] for number in sent)
        if not came_as_sent and (sent or 0 <= longer <= _QUOTED_MORE):
            return earlier, later
    return None


def _opened_the_api(understood: Understood) -> bool:
    """Whether what was refused is a call of the company's data: then the code had done its work."""
    is_of_api = understood.sees(
        Sign.GENERAL_AUTHENTICATION, Sign.ACCESS_TOKEN_REFUSED
    ) or bool(understood.fault_codes)
    return is_of_api and not is_grant_refused(understood)


def _cut_code(understood: Understood) -> tuple[Value, Value] | None:
    """Return the code that came and a shorter one that was posted in its place."""
    if not is_grant_refused(understood):
        return None
    posted = {one.code for one in understood.token_requests if one.code is not None}
    codes = understood.values_of(Field.CODE)
    brought = [
        one for one in codes if one.look is Look.SHAPED and one.number not in posted
    ]
    sent = [
        one
        for one in codes
        if (one.number in posted if posted else one.look is Look.OPAQUE)
    ]
    for whole, cut in product(brought[:MOST_COMPARED], sent[:MOST_COMPARED]):
        is_later = bool(posted) or cut.position > whole.position
        if is_later and (cut.length or 0) < (whole.length or 0):
            return whole, cut
    return None


def _not_drawn(understood: Understood) -> tuple[Span, ...]:
    """Return where a refused exchange has no code that a service drew."""
    is_refused = is_grant_refused(understood) or understood.sees(
        Sign.CODE_UNKNOWN, Sign.REQUEST_REFUSED
    )
    is_drawn = any(
        value.look in {Look.SHAPED, Look.OPAQUE}
        for value in understood.values_of(Field.CODE)
    )
    if is_drawn or not is_refused or is_refresh(understood):
        return ()
    return understood.spans_of(Sign.CODE_NOT_DRAWN)


def _words_as_codes(understood: Understood) -> tuple[Span, ...]:
    """Return where a short word was brought as code and posted as code."""
    sent = {one.code for one in understood.token_requests if not one.is_json}
    brought: dict[int, list[Value]] = {}
    for value in understood.values_of(Field.CODE):
        if value.look is Look.WORD:
            brought.setdefault(value.number, []).append(value)
    posted = tuple(
        value.span
        for number, values in brought.items()
        if number in sent and (len(values) > 1 or calls_token_endpoint(understood))
        for value in values
    )
    return posted or _words_on_pages(understood)


def _words_on_pages(understood: Understood) -> tuple[Span, ...]:
    """Return where a page of another purpose carries a code that a library takes."""
    complains = (
        Sign.VERIFIER_MISSING,
        Sign.CODE_UNKNOWN,
        Sign.SEVERAL_REASONS,
        Sign.GRANT_REFUSED,
        Sign.STATE_DIFFERS,
        Sign.STATE_NOT_KEPT,
    )
    if not understood.sees(*complains):
        return ()
    return understood.spans_of(Sign.WORD_AS_CODE_OF_PAGE)
