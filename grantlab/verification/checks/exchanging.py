"""Chapter 3: the code."""

from dataclasses import dataclass

from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.verification.check import check
from grantlab.verification.notes import Notes
from grantlab.verification.readings import is_refused
from grantlab.verification.stage import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class TwiceExchanged:
    """A code that was sent twice."""

    refresh_token: Secret
    """What the first exchange gave."""

    second: RoundTrip


@check("L303", in_sandbox=True, ends_connection=True)
def a_code_works_once(stage: Stage, notes: Notes) -> None:
    twice = exchange_twice(stage, notes)
    notes.expect(
        is_refused(twice.second, "invalid_grant"),
        "The second exchange of the code is answered 400 invalid_grant.",
    )


@check("L304", in_sandbox=True, ends_connection=True)
def a_second_exchange_ends_the_grant(stage: Stage, notes: Notes) -> None:
    twice = exchange_twice(stage, notes)
    notes.did("The refresh token of the first exchange is sent.")
    refreshed = stage.hand(notes).refresh(twice.refresh_token)
    notes.expect(
        refreshed is None, "It was revoked by the second exchange: invalid_grant."
    )


def exchange_twice(stage: Stage, notes: Notes) -> TwiceExchanged:
    """Send one code twice; a person is asked once for all who need it."""

    def act() -> TwiceExchanged:
        notes.did("The user consents, and the code is exchanged, twice.")
        hand, asked = stage.hand(notes), stage.ask()
        tokens = notes.given(
            hand.exchange(asked.exchange), "The first exchange gives tokens."
        )
        refresh_token = notes.given(
            tokens.refresh_token, "One of them is for refreshing."
        )
        hand.exchange(asked.exchange)
        return TwiceExchanged(refresh_token=refresh_token, second=hand.recorded[-1])

    return stage.once("a code is exchanged twice", notes, act)
