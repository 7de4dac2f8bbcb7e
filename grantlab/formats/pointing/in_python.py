"""The lines for Python."""

from grantlab.formats.pointing.library import Library, Proof
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target, quoted

_SECRET = f'os.environ["{SECRET_VARIABLE}"]'


def _intuit_oauth(target: Target) -> str:
    return f"""\
import os

from intuitlib.client import AuthClient

auth_client = AuthClient(
    client_id={quoted(target.client_id)},
    client_secret={_SECRET},
    redirect_uri={quoted(target.redirect_uri)},
    environment={quoted(target.metadata)},
)
API = {quoted(target.endpoints.api)}
"""


def _python_quickbooks(target: Target) -> str:
    return f"""\
import os

import intuitlib.config
from intuitlib.client import AuthClient
from quickbooks import QuickBooks

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
intuitlib.config.DISCOVERY_URL["sandbox"] = {quoted(target.metadata)}
QuickBooks.sandbox_api_url_v3 = {quoted(f"{target.endpoints.api}/v3")}

auth_client = AuthClient(
    client_id={quoted(target.client_id)},
    client_secret={_SECRET},
    redirect_uri={quoted(target.redirect_uri)},
    environment="sandbox",
)
"""


def _requests_oauthlib(target: Target) -> str:
    return f"""\
import os

from requests_oauthlib import OAuth2Session

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
CLIENT_ID = {quoted(target.client_id)}
CLIENT_SECRET = {_SECRET}
AUTHORIZATION_URL = {quoted(target.endpoints.authorization)}
TOKEN_URL = {quoted(target.endpoints.token)}
REVOCATION_URL = {quoted(target.endpoints.revocation)}
USERINFO_URL = {quoted(target.endpoints.userinfo)}
API = {quoted(target.endpoints.api)}

session = OAuth2Session(
    CLIENT_ID,
    redirect_uri={quoted(target.redirect_uri)},
    scope=["com.intuit.quickbooks.accounting", "openid", "email"],
)
"""


def _authlib(target: Target) -> str:
    return f"""\
import os

from authlib.integrations.requests_client import OAuth2Session

AUTHORIZATION_URL = {quoted(target.endpoints.authorization)}
REVOCATION_URL = {quoted(target.endpoints.revocation)}
USERINFO_URL = {quoted(target.endpoints.userinfo)}
API = {quoted(target.endpoints.api)}

session = OAuth2Session(
    {quoted(target.client_id)},
    {_SECRET},
    redirect_uri={quoted(target.redirect_uri)},
    scope="com.intuit.quickbooks.accounting openid email",
    token_endpoint={quoted(target.endpoints.token)},
)
"""


_PLAIN_HTTP = (
    "OAUTHLIB_INSECURE_TRANSPORT lets oauthlib speak plain http, which it otherwise"
    " refuses. Set it in tests only."
)

INTUIT_OAUTH = Library(
    id="intuit-oauth",
    name="intuit-oauth (Python)",
    language="Python",
    versions="1.2.7",
    proof=Proof.RUN,
    install="pip install intuit-oauth",
    lines=_intuit_oauth,
    notes=(
        (
            "Any environment but sandbox and production is taken for the address of a"
            " discovery document; the rest is found there."
        ),
        (
            "It makes no API calls: put API where your code has"
            " https://sandbox-quickbooks.api.intuit.com."
        ),
    ),
)

PYTHON_QUICKBOOKS = Library(
    id="python-quickbooks",
    name="python-quickbooks",
    language="Python",
    versions="0.9.12 with intuit-oauth 1.2.6",
    proof=Proof.RUN,
    install="pip install python-quickbooks",
    lines=_python_quickbooks,
    notes=(
        (
            "The environment keeps its name sandbox, because the library chooses the API’s"
            " address by it; so the address behind the name is changed, before the"
            " AuthClient is made."
        ),
        _PLAIN_HTTP,
    ),
)

REQUESTS_OAUTHLIB = Library(
    id="requests-oauthlib",
    name="requests-oauthlib",
    language="Python",
    versions="2.0.0",
    proof=Proof.RUN,
    install="pip install requests-oauthlib",
    lines=_requests_oauthlib,
    notes=(
        (
            "fetch_token is given client_secret, refresh_token is given"
            " auth=(CLIENT_ID, CLIENT_SECRET); both then send Basic."
        ),
        _PLAIN_HTTP,
    ),
)

AUTHLIB = Library(
    id="authlib",
    name="Authlib",
    language="Python",
    versions="1.9.9",
    proof=Proof.RUN,
    install="pip install authlib requests",
    lines=_authlib,
    notes=(
        "OAuth2Client of authlib.integrations.httpx_client takes the same arguments.",
        (
            "Given token_endpoint, it refreshes by itself when its own clock says that the"
            " access token has ended. The bench’s clock does not move that one."
        ),
    ),
)
