"""Chapter 6: the end."""

from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

from grantlab.flows.live_access_token import NeedsConsentError
from grantlab.protocol.errors import InvalidGrantError
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.check import check
from grantlab.verification.errors import NotApplicableError
from grantlab.verification.granting import grant, refresh_token_of
from grantlab.verification.notes import Notes
from grantlab.verification.ports import Kept
from grantlab.verification.readings import ends_in, is_refused, length
from grantlab.verification.stage import Stage

DAY = timedelta(days=1)

WRONG_SECRET = Secret("not-the-secret-of-this-app")
NEVER_ISSUED = Secret("of no consent that was ever given")

UNKNOWN = {
    "faq": HTTPStatus.BAD_REQUEST,
    "observed": HTTPStatus.BAD_REQUEST,
    "rfc-9700": HTTPStatus.OK,
}
"""What answers the revocation of a token that is not known, by preset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """A connection that our client has ended."""

    connection: int
    before: Kept
    """As it was while it lived."""

    request: RoundTrip | None
    """What was sent to the revocation endpoint; ``None`` if nothing was."""

    @property
    def realm_id(self) -> str:
        return self.before.realm_id or ""

    @property
    def tokens(self) -> TokenSet:
        return self.before.generations[-1]


@check("L601", in_sandbox=True, ends_connection=True)
def disconnecting_calls_the_revocation_endpoint(stage: Stage, notes: Notes) -> None:
    _spare_from_strangers(stage, notes)
    revoked = _revoke(stage, notes)
    request = notes.given(revoked.request, "Our client called the revocation endpoint.")
    notes.expect(
        request.client_id == stage.service.keys.client_id
        and request.status == HTTPStatus.OK,
        "The request had the app's credentials, and was answered 200.",
    )
    notes.did(
        "The company is called with the access token, and the refresh token is sent."
    )
    hand, tokens = stage.hand(notes), revoked.tokens
    notes.expect(
        hand.call(revoked.realm_id, tokens.access_token).status != HTTPStatus.OK,
        "The access token opens the company no more.",
    )
    notes.expect(
        hand.refresh(refresh_token_of(tokens)) is None,
        "The refresh token brings nothing.",
    )


@check("L602", in_sandbox=True, ends_connection=True)
def a_revocation_leaves_401_and_invalid_grant(stage: Stage, notes: Notes) -> None:
    revoked = _revoke(stage, notes)
    hand, tokens = stage.hand(notes), revoked.tokens
    notes.did("The company is called, and the refresh token is sent.")
    notes.expect(
        hand.call(revoked.realm_id, tokens.access_token).status
        == HTTPStatus.UNAUTHORIZED,
        "The company answers 401.",
    )
    hand.refresh(refresh_token_of(tokens))
    notes.expect(
        is_refused(hand.recorded[-1], "invalid_grant"),
        "The refresh is answered 400 invalid_grant.",
    )


@check("L603")
def an_app_learns_of_a_disconnect_from_the_next_refusal(
    stage: Stage, notes: Notes
) -> None:
    connection = stage.connection(notes)
    notes.did("Our client calls the company.")
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "The connection is good: the company answers 200.",
    )
    before = len(notes.passed)
    notes.did("The user disconnects the app inside QuickBooks; then our client calls.")
    stage.bench.arm("user-disconnects")
    notes.expect(
        ends_in(InvalidGrantError, lambda: stage.client.call(connection)),
        "The app learns of it: its call ends in a refused refresh.",
    )
    notes.expect(
        [(one.purpose, one.status) for one in notes.passed[before:]]
        == [
            (Purpose.COMPANY_INFO, HTTPStatus.UNAUTHORIZED),
            (Purpose.REFRESH, HTTPStatus.BAD_REQUEST),
        ],
        "The call was answered 401, and the refresh that it led to 400.",
    )
    before = len(notes.passed)
    notes.did("Our client calls once more.")
    notes.expect(
        ends_in(NeedsConsentError, lambda: stage.client.call(connection)),
        "Our client says that the user has to consent.",
    )
    notes.expect(
        [one.purpose for one in notes.passed[before:]] == [Purpose.COMPANY_INFO],
        "It does not send the refused refresh token again.",
    )


@check("L604", in_sandbox=True, ends_connection=True)
def what_has_ended_is_cleaned_up(stage: Stage, notes: Notes) -> None:
    revoked = _revoke(stage, notes)
    _clean_up(revoked.connection, stage, notes)
    if stage.control is None:
        return
    connection = stage.connection(notes)
    notes.did("The cleanup runs while this connection is good.")
    stage.client.clean_up()
    notes.expect(
        stage.client.kept(connection).generations,
        "The connection that is good keeps its tokens.",
    )
    life = length(stage.bench.fetch_policy(), "lifetime")
    notes.did("Its refresh token is left to expire, and our client refreshes.")
    stage.bench.advance(life)
    notes.expect(
        ends_in(InvalidGrantError, lambda: stage.client.refresh(connection)),
        "The refresh is refused: the connection has ended.",
    )
    before = stage.client.diagnose(connection).verdict
    _clean_up(connection, stage, notes)
    after = stage.client.diagnose(connection).verdict
    notes.expect(
        before is not None and after == before,
        "The diagnosis of the refusal is the same as it was before.",
    )


@check(
    "L605",
    in_sandbox=True,
    ends_connection=True,
    asks_for="a new consent after the end of the one before",
)
def a_new_consent_starts_afresh(stage: Stage, notes: Notes) -> None:
    revoked = _revoke(stage, notes)
    if stage.control is not None:
        notes.did("Fifty days pass.")
        stage.bench.advance(50 * DAY)
    connection = stage.connect(notes).number
    kept = stage.client.kept(connection)
    if kept.realm_id != revoked.realm_id:
        raise NotApplicableError("The user has chosen another company this time.")
    first, fresh = revoked.tokens, kept.generations[-1]
    notes.expect(
        connection == revoked.connection and kept.revoked_at is None,
        "The company has its connection back: it is not revoked any more.",
    )
    notes.expect(
        fresh.access_token != first.access_token
        and fresh.refresh_token != first.refresh_token,
        "Both tokens are new.",
    )
    if stage.control is not None:
        notes.expect(
            None not in {*_lives(first), *_lives(fresh)},
            "When its refresh token and its consent end is on record, then and now.",
        )
    notes.expect(
        _are_whole(_lives(fresh), before=_lives(first)),
        "The hundred days and the five years are whole again.",
    )
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "The company answers 200.",
    )


def _revoke(stage: Stage, notes: Notes) -> Revoked:
    """End a connection with our own client; a person is asked once for all who need it."""

    def act() -> Revoked:
        connection = stage.connection(notes)
        before = stage.client.kept(connection)
        sent = len(notes.passed)
        notes.did("Our client disconnects.")
        stage.client.revoke(connection)
        request = next(
            (one for one in notes.passed[sent:] if one.purpose is Purpose.REVOCATION),
            None,
        )
        return Revoked(connection=connection, before=before, request=request)

    return stage.once("our client has disconnected", notes, act)


def _spare_from_strangers(stage: Stage, notes: Notes) -> None:
    """Show that nobody ends a connection without the app's credentials."""
    if stage.control is None:
        return
    granted = grant(stage, notes)
    notes.did(
        "The refresh token is sent to the revocation endpoint with a wrong secret."
    )
    stranger = replace(stage.service.keys, client_secret=WRONG_SECRET)
    notes.expect(
        granted.hand.revoke(granted.refresh_token, keys=stranger)
        == HTTPStatus.UNAUTHORIZED,
        "A wrong secret is answered 401.",
    )
    notes.expect(
        granted.call() == HTTPStatus.OK, "Nothing has ended: the company answers 200."
    )
    notes.did(
        "A token that nobody issued is sent to that endpoint, with the app's own keys."
    )
    preset = stage.bench.fetch_policy().preset
    status = UNKNOWN[preset]
    notes.expect(
        granted.hand.revoke(NEVER_ISSUED) == status
        and not granted.hand.recorded[-1].response_body,
        f"By the preset {preset}, that is answered {status.value}, with no body.",
    )


def _clean_up(connection: int, stage: Stage, notes: Notes) -> None:
    facts = _facts(connection, stage)
    notes.did("The cleanup runs, now that the connection has ended.")
    stage.client.clean_up()
    kept = stage.client.kept(connection)
    notes.expect(
        not kept.generations, "No token of the connection can be read any more."
    )
    stored = stage.keeping.stored_values(connection)
    notes.expect(
        not any(isinstance(value, bytes) for value in stored.values()),
        "Nothing encrypted is left in the rows of its tokens.",
    )
    notes.expect(
        kept.pairs and _facts(connection, stage) == facts,
        "The facts about its tokens are all there: fingerprints and times.",
    )


def _facts(connection: int, stage: Stage) -> dict[str, object]:
    """Return what is stored of a connection's pairs, apart from sealed values."""
    return {
        place: value
        for place, value in stage.keeping.stored_values(connection).items()
        if "/sealed_" not in place
    }


def _lives(tokens: TokenSet) -> tuple[timedelta | None, timedelta | None]:
    """Return how long a pair's refresh token, and its consent, were told to live."""
    ends = (tokens.refresh_expires_at, tokens.hard_expires_at)
    refresh, hard = (None if at is None else at - tokens.received_at for at in ends)
    return refresh, hard


def _are_whole(
    lives: tuple[timedelta | None, ...], *, before: tuple[timedelta | None, ...]
) -> bool:
    """Whether nothing has run down that was told, now and before."""
    return all(
        fresh >= first
        for fresh, first in zip(lives, before, strict=True)
        if fresh is not None and first is not None
    )
