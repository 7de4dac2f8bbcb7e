"""What to do about each cause, in a sentence: where no rule saw enough to say more."""

from collections.abc import Mapping
from types import MappingProxyType

REMEDIES: Mapping[str, str] = MappingProxyType(
    {
        "access_token_expired_401": (
            "Refresh some minutes before the expiry, and once more when a 401 comes all the"
            " same."
        ),
        "access_token_sent_as_refresh_token": (
            "Send the refresh token of the same answer. The old one is as good as before."
        ),
        "admin_lost_access": (
            "Ask an administrator of the company to consent. Until then refreshes go on"
            " working, so leave the connection alone."
        ),
        "api_request_not_understood": (
            "Compare path, method and query with the documentation of the operation."
        ),
        "bad_client_credentials": (
            "Take id and secret anew from the portal, both of one key pair and one"
            " environment, and restart what still holds the old ones."
        ),
        "client_local_expiry_check": (
            "Store the moment of receipt with each token, hand it to the library, and let"
            " the service have the last word."
        ),
        "clock_skew": (
            "Let the machine keep its time by NTP, and allow a minute between clocks where a"
            " token is judged."
        ),
        "code_expired": (
            "Ask the user once more, and exchange the code in the request that brings it,"
            " before anything else is done."
        ),
        "code_malformed_or_truncated": (
            "Take the code from the parsed query, whole, and let the HTTP library encode the"
            " form once."
        ),
        "code_param_collision": (
            "Give the application's own parameter another name, and keep it off the redirect"
            " address."
        ),
        "code_reused": (
            "Begin a new authorization. Then make the callback safe against a second"
            " delivery: take the code out of the store in the same step that hands it to the"
            " exchange."
        ),
        "concurrent_refresh_race": (
            "Let one worker at a time refresh a connection: claim it in the database,"
            " refresh, store, let go."
        ),
        "consent_refused": (
            "Do not ask at once again. Say what the access is for, and ask when the user"
            " wants something that needs it."
        ),
        "invalid_scope_at_authorize": (
            "Use the scopes of the list only, separated by one blank, and only those that are"
            " enabled for the app: at Intuit under My Hub, App dashboard, your app,"
            " Permissions."
        ),
        "malformed_authorization_header": (
            "Send Authorization: Bearer, one blank, and the token. After an upgrade, look at"
            " the request as it leaves."
        ),
        "malformed_authorization_request": (
            "Send response_type=code, and each parameter once. With PKCE, send a"
            " code_challenge of 43 characters and code_challenge_method=S256."
        ),
        "missing_scope_403": (
            "Ask for the scope at the consent, after making sure that the app may have it."
        ),
        "not_persisted_after_refresh": (
            "Commit both tokens the moment they arrive, and do everything else afterwards."
        ),
        "pkce_mismatch": (
            "Keep the verifier with state, and take both out together in the callback."
        ),
        "placeholder_or_empty_token": (
            "Send the value that the exchange brought, read from where it was stored, and"
            " refuse to start without one."
        ),
        "provider_outage": "Keep the tokens and try again later, with growing pauses.",
        "rate_limited": (
            "Wait as long as the answer says, send fewer requests at once, and keep the"
            " tokens: nothing is wrong with them."
        ),
        "realm_mismatch_403": (
            "Store realmId in the row of its token, and take both from one row for each"
            " call."
        ),
        "redirect_uri_has_query": (
            "Take the query away. What it carried, such as a customer number, goes into"
            " state, or into a session that state points to."
        ),
        "redirect_uri_mismatch": (
            "Keep the redirect URI in one place of the application, and use it for both"
            " requests."
        ),
        "refresh_response_lost": (
            "Ask the user to consent again. For the future, send the same value again at"
            " once, while the service still honours it, and store the answer before anything"
            " else."
        ),
        "refresh_token_expired_inactivity": (
            "Ask the user to consent again. For the future, refresh every connection from"
            " time to time, also those that nobody uses, well before the deadline."
        ),
        "refresh_token_hard_expired": (
            "Ask the user to consent again, which begins another five years."
        ),
        "revoked_by_app": (
            "Mark a connection as ended in the same step that revokes it, and leave it out"
            " of every refresh."
        ),
        "revoked_by_code_reuse": (
            "Ask the user to consent again. Then see to it that a callback that is delivered"
            " twice exchanges its code once."
        ),
        "revoked_by_user_disconnect": (
            "Ask the user whether the app was disconnected, and offer to connect again."
        ),
        "scope_changed_needs_reauth": (
            "Ask the user to consent again, with the whole list. Store with each connection"
            " what was granted."
        ),
        "stale_cache_in_code": (
            "Read the token from the store for each refresh. With an SDK, give its client"
            " object the tokens of every answer."
        ),
        "stale_refresh_token": (
            "Send the newest token; if it is accepted, the connection is well."
        ),
        "state_lost_session": (
            "Keep one host and https from the beginning to the end, set the cookie before"
            " the redirect with SameSite=Lax, and tell the program of the proxy in front of"
            " it."
        ),
        "state_mismatch_csrf": (
            "Begin again in one tab. Keep one state for each attempt and not one for each"
            " session, and refuse what does not match."
        ),
        "token_call_from_browser": (
            "Let your own server exchange and refresh, and let the page ask that."
        ),
        "token_truncated_by_storage": (
            "Store tokens in columns without a short limit, let the database refuse what"
            " does not fit, and ask the user to consent again."
        ),
        "token_unknown": (
            "Use the tokens that are stored with the company, and no copies from elsewhere."
        ),
        "wrong_base_url_environment": (
            "Keep the environment with the connection, and take keys and base URL from it"
            " together."
        ),
        "wrong_client_or_environment_for_token": (
            "Use the keys that the consent was given to. After a change of keys or"
            " environment every user has to consent once more."
        ),
        "wrong_environment_keys": (
            "Keep each pair together with its environment, its redirect URIs and its API"
            " address, and choose all of them by one setting."
        ),
        "wrong_grant_type_or_body_encoding": (
            "Send a form by POST: application/x-www-form-urlencoded, with grant_type in it."
        ),
    }
)
"""The beginning of what the page of each cause says under *What to do*."""
