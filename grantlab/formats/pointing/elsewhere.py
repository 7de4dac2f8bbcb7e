"""The lines for a shell and for Java, and the libraries that cannot be pointed elsewhere."""

import shlex
from urllib.parse import urlencode

from grantlab.formats.pointing.library import Library, Proof
from grantlab.formats.pointing.target import SECRET_VARIABLE, Target, quoted
from grantlab.protocol.scope import ACCOUNTING


def _curl(target: Target) -> str:
    query = urlencode(
        {
            "client_id": target.client_id,
            "response_type": "code",
            "scope": ACCOUNTING,
            "redirect_uri": target.redirect_uri,
            "state": "something-to-compare",
        }
    )
    keys = shlex.quote(target.client_id) + f':"${SECRET_VARIABLE}"'
    back = shlex.quote(f"redirect_uri={target.redirect_uri}")
    company = shlex.quote(f"{target.endpoints.api}/v3/company/")
    return f"""\
# 1. Open this in a browser. Take CODE and REALM_ID from where it leads.
echo {shlex.quote(f"{target.endpoints.authorization}?{query}")}

# 2. Exchange the code. Take ACCESS_TOKEN and REFRESH_TOKEN from the answer.
curl --silent --user {keys} --data grant_type=authorization_code \\
  --data-urlencode "code=$CODE" --data-urlencode {back} \\
  {shlex.quote(target.endpoints.token)}

# 3. Call the company.
curl --silent --header "Authorization: Bearer $ACCESS_TOKEN" --header 'Accept: application/json' \\
  {company}"$REALM_ID/companyinfo/$REALM_ID"

# 4. Refresh. Keep the refresh token of the answer, and only that.
curl --silent --user {keys} --data grant_type=refresh_token \\
  --data-urlencode "refresh_token=$REFRESH_TOKEN" \\
  {shlex.quote(target.endpoints.token)}

# 5. Revoke.
curl --silent --user {keys} --data-urlencode "token=$REFRESH_TOKEN" \\
  --write-out '%{{http_code}}' {shlex.quote(target.endpoints.revocation)}
"""


def _java(target: Target) -> str:
    return f"""\
OAuth2Config oauth2Config = new OAuth2Config.OAuth2ConfigBuilder(
        {quoted(target.client_id)}, System.getenv("{SECRET_VARIABLE}"))
    .callDiscoveryAPI({quoted(target.metadata)})
    .buildConfig();
OAuth2PlatformClient client = new OAuth2PlatformClient(oauth2Config);
"""


CURL = Library(
    id="curl",
    name="curl",
    language="shell",
    versions="any",
    proof=Proof.RUN,
    install="",
    lines=_curl,
    notes=(
        "One command at a time: set the variables between them, from what you see.",
    ),
)

JAVA = Library(
    id="java",
    name="oauth2-platform-api (Java)",
    language="Java",
    versions="6.4.2",
    proof=Proof.READ,
    install="",
    lines=_java,
    notes=(
        "callDiscoveryAPI takes an address where the samples have Environment.SANDBOX.",
        (
            "For API calls, put the address of the API above where the accounting SDK has"
            " its base URL."
        ),
    ),
)

PHP = Library(
    id="php",
    name="quickbooks/v3-php-sdk (PHP)",
    language="PHP",
    versions="6.3.1",
    proof=Proof.READ,
    install="",
    lines=None,
    notes=(
        (
            "Its addresses are class constants, and the one of UserInfo is a literal; there"
            " is no setting for them. It would take an HTTP client of your own, or a TLS"
            " proxy that answers to Intuit’s host names."
        ),
        (
            "Test your own code against the provider with the addresses above; the SDK"
            " itself stays on Intuit’s sandbox."
        ),
    ),
)

DOTNET = Library(
    id="dotnet",
    name="IppDotNetSdkForQuickBooksApiV3 (.NET)",
    language="C#",
    versions="14.7.1",
    proof=Proof.READ,
    install="",
    lines=None,
    notes=(
        (
            "OAuth2Client takes the address of a discovery document as its environment, but"
            " its policy refuses endpoints that are not https, and the provider speaks"
            " plain http."
        ),
    ),
)

RUBY = Library(
    id="ruby",
    name="intuit-oauth (Ruby)",
    language="Ruby",
    versions="its main branch",
    proof=Proof.READ,
    install="",
    lines=None,
    notes=(
        (
            "It chooses the discovery document by the environment’s name only, and demands"
            " TLS 1.2. Its constants would have to be replaced, and a TLS proxy put before"
            " the provider."
        ),
    ),
)
