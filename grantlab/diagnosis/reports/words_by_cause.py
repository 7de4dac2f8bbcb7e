"""The words for the customer, cause by cause: a table, and as long as there are causes.

The reader keeps books and has never heard of a token. "We" are those who make the app. A
cause that is ours to mend asks nothing of the reader but patience.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """A few plain sentences: what happened, what to do, what need not be feared."""

    happened: str
    do: str
    fear_not: str

    @property
    def text(self) -> str:
        """The whole of it, a paragraph each, to be copied."""
        return f"{self.happened}\n\n{self.do}\n\n{self.fear_not}"


UNTOUCHED = "Nothing in your QuickBooks company was changed or lost by this."
_GOES_ON = (
    f"{UNTOUCHED} Connecting again takes a minute, and everything goes on from where it"
    " stopped."
)
_STAYS = f"{UNTOUCHED} Your connection is still there: you need not connect again."
_WAIT = "You need not do anything now. We put it right, and tell you when to press Connect once more."
_NOTHING = "You need not do anything. We put it right on our side."
_CONNECT = (
    "Please press Connect once more, as an administrator of the company in QuickBooks."
)
_CONNECT_CALMLY = (
    "Please press Connect once more, and wait for the page to come up before you press"
    " anything else, reload or go back."
)
_OLD_KEY = (
    "QuickBooks gives our app a key to your data, and replaces it from time to time."
)

WORDS = {
    # asking for permission
    "invalid_scope_at_authorize": CustomerWords(
        "Our app asked QuickBooks for a permission that it may not ask for, so QuickBooks did"
        " not let you go on.",
        _WAIT,
        UNTOUCHED,
    ),
    "redirect_uri_mismatch": CustomerWords(
        "The last step of connecting failed, because two settings on our side do not agree"
        " with each other.",
        _WAIT,
        UNTOUCHED,
    ),
    "redirect_uri_has_query": CustomerWords(
        "The last step of connecting failed, because a setting on our side has a form that"
        " QuickBooks does not accept.",
        _WAIT,
        UNTOUCHED,
    ),
    "malformed_authorization_request": CustomerWords(
        "Our app asked QuickBooks for your permission in a form that QuickBooks does not"
        " understand, so you were not asked.",
        _WAIT,
        UNTOUCHED,
    ),
    "consent_refused": CustomerWords(
        "QuickBooks asked whether our app may have access, and the answer was no, or the page"
        " was left without one.",
        "If you want the connection, please press Connect once more and agree there. If not,"
        " you need not do anything.",
        f"{UNTOUCHED} Without your permission our app sees nothing of it.",
    ),
    # coming back
    "state_lost_session": CustomerWords(
        "When you came back from QuickBooks, our site no longer knew that you had left from"
        " it. That happens when cookies are blocked, when the browser or the window changes on"
        " the way, or when it takes very long.",
        "Please press Connect once more, and finish in the same window, with cookies allowed.",
        f"{UNTOUCHED} Our site stopped there to protect you.",
    ),
    "state_mismatch_csrf": CustomerWords(
        "What came back from QuickBooks did not belong to what your browser had asked for, so"
        " our site set it aside.",
        "Please begin on our site, press Connect there, and use one window only. If you had"
        " not tried to connect at all, tell us.",
        f"{UNTOUCHED} Our site stopped there to protect you.",
    ),
    # the last step of connecting
    "code_param_collision": CustomerWords(
        "The last step of connecting failed, because two parts of our app got in each other's"
        " way.",
        _WAIT,
        UNTOUCHED,
    ),
    "wrong_environment_keys": CustomerWords(
        "The last step of connecting failed, because our app showed QuickBooks its pass for"
        " testing in place of the one for real companies, or the other way round.",
        _WAIT,
        UNTOUCHED,
    ),
    "code_reused": CustomerWords(
        "The last step of connecting ran twice. QuickBooks allows it once, and stopped it.",
        _CONNECT_CALMLY,
        _GOES_ON,
    ),
    "code_expired": CustomerWords(
        "Between your saying yes in QuickBooks and the last step of connecting, more time"
        " passed than QuickBooks allows.",
        "Please press Connect once more. If it fails again although you did not wait, tell us:"
        " then the delay is on our side.",
        UNTOUCHED,
    ),
    "code_malformed_or_truncated": CustomerWords(
        "At the end of connecting, what QuickBooks sent did not reach our app whole.",
        _WAIT,
        UNTOUCHED,
    ),
    "wrong_grant_type_or_body_encoding": CustomerWords(
        "Our app put its request to QuickBooks in a form that QuickBooks does not understand.",
        _NOTHING,
        UNTOUCHED,
    ),
    "bad_client_credentials": CustomerWords(
        "QuickBooks did not recognise our app, because the pass that it showed is wrong or out"
        " of date.",
        _NOTHING,
        f"{UNTOUCHED} It was the app that was turned away, not you.",
    ),
    "pkce_mismatch": CustomerWords(
        "At the end of connecting, a safety check between our app and QuickBooks failed.",
        _CONNECT_CALMLY,
        f"{UNTOUCHED} The check is there to protect you.",
    ),
    "clock_skew": CustomerWords(
        "A clock on one of our machines is wrong, so that our app took something for too old"
        " or too new.",
        _NOTHING,
        _STAYS,
    ),
    "token_call_from_browser": CustomerWords(
        "The page in your browser tried something that only our server may do, and the"
        " browser stopped it, as it should.",
        _WAIT,
        UNTOUCHED,
    ),
    # keeping the connection
    "stale_refresh_token": CustomerWords(
        f"{_OLD_KEY} Our app showed an older one, which is no longer accepted.",
        "Please wait for us: we try the newest key first. If we have lost it, we ask you to"
        " press Connect once more.",
        UNTOUCHED,
    ),
    "stale_cache_in_code": CustomerWords(
        f"{_OLD_KEY} A part of our app had kept an older one and showed that.",
        "Please wait for us: we try the newest key first. If that fails too, we ask you to"
        " press Connect once more.",
        UNTOUCHED,
    ),
    "not_persisted_after_refresh": CustomerWords(
        f"{_OLD_KEY} The last time our app did not keep the new one.",
        _CONNECT,
        _GOES_ON,
    ),
    "concurrent_refresh_race": CustomerWords(
        f"{_OLD_KEY} Two parts of our app asked for a new one at the same moment, and the one"
        " that counts was not kept.",
        _CONNECT,
        _GOES_ON,
    ),
    "refresh_response_lost": CustomerWords(
        f"{_OLD_KEY} The new one was lost on its way to us.",
        _CONNECT,
        _GOES_ON,
    ),
    "refresh_token_expired_inactivity": CustomerWords(
        "The connection was not used for about a hundred days. QuickBooks ends a connection"
        " that is not used for so long.",
        _CONNECT,
        _GOES_ON,
    ),
    "refresh_token_hard_expired": CustomerWords(
        "Five years have passed since you allowed the connection. After that time QuickBooks"
        " asks for your permission anew.",
        _CONNECT,
        _GOES_ON,
    ),
    "token_truncated_by_storage": CustomerWords(
        "Our app did not keep the whole of its key to your data.",
        "You need not do anything now. We put it right, and then ask you to press Connect once more.",
        UNTOUCHED,
    ),
    "access_token_sent_as_refresh_token": CustomerWords(
        "Our app mixed up two of the keys that QuickBooks had given it.",
        _NOTHING,
        _STAYS,
    ),
    "placeholder_or_empty_token": CustomerWords(
        "Where our app keeps its key to your data there was none.",
        "You need not do anything now. If no key is found, we ask you to press Connect once more.",
        UNTOUCHED,
    ),
    "client_local_expiry_check": CustomerWords(
        "Our app took your connection for ended without asking QuickBooks.",
        _NOTHING,
        UNTOUCHED,
    ),
    "wrong_client_or_environment_for_token": CustomerWords(
        "You had allowed the connection to one set-up of our app, and another one tried to use"
        " it.",
        "You need not do anything now. If the first one is no longer there, we ask you to press"
        " Connect once more.",
        UNTOUCHED,
    ),
    "token_unknown": CustomerWords(
        "QuickBooks does not know the key that our app showed: it was never given out, or long"
        " ago.",
        _CONNECT,
        _GOES_ON,
    ),
    "provider_outage": CustomerWords(
        "The service of QuickBooks itself was in trouble at that time.",
        "Please wait, and do not disconnect. Our app tries again by itself.",
        _STAYS,
    ),
    # the end of it
    "revoked_by_app": CustomerWords(
        "Our app itself ended the connection.",
        "If you had asked for that, all is as it should be. If not, please tell us, and press"
        " Connect once more.",
        UNTOUCHED,
    ),
    "revoked_by_user_disconnect": CustomerWords(
        "The connection was ended inside QuickBooks: somebody pressed Disconnect there.",
        "If the connection is still wanted, please press Connect once more, as an administrator"
        " of the company in QuickBooks.",
        _GOES_ON,
    ),
    "admin_lost_access": CustomerWords(
        "The person who had allowed the connection is no longer an administrator of the company"
        " in QuickBooks, and our app is no longer let in.",
        "Please let somebody who is an administrator now press Connect once more.",
        _GOES_ON,
    ),
    "revoked_by_code_reuse": CustomerWords(
        "When the connection was made, its last step ran twice. QuickBooks takes that for"
        " misuse, and ends such a connection.",
        _CONNECT_CALMLY,
        _GOES_ON,
    ),
    # reading the books
    "scope_changed_needs_reauth": CustomerWords(
        "Our app has learnt something new, for which you have not given permission yet.",
        f"{_CONNECT} QuickBooks then shows what is asked for.",
        _GOES_ON,
    ),
    "missing_scope_403": CustomerWords(
        "Our app asked for something in QuickBooks for which it has no permission.",
        "You need not do anything now. If the permission is needed, we ask you to press Connect"
        " once more.",
        f"{UNTOUCHED} QuickBooks showed nothing that it may not show.",
    ),
    "rate_limited": CustomerWords(
        "Our app asked QuickBooks for too much in too short a time, and was told to wait.",
        "You need not do anything. Our app goes on by itself, more slowly.",
        _STAYS,
    ),
    "realm_mismatch_403": CustomerWords(
        "Our app used the permission of one company to ask for another, and QuickBooks refused.",
        "Please tell us which company you mean, if you have more than one.",
        f"{UNTOUCHED} Nothing of the other company was shown.",
    ),
    "wrong_base_url_environment": CustomerWords(
        "Our app looked for your company in the wrong place: among companies for testing in"
        " place of real ones, or the other way round.",
        _NOTHING,
        _STAYS,
    ),
    "api_request_not_understood": CustomerWords(
        "Our app asked QuickBooks for something that QuickBooks does not know, or that is no"
        " longer there.",
        _NOTHING,
        _STAYS,
    ),
    "malformed_authorization_header": CustomerWords(
        "Our app asked QuickBooks for your data without showing its permission properly.",
        _NOTHING,
        _STAYS,
    ),
    "access_token_expired_401": CustomerWords(
        "The permission that our app shows is good for an hour at a time. It showed one whose"
        " hour was over.",
        _NOTHING,
        _STAYS,
    ),
}
"""By the id of the cause."""
