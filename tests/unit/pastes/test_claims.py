"""What a sentence says of its subject, and what it only mentions."""

import pytest

from grantlab.pastes.reading import read_paste
from grantlab.pastes.signs import Sign

BACK = "GET /callback\n"


def signs_of(text: str) -> frozenset[Sign]:
    return read_paste(text).signs


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The return URL is not on the list that we trust", Sign.REDIRECT_REFUSED),
        ("Unregistered redirect_uri: https://app.example.com/cb", Sign.REDIRECT_REFUSED),
        ("Call-back URL must be one of those in the console", Sign.REDIRECT_REFUSED),
        ("redirect_uri https://a.example/b is not approved", Sign.REDIRECT_REFUSED),
        ("报错 Incorrect redirect_uri，", Sign.REDIRECT_REFUSED),
        ("scopes books.read books.pay are not enabled for you", Sign.SCOPE_REFUSED),
        ("unknown scope: books.reading", Sign.SCOPE_REFUSED),
        ("error_description=Scope+%22pay%22+is+not+permitted&state=1", Sign.SCOPE_REFUSED),
        (BACK + "the state that came back is wrong", Sign.STATE_DIFFERS),
        (BACK + "could not load state from storage", Sign.STATE_NOT_KEPT),
        (BACK + "state expired", Sign.STATE_NOT_KEPT),
        (BACK + "missing needed parameter state", Sign.CALLBACK_WITHOUT_STATE),
        (BACK + "our session cookie never comes back with the redirect, it is not sent", Sign.STATE_NOT_KEPT),
        (BACK + "a new session each time", Sign.SESSION_DOUBTFUL),
        ("this authorization code was already exchanged", Sign.CODE_SPENT),
        ("authorization code cannot be used more than once", Sign.CODE_SPENT),
        ("The given code timed out", Sign.CODE_EXPIRED),
        ("auth code not recognised", Sign.CODE_UNKNOWN),
        ('"code" is truncated', Sign.CODE_MALFORMED),
        ("authorization code was issued to another client", Sign.OTHER_CLIENT),
        ("The OAuth client was deleted", Sign.CLIENT_REFUSED),
        ("client secret is blank", Sign.CLIENT_REFUSED),
        ("code_verifier absent", Sign.VERIFIER_MISSING),
        ("failed to verify code verifier", Sign.VERIFIER_WRONG),
        ("grant type was not given", Sign.FORM_UNREADABLE),
        ("only application/x-www-form-urlencoded bodies", Sign.FORM_UNREADABLE),
        ("iat lies in the future", Sign.NOT_YET_VALID),
        ("the system time is out of sync", Sign.CLOCK_TOLD_WRONG),
    ],
)  # fmt: skip
def test_a_sentence_says_one_thing_of_its_subject(text: str, sign: Sign) -> None:
    assert sign in signs_of(text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("it is not the redirect uri mismatch of last time", Sign.REDIRECT_REFUSED),
        ("Please make sure that the redirect uri is not wrong", Sign.REDIRECT_REFUSED),
        ("wrong redirect uri: no", Sign.REDIRECT_REFUSED),
        ("maybe a wrong redirect uri", Sign.REDIRECT_REFUSED),
        ("// the redirect_uri must match the portal", Sign.REDIRECT_REFUSED),
        ("redirect_uri=https://a.example/b error=invalid_grant", Sign.REDIRECT_REFUSED),
        ("if (error === 'invalid_client') {", Sign.CLIENT_REFUSED),
        ("The docs say that invalid_client is about the secret", Sign.CLIENT_REFUSED),
        ("raise Problem('invalid client secret')", Sign.CLIENT_REFUSED),
        ("client id is right, token is wrong", Sign.CLIENT_REFUSED),
        ("the process is in a wrong state", Sign.STATE_DIFFERS),
        ("error code invalid", Sign.CODE_UNKNOWN),
        ("our clocks: not wrong", Sign.CLOCK_TOLD_WRONG),
        ("invalid_token_response", Sign.ACCESS_TOKEN_REFUSED),
        ("logger.error('bad scope: ' + name)", Sign.SCOPE_REFUSED),
        ("Is the service's clock off?", Sign.CLOCK_TOLD_WRONG),
        ("this auth code was not used before", Sign.CODE_SPENT),
        ("the code can't have been sent twice", Sign.CODE_SPENT),
        ("our code can't handle that", Sign.CODE_UNKNOWN),
    ],
)
def test_what_is_only_mentioned_is_not_said(text: str, sign: Sign) -> None:
    assert sign not in signs_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "code is invalid, expired or already used",
        "The grant does not match the redirection URI, is revoked, or was issued to another client",
        "app id/redirect uri/code verifier does not match. Or authorization code expired.",
        "code wasn't found or expired",
        "expired or already redeemed authorization code",
        "unknown/expired code",
    ],
)
def test_a_sentence_with_several_reasons_gives_none(text: str) -> None:
    signs = signs_of(text)

    assert Sign.SEVERAL_REASONS in signs
    assert not signs & {
        Sign.CODE_SPENT,
        Sign.CODE_EXPIRED,
        Sign.REDIRECT_REFUSED,
        Sign.VERIFIER_WRONG,
        Sign.CLIENT_REFUSED,
    }


def test_a_list_that_explains_errors_says_of_none_that_it_happened() -> None:
    errors = ("invalid_client", "invalid_scope", "redirect_uri_mismatch")
    listed = "\n".join(f"{error}: something is wrong" for error in errors)

    assert not signs_of(listed) & {
        Sign.CLIENT_REFUSED,
        Sign.SCOPE_REFUSED,
        Sign.REDIRECT_REFUSED,
    }
    assert Sign.CLIENT_REFUSED in signs_of(listed + "\nwe got invalid_client")


def test_a_claim_points_at_its_words() -> None:
    text = "x" * 40 + "\nUnregistered redirect_uri, see above"

    sighting = next(
        one for one in read_paste(text).sightings if one.sign is Sign.REDIRECT_REFUSED
    )

    assert text[sighting.span.start : sighting.span.end] == "redirect_uri"
