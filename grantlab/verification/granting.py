"""A consent and its tokens, held by hand: our own store knows nothing of them."""

from dataclasses import dataclass

from grantlab.flows.hand import Hand
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.notes import Notes
from grantlab.verification.stage import Asked, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a user granted, and what the exchange of the code brought."""

    asked: Asked
    hand: Hand
    realm_id: str
    tokens: TokenSet

    @property
    def refresh_token(self) -> Secret:
        return refresh_token_of(self.tokens)

    def call(self, tokens: TokenSet | None = None) -> int:
        """Call the company; return the status of its answer."""
        access_token = (tokens or self.tokens).access_token
        return self.hand.call(self.realm_id, access_token).status


def grant(
    stage: Stage,
    notes: Notes,
    *,
    scopes: tuple[str, ...] | None = None,
    realm_id: str | None = None,
) -> Granted:
    """Have the user consent, and exchange the code."""
    to = "" if scopes is None else f" to {' and '.join(scopes)}"
    notes.did(f"The user consents{to}, and the code is exchanged.")
    hand = stage.hand(notes)
    asked = stage.ask(scopes=scopes, realm_id=realm_id)
    tokens = notes.given(hand.exchange(asked.exchange), "The code brings tokens.")
    company = notes.given(asked.response.realm_id, "The response names a company.")
    return Granted(asked=asked, hand=hand, realm_id=company, tokens=tokens)


def refresh_token_of(tokens: TokenSet) -> Secret:
    """Return the refresh token of a pair that came with one.

    Raises:
        LookupError: it came without.
    """
    if tokens.refresh_token is None:
        raise LookupError("the answer had no refresh token")
    return tokens.refresh_token
