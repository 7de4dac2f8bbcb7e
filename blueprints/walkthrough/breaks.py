"""The *Break it* buttons: what each does wrong, and what is learnt from it."""

from dataclasses import dataclass
from enum import StrEnum

from blueprints.walkthrough.steps import StepId


class BreakId(StrEnum):
    """The breaks; the value stands in the address and in the record."""

    CHANGED_STATE = "changed-state"
    REPLAYED_CALLBACK = "replayed-callback"
    OTHER_REDIRECT_URI = "other-redirect-uri"
    OTHER_KEYS = "other-keys"
    EXPIRED_CODE = "expired-code"
    EXCHANGED_TWICE = "exchanged-twice"
    REFRESH_TOKEN_AT_API = "refresh-token-at-api"  # noqa: S105 -- a name, not a secret
    AN_HOUR = "an-hour"
    PREVIOUS_REFRESH_TOKEN = "previous-refresh-token"  # noqa: S105 -- a name, not a secret
    STALE_REFRESH_TOKEN = "stale-refresh-token"  # noqa: S105 -- a name, not a secret
    LOST_ANSWER = "lost-answer"
    DISCONNECTED = "disconnected"
    A_DAY = "a-day"
    UNUSED = "101-days"
    FIVE_YEARS = "five-years"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing to do wrong on purpose."""

    id: BreakId
    step: StepId
    title: str
    does: str
    """What the button does, before it is pressed."""

    means: str
    """What has happened, once it was pressed."""

    heals: str
    """How the walk goes on from there."""

    if_refused: str = ""
    """What is said in place of both where the service refuses what it mostly takes."""

    if_taken: str = ""
    """What is said in place of both where the service takes what it mostly refuses."""

    is_sent: bool = True
    """Whether pressing it sends something from here, which is then on record."""

    moves_time: bool = False
    """Whether it moves the clock, which is everybody's and never goes back."""

    hangs_on_policy: bool = False
    """Whether what comes of it depends on the policy in force, which is then told."""


BREAKS = (
    Break(
        id=BreakId.CHANGED_STATE,
        step=StepId.REQUEST,
        title="Change the state",
        does="Go to Intuit with another state than the one that was noted.",
        means="The response carried a state that this browser never asked with. It was disregarded whole: the code in it was not looked at, and nothing was exchanged.",
        heals="Go back to the request: the right link still works.",
        is_sent=False,
    ),
    Break(
        id=BreakId.REPLAYED_CALLBACK,
        step=StepId.RESPONSE,
        title="Replay the callback",
        does="Deliver the same response to the callback a second time, as a reload does.",
        means="The same browser brought the same state and the same code again. Nothing was sent; you see the first result. An app that exchanges on every visit of its callback would have lost its tokens now.",
        heals="Nothing is broken. Go on.",
        is_sent=False,
    ),
    Break(
        id=BreakId.OTHER_REDIRECT_URI,
        step=StepId.EXCHANGE,
        title="Exchange with another redirect URI",
        does="Send the code with a slash added to the redirect URI.",
        means="The redirect URI of the exchange was not the one of the authorization request, and one character is enough.",
        heals="The code was not spent by the refusal here: exchange it properly, or begin again.",
    ),
    Break(
        id=BreakId.OTHER_KEYS,
        step=StepId.EXCHANGE,
        title="Use the other environment’s keys",
        does="Send the code with the app’s other key pair.",
        means="The code was issued to one client id and presented by another. Development and production keys belong to two worlds.",
        heals="The code was not spent by the refusal here: exchange it with the right keys.",
    ),
    Break(
        id=BreakId.EXPIRED_CODE,
        step=StepId.EXCHANGE,
        title="Wait until the code expires",
        does="Move the clock past the code’s end, then exchange it.",
        means="The code had expired: it is good for minutes, because it travels through a browser. The error does not say so.",
        heals="Nothing is lost but the code. Go back to the request, and ask the user once more.",
        moves_time=True,
    ),
    Break(
        id=BreakId.EXCHANGED_TWICE,
        step=StepId.EXCHANGE,
        title="Exchange twice",
        does="Send the code again, after it has given its tokens.",
        means="The second exchange was refused. Worse: the service takes it for an attack, and has revoked the refresh token that the first one gave. The next refresh will fail.",
        heals="Try to refresh, see it refused, then begin a new walk: only a new consent helps.",
    ),
    Break(
        id=BreakId.REFRESH_TOKEN_AT_API,
        step=StepId.CALL,
        title="Call with the refresh token",
        does="Send the refresh token where the access token belongs.",
        means="A refresh token is for refreshing only. The API does not know what it was given.",
        heals="Nothing is lost: call again with the access token.",
    ),
    Break(
        id=BreakId.AN_HOUR,
        step=StepId.CALL,
        title="Let an hour pass",
        does="Move the clock an hour on, then call.",
        means="The access token had ended, and the API answered 401. That is no failure: it is the sign to refresh. The refresh token has a life of its own, and is still good.",
        heals="Go on to refresh, then call again with the new access token.",
        moves_time=True,
    ),
    Break(
        id=BreakId.PREVIOUS_REFRESH_TOKEN,
        step=StepId.REFRESH,
        title="Send the previous refresh token",
        does="Send the one before the newest, as a copy in a cache would.",
        means="An older refresh token was sent. It is stale, and is still honoured: the pair that came is now the newest.",
        heals="The pair that came was stored. Go on with it.",
        if_refused="An older refresh token was sent, and is not honoured. The newest pair is kept as it was: refresh with it, and see whether it is good.",
        hangs_on_policy=True,
    ),
    Break(
        id=BreakId.STALE_REFRESH_TOKEN,
        step=StepId.REFRESH,
        title="Wait 25 hours, then send the previous one",
        does="Move the clock a day and an hour on, then send the one before the newest.",
        means="A copy that was replaced more than a day ago was sent: it is stale, and no longer honoured. An app that caches tokens works for a day after each refresh, and then fails like this.",
        heals="The newest pair is kept as it was. Refresh now: it is sent, and a new pair comes.",
        if_taken="A copy that was replaced more than a day ago was sent, and was honoured all the same. The pair that came is now the newest.",
        moves_time=True,
        hangs_on_policy=True,
    ),
    Break(
        id=BreakId.LOST_ANSWER,
        step=StepId.REFRESH,
        title="Lose the answer",
        does="Let the connection end after Intuit has answered and before the answer is read.",
        means="The answer never arrived. Where the service took the request, it may have replaced the token, and the new one is lost. The journal knows what was sent and that nothing came back.",
        heals="Refresh again: while the value that was sent is still honoured, the new pair closes the gap.",
        hangs_on_policy=True,
    ),
    Break(
        id=BreakId.DISCONNECTED,
        step=StepId.REFRESH,
        title="Disconnect inside QuickBooks",
        does="Open the page where a user disconnects the app, and do it.",
        means="If Disconnect was pressed there, the connection has ended. Nobody told this app: it learns from the next refusal.",
        heals="Call the API or refresh, and see the refusals; then begin a new walk.",
        is_sent=False,
    ),
    Break(
        id=BreakId.A_DAY,
        step=StepId.REFRESH,
        title="Let a day pass",
        does="Move the clock a day on, then refresh.",
        means="A day without a refresh costs nothing: the access token had ended long before, the refresh token had not. Compare its value and its end with those before.",
        heals="Nothing is broken. Go on with the pair that came.",
        if_refused="The refresh was refused, and a day without one is not the reason.",
        moves_time=True,
        hangs_on_policy=True,
    ),
    Break(
        id=BreakId.UNUSED,
        step=StepId.REFRESH,
        title="Let 101 days pass",
        does="Move the clock on without a refresh, then try one.",
        means="The refresh token was not used for its whole life, and has ended. So has the access: no request of yours can bring it back.",
        heals="Begin a new walk: only a new consent helps. Refreshing every 90 days at the latest would have prevented it.",
        if_taken="It was not used for 101 days, and was taken all the same: here it lives longer.",
        moves_time=True,
        hangs_on_policy=True,
    ),
    Break(
        id=BreakId.FIVE_YEARS,
        step=StepId.REFRESH,
        title="Let five years pass",
        does="Refresh every 90 days until the hard limit, then once more.",
        means="It was refreshed every 90 days, and has ended all the same: five years after consent everything ends, whatever its use.",
        heals="Begin a new walk: a new consent gives a new five years. Ask for it before the day, while the user is there.",
        if_taken="It was taken all the same: the limit that the service told was not its last word.",
        moves_time=True,
    ),
)

BREAK_BY_ID = {item.id: item for item in BREAKS}
_BREAK_BY_NAME = {item.id.value: item for item in BREAKS}


def break_words(broken: str) -> str:
    """Return what a record calls a break in the words of its button, within a sentence."""
    known = _BREAK_BY_NAME.get(broken)
    if known is None:
        return broken.replace("-", " ")
    return known.title[:1].lower() + known.title[1:]


def asker_of(broken: BreakId | None) -> str:
    """Return who is noted to have asked for a refresh that the walk sends."""
    return "walk" if broken is None else f"walk ({break_words(broken)})"


def breaks_of(step: StepId) -> tuple[Break, ...]:
    """Return the breaks of a step, in order."""
    return tuple(item for item in BREAKS if item.step is step)
