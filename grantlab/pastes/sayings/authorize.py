"""What is said of the request for consent, and on the consent page."""

from grantlab.pastes.signs import Sign

AUTHORIZE: dict[Sign, tuple[str, ...]] = {
    Sign.REDIRECT_REFUSED: (
        "isn't included in the app's domains",
        "origin_mismatch",
        "make sure your redirect_uri is identical",
        "redirect_uri_mismatch",
        "invalid parameter: redirect_uri",
        "does not match the reply addresses",
        "does not match the reply url",
        "redirect uri specified in the request",
        "must match the registered callback url",
        "aadsts50011",
        "aadsts500112",
        "not a registered redirect",
        "is not registered as a redirect",
    ),
    Sign.SCOPE_REFUSED: (
        "invalid_scope",
        "aadsts70011",
        "the code is not set. can't exchange for oauth 2 access token",
        "the code is not set",
    ),
    Sign.SCOPE_LOCALLY_MISSING: ("can't get oauth 2 scope",),
    Sign.CONSENT_PAGE_FAILED: (
        "there's a connection problem",
        "there\u2019s a connection problem",
        "didn't connect",
        "didn\u2019t connect",
    ),
    Sign.REDIRECTED_WITHOUT_END: (
        "err_too_many_redirects",
        "redirected you too many times",
        "too many redirects",
    ),
    Sign.ACCESS_DENIED: ("access_denied",),
}
