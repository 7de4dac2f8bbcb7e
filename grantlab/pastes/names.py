"""Short texts that are no secrets: ids, hosts, statuses, libraries."""

import re
from collections import Counter

from grantlab.pastes.assertions import is_told
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.understood import Named
from grantlab.protocol.marks import mark
from grantlab.protocol.shapes import recognise

_TID = re.compile(
    r"(?:intuit_?tid|x-amzn-trace-id)(?:[\"'],\s{0,4}[\"']value)?[\"']?[ :=]{0,3}[\"']?(?:root=)?"
    r"(?P<it>1-[0-9a-f]{8}-[0-9a-f]{24}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
)
_CLIENT_ID = re.compile(
    r"(?:client|consumer)_?(?:id|key)[\"'\]]{0,2} ?(?:=>|=|:) ?[\"']?(?P<it>[a-z0-9]{20,60})(?!\w)"
    r"|(?:-u|--user)[ =][\"']?(?P<user>[a-z0-9]{20,60})(?=:)",
)
_REALM_ID = re.compile(
    r"(?=[rc/xt])(?:(?:realm_?id|realm|company_?id|/company/|company (?=\d{13}))[\"'\]]{0,2} ?(?:=>|=|:)? ?[\"']?(?P<it>\d{9,20})(?!\d)"
    r"|\b(?:realm|company)(?=[^\d\n]{1,70}+\d)(?:[ _]?id)?(?: [a-z]{1,10}){1,5} ?(?:=>|=|:|->)? ?[\"']?(?P<told>\d{15,19})(?!\d)"
    r"|xero-tenant-id[\"']? ?[:=] ?[\"']?(?P<tenant>[0-9a-f-]{36})|tenant_?id(?<![a-z-]tenantid)(?<![a-z_-]tenant_id)[\"'\]]{0,2} ?(?:=>|[:= |]) ?[\"']?(?P<other>[0-9a-f-]{36}))",
)
_HOST = re.compile(r"https?://(?P<it>[a-z0-9.-]{4,100})")
_FAULT = re.compile(
    r"(?=co|_c|er|<e|[37]\d)(?:(?:(?:error)?_?code[\"']{0,2} ?(?:=>|=|:) ?[\"']?|<error code=\")0{0,2}"
    r"(?P<it>100|120|130|3001|3100|3200|3201|3202|7001)(?!\d)"
    r"|(?<!\d)(?<!port )(?P<short>3200|3100|3001|7001)(?= (?:login|message|status|throttl|too many|application|authori[sz]|authentic|error|invalid|quota|limit|fault|token|subscription|request))"
    r"|(?<=40[0-9] )(?P<after>3200|3100|3001|7001)(?!\d))",
)
_STATUS = re.compile(
    r"(?=ht|wi|st|co|an|au|er|re|g[eio]|p[ou]|: \[|->|\u2192|\d|\n\d)(?:(?:http(?:/\d(?:\.\d)?)? |with (?:an? )?|status_?(?: ?code)?[\"']?[ :=]{1,3}[\"'\[]?|http status code \[|code[\"']: ?|code:(?:\[| ')"
    r"|auth exception |error(?:[ _]code)?:? \[?|(?:->|\u2192) ?|returns? (?:an? )?|returned (?:an? )?|got (?:an? )?|get(?:ting)? (?:an? )?|gives? (?:an? )?|answer(?:s|ed) (?:with )?(?:an? )?|httpstatuscode ?= ?|response code: |status code '?|: \[)"
    r"(?P<it>[1-5]\d\d)(?!\d)"
    r"|(?<!\d)(?P<phrase>[345]\d\d) (?:bad|unauthor|forbidden|service|gateway|too|from|client|server|intern)"
    r"|(?:^|\n)(?P<line>[245]\d\d)(?=[ \n]|$)"
    r"|(?<![\d.:/\-])(?<!line )(?P<bare>401|403|429)(?=[ .;)\n]|$|/40[13]\b)(?! (?:\w{2,10} )?(?:invoices|bills|payments|customers|rows|records|items|files|lines|entries|companies|tenants|users|jobs|bytes|characters|chars|days|hours|minutes|seconds|ms)\b)"
    r"|(?<![\d.:/\-\[(])(?P<called>40[13])(?=, (?!\d))"
    r"|returned code (?P<told>[45]\d\d)(?!\d)"
    r"|(?:get|post|put) (?:https?://)?[a-z0-9-]{1,40}\.[a-z0-9.-]{2,60}(?:[/:][^\s\"']{0,200})?(?: http/[\d.]{1,3})?[\"']?,? (?P<call>[45]\d\d)(?![\d.])"
    r"|(?<!\d)(?P<fault>[45]\d\d)(?= (?:3200|3100|\{))"
    r"|httpstatuscode ?= ?(?P<word>badrequest|unauthorized|forbidden|serviceunavailable|gatewaytimeout"
    r"|badgateway|internalservererror|toomanyrequests))",
)
_WORDS = {
    "badrequest": "400",
    "unauthorized": "401",
    "forbidden": "403",
    "toomanyrequests": "429",
    "internalservererror": "500",
    "badgateway": "502",
    "serviceunavailable": "503",
    "gatewaytimeout": "504",
}
_LIBRARIES = {
    "intuitlib": "intuit-oauth for Python",
    "authclienterror": "intuit-oauth for Python",
    "quickbooks.exceptions": "python-quickbooks",
    "oauth2sessionmanager": "python-quickbooks",
    "auth_client=auth_client": "python-quickbooks",
    "quickbooksonline\\api": "QuickBooks V3 PHP SDK",
    "intuit-oauth": "intuit-oauth for Node",
    "oauthclient": "intuit-oauth for Node",
    "authresponse": "intuit-oauth for Node",
    "refreshusingtoken": "intuit-oauth for Node",
    "node-quickbooks": "node-quickbooks",
    "new quickbooks(": "node-quickbooks",
    "qbo.refreshaccesstoken": "node-quickbooks",
    "failed to refresh quickbooks token": "an MCP server for QuickBooks",
    "intuitoauth::": "intuit-oauth for Ruby",
    "oauth2::error": "oauth2 for Ruby",
    "qboapi::": "qbo_api",
    "qboapi.new": "qbo_api",
    "quickbooks::": "quickbooks-ruby",
    "com.intuit.oauth2": "Intuit's Java SDK",
    "failed getting access token": "Intuit's Java SDK",
    "bearertokenresponse": "Intuit's Java SDK",
    "tokenresponse {": "Intuit's .NET SDK",
    "idsexception": "Intuit's .NET SDK",
    "intuit.ipp": "Intuit's .NET SDK",
    "requests.exceptions": "requests",
    "airbyte": "Airbyte",
    "source-quickbooks": "Airbyte",
    "abstract_oauth.py": "Airbyte",
    "discovering streams": "Airbyte",
    "configuration check failed": "Airbyte",
    "please ensure you are authenticated correctly": "Airbyte",
    "connect to stream": "Airbyte",
    "singer": "Singer",
    "oauthlib": "oauthlib",
    "authlib": "Authlib",
    "guzzle": "Guzzle",
    "league\\oauth2": "league/oauth2-client",
    "identityproviderexception": "league/oauth2-client",
    'oauth2: "': "x/oauth2 for Go",
    "gaxioserror": "gaxios",
    "google.auth.exceptions": "google-auth for Python",
    "tokenresponseexception": "Google's .NET client",
    "authentication failure!": "OmniAuth",
    "aadsts": "Microsoft Entra ID",
    "[microsoft][quickbooks]": "an ODBC connector",
    "stdclass": "PHP var_dump",
    "<intuitresponse": "an XML answer of the company API",
    "getting metadata from plugin failed": "gRPC's credentials",
    "postman": "Postman",
    '"log": {"version"': "a HAR file",
    "curl ": "curl",
}


_MOST = 50


def find_intuit_tids(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the ids by which Intuit's support finds a request."""
    return _find(_TID, hidden, lower)


def find_client_ids(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the client ids."""
    return _find(_CLIENT_ID, hidden, lower)


def find_realm_ids(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the ids of companies."""
    return _find(_REALM_ID, hidden, lower)


def find_hosts(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the hosts of URLs."""
    return _find(_HOST, hidden, lower)


def find_fault_codes(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the fault codes of Intuit's company API."""
    return _find(_FAULT, hidden, lower)


def find_statuses(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the HTTP statuses."""
    return _find(_STATUS, hidden, lower, may_deny=True)


def find_libraries(hidden: Rewritten, lower: str) -> tuple[Named, ...]:
    """Return the libraries and tools that a text betrays."""
    found = (
        (name, lower.find(phrase), len(phrase)) for phrase, name in _LIBRARIES.items()
    )
    first = {
        name: hidden.span(place, place + length)
        for name, place, length in found
        if place >= 0
    }
    return tuple(Named(name, span) for name, span in first.items())


def _find(
    pattern: re.Pattern[str], hidden: Rewritten, lower: str, *, may_deny: bool = False
) -> tuple[Named, ...]:
    """Return each text once, at its first place; few of a kind are enough.

    What people tell has to be meant as well.
    """
    first: dict[str, Named] = {}
    denied: Counter[str] = Counter()
    for match in pattern.finditer(lower):
        group = match.lastgroup or "it"
        start, end = match.span(group)
        text = _WORDS.get(match[group], hidden.text[start:end])
        if text in first or denied[text] > _MOST:
            continue
        if may_deny and not is_told(lower, start, end):
            denied[text] += 1
            continue
        shown = text if recognise(text) is None else mark("client_id", text)
        first[text] = Named(shown, hidden.span(start, end))
        if len(first) == _MOST:
            break
    return tuple(first.values())
