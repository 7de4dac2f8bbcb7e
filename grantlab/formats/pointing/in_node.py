"""The lines for Node."""

from grantlab.formats.pointing.library import Library, Proof
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target, quoted

_SECRET = f"process.env.{SECRET_VARIABLE}"


def _intuit_oauth(target: Target) -> str:
    endpoints = target.endpoints
    return f"""\
const OAuthClient = require('intuit-oauth');

const oauthClient = new OAuthClient({{
  clientId: {quoted(target.client_id)},
  clientSecret: {_SECRET},
  environment: 'sandbox',
  redirectUri: {quoted(target.redirect_uri)},
}});
oauthClient.setAuthorizeURLs({{
  authorizeEndpoint: {quoted(endpoints.authorization)},
  tokenEndpoint: {quoted(endpoints.token)},
  revokeEndpoint: {quoted(endpoints.revocation)},
  userInfoEndpoint: {quoted(endpoints.userinfo)},
}});
OAuthClient.jwks_uri = {quoted(endpoints.jwks)};
OAuthClient.environment.sandbox = {quoted(f"{endpoints.api}/")};
"""


def _node_quickbooks(target: Target) -> str:
    endpoints = target.endpoints
    return f"""\
const QuickBooks = require('node-quickbooks');

QuickBooks.TOKEN_URL = {quoted(endpoints.token)};
QuickBooks.REVOKE_URL = {quoted(endpoints.revocation)};
QuickBooks.USER_INFO_URL = {quoted(endpoints.userinfo)};
QuickBooks.V3_ENDPOINT_BASE_URL = {quoted(f"{endpoints.api}/v3/company/")};

const connect = (accessToken, realmId, refreshToken) => new QuickBooks({{
  consumerKey: {quoted(target.client_id)},
  consumerSecret: {_SECRET},
  token: accessToken,
  tokenSecret: false,
  realmId,
  useSandbox: true,
  debug: false,
  minorversion: 75,
  oauthversion: '2.0',
  refreshToken,
}});
"""


INTUIT_OAUTH = Library(
    id="intuit-oauth-node",
    name="intuit-oauth (Node)",
    language="JavaScript",
    versions="4.2.5",
    proof=Proof.RUN,
    install="npm install intuit-oauth",
    lines=_intuit_oauth,
    notes=(
        (
            "It looks nothing up: the addresses are static members of the class, and these lines"
            " replace them for every client in the process."
        ),
        (
            "makeApiCall takes a path, such as v3/company/…, and puts"
            " OAuthClient.environment.sandbox before it."
        ),
    ),
)

NODE_QUICKBOOKS = Library(
    id="node-quickbooks",
    name="node-quickbooks",
    language="JavaScript",
    versions="2.0.50",
    proof=Proof.RUN,
    install="npm install node-quickbooks",
    lines=_node_quickbooks,
    notes=(
        (
            "Do not call setOauthVersion('2.0', true): it fetches Intuit’s discovery"
            " document and puts Intuit’s addresses back a moment later."
        ),
        "It does not ask for consent; get the first tokens with intuit-oauth.",
    ),
)
