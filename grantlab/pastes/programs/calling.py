"""How a program calls the company's data."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, sentence, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_COMPANY_CALLED = re.compile(r"/company/(\d{9,20})\b")
_COMPANY_NAMED = re.compile(
    r"(?:realm|company|tenant)[_ ]?(?:id)?[\"'\]]{0,2} ?(?:=>|=|:|\|)? ?[\"']?\d{9,20}\b"
)
_MOST = 50
_SIGN_IN_ALONE = re.compile(
    r"\bscopes?[\"']?\]? ?(?:=>|:|=|\[) ?[\[(]{0,2}[\"']?openid\b[^\n]{0,200}|\bonly\b[^.\n]{0,30}\b(?:openid|sign[ -]in with intuit)\b"
)
_CALL_OF_COMPANY = re.compile(
    r"/v3/company/[^\n]{0,120}\b40[13]\b|\bcompany_?info\b[^\n]{0,60}\b40[13]\b|\bno realm ?id\b"
)


def _read_sign_in(lower: str) -> Iterator[Found]:
    """Yield a refused call of a company's data where only the scopes of a sign-in are asked for."""
    if "com.intuit.quickbooks" in lower:
        return
    refused = _CALL_OF_COMPANY.search(lower)
    if refused and _SIGN_IN_ALONE.search(lower):
        yield Sign.SCOPE_NOT_ASKED, *refused.span()


def _read_companies(lower: str) -> Iterator[Found]:
    """Yield where several companies are called, and none is named elsewhere."""
    first = _COMPANY_CALLED.search(lower)
    if first is None or _COMPANY_NAMED.search(lower):
        return
    for match in islice(_COMPANY_CALLED.finditer(lower, first.end()), _MOST):
        if match[1] != first[1]:
            yield Sign.SEVERAL_COMPANIES_CALLED, *match.span()
            return


CALLING = (
    Structure(needed("/company/"), _read_companies),
    structure(
        Sign.HEADER_MALFORMED,
        ("bearer", "refresh_token|refreshtoken"),
        r"bearer ?[\"'`]? ?[+.,%]? ?(?:\$?\{)?[\w.$>\[\]\"'-]{0,30}refresh_?token\b(?![^\n]{0,40}(?:grant|expired|invalid))",
    ),
    Structure(
        needed(
            "openid|sign in with intuit|sign-in with intuit",
            "company|realm",
            "scope|only",
        ),
        _read_sign_in,
    ),
    structure(
        Sign.SCOPE_NOT_ASKED,
        (
            "scope",
            "accounting|payment|payroll|openid|offline_access",
            "only|not|n't|without|lack|missing|no ",
        ),
        r"\bonly works? (?:if|when|with|once) the (?:\w{1,12} )?(?:accounting|payments?|payroll|openid) scopes?\b"
        r"|\b(?:without|lacks?|lacking|missing) (?:the |our |an? )?[\"'`]?(?:com\.intuit\.quickbooks\.)?(?:accounting|payments?|payroll)[\"'`]? scope\b"
        r"|\b(?:accounting|payments?|payroll)[\"'`]? scope (?:was|is|were) (?:missing|not (?:passed|requested|asked|granted|included|there|set))\b",
    ),
    structure(
        Sign.REALMS_DIFFER,
        ("/company/undefined|/company/null|/company/none|/company/nan|/company//",),
        r"/company/(?:undefined|null|none|nan)?(?=/)[^\n]{0,160}",
    ),
    structure(
        Sign.HEADER_MALFORMED,
        ("\"bearer|'bearer|authorization|header",),
        r"[\"']bearer[\"'] ?[.+] ?\$?\w|[\"'`]basic [\"'`]? ?(?:[.+]|\$\{) ?\$?\w{0,20}access_?token|(?:auth(?<!\wauth)|header(?<!\wheader))\w{0,23}[\"']?\]? ?(?:=>|:|=|,) ?f?[\"'`]?(?:bearer ?[:=_-]|bearer bearer |token |oauth |bearer[$\u2039{])|authorization[\"']? ?(?:=>|:) ?[\"']?(?:\u2039(?:access|id_token|hidden)|eyj)|authorization[\"']? ?(?:=>|:|=) ?(?:`\$\{[\w.]{1,60}\}`|f?[\"']\{[\w.]{1,60}\}[\"']|\$?access_?token\b)",
    ),
    structure(
        Sign.BEARER_FOR_CLIENT,
        ("bearer ", "tokens/revoke|tokens/bearer|/token|/revoke|/introspect"),
        r"(?:tokens/(?:revoke|bearer)|/(?:oauth2?|connect)/(?:v\d/)?(?:token|revoke|introspect\w{0,4}))\b(?:(?!https?:)[\s\S]){0,400}?"
        r"\bauthorization[\"']? ?(?:=>|=|:|,) ?f?[\"'`]?bearer ",
    ),
    structure(
        Sign.HEADER_MALFORMED,
        ("bearer ",),
        r"(?:\(|\{|,) ?[\"']?\b(?:o?auth_?)?access_?token[\"']? ?[:=] ?f?[\"'`]bearer (?![^\n]{0,60}authorization)"
        r"|\b(?:set_?(?:access_?|auth_?)?token|set_?bearer_?(?:token|auth)|with_?(?:access_?)?token|bearer_?auth|bearer_?token)\( ?f?[\"'`]bearer "
        r"|\b(?P<held>\w{1,30}) ?[:=] ?f?[\"'`]bearer [^\n]{0,80}\n(?:[^\n]{0,200}\n){0,12}?[^\n]{0,120}[\"'`]bearer ?[\"'`]?"
        r" ?[+.,]? ?(?:\$?\{)?(?:this\.|self\.|\$)?(?P=held)\b",
    ),
    structure(
        Sign.HEADER_MALFORMED,
        ("authorization",),
        r"\bauthorization[\"'\]]{0,2} ?(?:=>|:|=) ?[\"'`]?(?:bearer ?)?"
        r"(?:undefined|null|none|nil|nan|false|\[object object\]|\(null\)|<null>)[\"'`]?(?= ?(?:$|[,}\])\\]))",
    ),
    structure(
        Sign.HEADER_MALFORMED,
        ("curlopt_httpheader|requests.|axios.|fetch(", "header"),
        r"\bcurlopt_httpheader\b[^\n]{0,60}[\"']authorization[\"'] ?=>"
        r"|\brequests\.(?:get|delete|post|put)\([^(),\n]{1,120}, ?headers\)"
        r"|\baxios\.(?:post|put|patch)\([^(),\n]{1,120}, ?\{ ?headers\b"
        r"|\b(?:fetch|axios\.get)\([^()\n]{1,120}\{[^()\n]{0,80}\bheader ?:",
    ),
    structure(
        Sign.WORKS_IN_CURL,
        ("curl ", "200"),
        r"curl [^\n]{0,500}(?:#|->|=>) ?200|\(curl [^\n]{0,300}200\)",
    ),
    structure(
        Sign.BLOCKED_BY_BROWSER,
        (
            "cors|from origin",
            "missing|block|fail|error|polic|denied|did not succeed|reject",
        ),
        r"\bfrom origin ['\"`]?(?:https?|null)[^\n]{0,80}\bhas been blocked\b|\bcors\b[^\n]{0,40}\b(?:missing|block|fail|error|polic|denied|did not succeed)"
        r"|\b(?:blocked|failed|rejected)\b[^\n]{0,20}\bcors\b",
    ),
    structure(
        Sign.MANY_AFFECTED,
        ("tenant|realm|company|customer",),
        r"(tenant|realm|company|customer)[=: ]{1,2}(?P<one>\w{1,20})\b[^\n]{0,300}\n"
        r"(?:[^\n]{0,300}\n){0,3}?[^\n]{0,200}\1[=: ]{1,2}(?!(?P=one)\b)\w{1,20}",
    ),
    sentence(
        Sign.CLOCK_TOLD_WRONG,
        ("ntp|chrony|timesyncd",),
        r"\b(?:ntpd?|chronyd?|timesyncd)\b[^.\n]{0,20}\b(?:not (?:running|synced|enabled|installed|active|working|reachable|configured|started)|off|disabled|stopped|blocked|failed|missing|unreachable|broken)\b"
        r"|\b(?:no|without) (?:ntp|chrony|time ?sync\w{0,3})\b"
        r"|\b(?:after|since|by|until) (?:we |i |having )?(?:\w{1,12} )?(?:install\w{0,3}|enabl\w{1,3}|start\w{0,3}|fix\w{0,3}|restart\w{0,3})[^.\n]{0,15}\b(?:ntpd?|chronyd?|timesyncd)\b",
        may_deny=True,
    ),
    structure(
        Sign.CLOCK_TOLD_WRONG,
        ("expired", "id_token|id token|jwt"),
        r"\b(?:id[ _]?token|jwt)\b[^.\n]{0,40}\bexpired\b[^.\n]{0,30}"
        r"\b(?:right after|immediately|at issuance|as soon as|the moment|seconds? after|on arrival)\b"
        r"|\b(?:fresh|just issued|brand[- ]new|newly issued)\b[^.\n]{0,20}\b(?:id[ _]?token|jwt)\b[^.\n]{0,30}\bexpired\b",
    ),
)
