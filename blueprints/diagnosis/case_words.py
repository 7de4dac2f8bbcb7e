"""What a paste is about, in a few words: for titles, lists and the line above a verdict."""

from collections.abc import Iterator

from grantlab.diagnosis.pastes.contexts import is_exchange, is_refresh, is_unauthorized
from grantlab.diagnosis.pastes.diagnosing import PasteDiagnosis
from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Understood, texts

_ERRORS = (
    (Sign.GRANT_REFUSED, "invalid_grant"),
    (Sign.CLIENT_REFUSED, "invalid_client"),
    (Sign.SCOPE_REFUSED, "invalid_scope"),
    (Sign.ACCESS_DENIED, "access_denied"),
)
_AT_CONSENT = (
    Sign.REDIRECT_REFUSED,
    Sign.SCOPE_REFUSED,
    Sign.CONSENT_PAGE_FAILED,
    Sign.REDIRECTED_WITHOUT_END,
    Sign.ACCESS_DENIED,
    Sign.CALLBACK_NEVER_REACHED,
)


def request_words(understood: Understood) -> str:
    """Return which request it is about; empty when nothing tells."""
    return next(_requests(understood), "")


def _requests(understood: Understood) -> Iterator[str]:
    """Yield what it may be about, the most telling first."""
    if is_exchange(understood):
        yield "Exchange of a code"
    if understood.sees(*_AT_CONSENT) and not understood.sees(Sign.GRANT_REFUSED):
        yield "Consent"
    if is_refresh(understood):
        yield "Refresh"
    if understood.sees(Sign.STATE_DIFFERS, Sign.STATE_NOT_KEPT):
        yield "Return from consent"
    if understood.fault_codes or is_unauthorized(understood):
        yield "API call"
    if understood.sees(Sign.GRANT_REFUSED, Sign.CLIENT_REFUSED):
        yield "Token request"
    if understood.unanswered is not None:
        yield "API call" if "/v3/company/" in understood.unanswered.asked else "Request"


def answer_words(understood: Understood) -> str:
    """Return what it was answered: status, error, fault code."""
    return " ".join(_answer(understood))


def _answer(understood: Understood) -> Iterator[str]:
    if understood.unanswered is not None:
        yield "no answer"
    failures = [text for text in texts(understood.statuses) if text >= "4"]
    yield from failures[:2]
    yield from [error for sign, error in _ERRORS if understood.sees(sign)][:2]
    faults = texts(understood.fault_codes)
    if faults:
        yield f"fault {faults[0]}"


def make_title(diagnosis: PasteDiagnosis) -> str:
    """Return what a case is called until somebody calls it otherwise."""
    understood = diagnosis.understood
    request, answer = request_words(understood), answer_words(understood)
    if request and answer:
        title = f"{request}: {answer}"
    elif request or answer:
        title = request or f"Answered {answer}"
    elif diagnosis.verdict is not None:
        title = diagnosis.verdict.title
    else:
        title = "A paste of which little was understood"
    library = next(iter(texts(understood.libraries)), "")
    return f"{title}, {library}" if library else title
