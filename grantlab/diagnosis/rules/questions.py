"""Questions that more than one rule asks, word for word the same."""

WHICH_WAS_SENT = (
    "Which refresh token did the refused request carry? Its fingerprint is enough: the"
    " first twelve hexadecimal digits of its SHA-256."
)
WHERE_FROM = (
    "Where did the refresh token of the refused request come from, and when was it"
    " received?"
)
DOES_ACCESS_STILL_WORK = (
    "Does an access token that is younger than one hour still work for this company? If"
    " it is answered 401, the connection was ended; if it works, only the refresh token"
    " is wrong."
)
HOW_OFTEN_EXCHANGED = (
    "How many times was the code sent to the token endpoint? The access log of the"
    " redirect URI shows how often it was delivered."
)
