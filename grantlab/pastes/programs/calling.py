"""How a program calls the company's data."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

CALLING = (
    structure(
        Sign.HEADER_MALFORMED,
        ("\"bearer|'bearer|authorization|header",),
        r"[\"']bearer[\"'] ?[.+] ?\$?\w|[\"'`]basic [\"'`]? ?(?:[.+]|\$\{) ?\$?\w{0,20}access_?token|\b(?:authorization|auth|header)\w{0,10}[\"']?\]? ?(?:=>|:|=|,) ?f?[\"'`]?(?:bearer ?[:=_-]|bearer bearer |token |oauth |bearer[$\u2039{])|authorization[\"']? ?(?:=>|:) ?[\"']?(?:\u2039(?:access|id_token|hidden)|eyj)|authorization[\"']? ?(?:=>|:|=) ?(?:`\$\{[\w.]{1,60}\}`|f?[\"']\{[\w.]{1,60}\}[\"']|\$?access_?token\b)",
    ),
    structure(
        Sign.BEARER_FOR_CLIENT,
        ("bearer ", "tokens/revoke|tokens/bearer|/token|/revoke|/introspect"),
        r"(?:tokens/(?:revoke|bearer)|/(?:oauth2?|connect)/(?:v\d/)?(?:token|revoke|introspect\w{0,4}))\b(?:(?!https?:)[\s\S]){0,400}?"
        r"\bauthorization[\"']? ?(?:=>|=|:|,) ?f?[\"'`]?bearer ",
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
    structure(
        Sign.CLOCK_TOLD_WRONG,
        ("expired", "id_token|id token|jwt"),
        r"\b(?:id[ _]?token|jwt)\b[^.\n]{0,40}\bexpired\b[^.\n]{0,30}"
        r"\b(?:right after|immediately|at issuance|as soon as|the moment|seconds? after|on arrival)\b"
        r"|\b(?:fresh|just issued|brand[- ]new|newly issued)\b[^.\n]{0,20}\b(?:id[ _]?token|jwt)\b[^.\n]{0,30}\bexpired\b",
    ),
)
