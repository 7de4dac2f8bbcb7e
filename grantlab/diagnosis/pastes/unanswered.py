"""What to do after a request that got no answer: it was not judged, and may have been done."""

from grantlab.diagnosis.pastes.contexts import is_exchange, is_refresh
from grantlab.pastes.understood import Understood

_NOTHING_SENT = (
    "Look whether the address is right and the network leads there, then send it again:"
    " nothing reached the service, so whatever it carries is as good as before."
)
_REFRESH = (
    "Send the same refresh token once more, at once: if the service carried the refresh out,"
    " it honours the replaced value for a while, and answers with a new pair."
)
_EXCHANGE = (
    "Ask the user to consent again: the code may be spent, and exchanging it a second time"
    " ends the tokens that it gave."
)
_ANY = (
    "Look whether the service carried it out before you send it again; what only reads can"
    " be sent at once."
)


def after_silence(understood: Understood) -> str | None:
    """Return what to do, beginning with a verb; ``None`` where the paste is of something else.

    Source: RFC 6749 §4.1.2 for a code that is sent twice; Intuit FAQ on refresh tokens for
    the day in which the value before still works.
    """
    if understood.unanswered is None:
        return None
    if not understood.unanswered.may_have_been_carried_out:
        return _NOTHING_SENT
    if is_exchange(understood):
        return _EXCHANGE
    return _REFRESH if is_refresh(understood) else _ANY
