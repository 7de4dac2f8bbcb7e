"""The form of a token request: what programs send in its place, and what becomes of it on the way."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_UNQUOTED = re.compile(
    r"\bcurl(?:\.exe)? [^\n]{0,300}?(?:-d|--data\S{0,12}) ?(?=[\w=.-]{1,200}&)(?=[^\s\"']{0,200}grant_type=)"
)
_SHELL_COMPLAINS = re.compile(
    r"\b(?:is not recognized as|command not found|no such file or directory|ampersand|invalid_request|missing)\b"
    r"|^\[\d\]\+? {1,4}(?:\d|done|exit)",
    re.MULTILINE,
)
_ANSWER = 1000
_MOST = 20
_ENCODED = re.compile(
    r"stringify|urlsearchparams|urlencoded|form_?params|asform\(|formbody|querystring|http_build_query"
)
"""What makes a form of an object, or says that it is one."""

_OBJECT_POSTED = (
    (
        "post(",
        re.compile(
            r"(?:\baxios(?:\.\w{1,20})?\.post|\bhttp(?:client)?\.post|\bapi\.post|\$http\.post|http::post)\([^\n{\[]{1,160}[{\[]\s{0,20}"
            r"(?:[^{}\[\]]{0,300}\b)?[\"']?grant_type\b"
        ),
    ),
    (".send({", re.compile(r"\.send\(\{[^}]{0,200}\bgrant_type\b")),
    ("json", re.compile(r"json[\"']? ?(?:=>|:) ?[{\[][^}\]]{0,300}\bgrant_type\b")),
)
"""Calls that make JSON of an object, unless they are told otherwise, and what each needs."""


_GRANT_TYPE = re.compile(r"\bgranttype[\"']? ?(?:=>|=|:) ?[\"']?authorization_?code")
_REDIRECT_URL = re.compile(r"\bredirect_url[\"']?\]? ?(?:=>|=|:|,) ?[\"']?")


def _read_commands(lower: str) -> Iterator[Found]:
    """Yield a form without quotes, where a shell or the service misses the rest of it."""
    for match in islice(_UNQUOTED.finditer(lower), _MOST):
        if _SHELL_COMPLAINS.search(lower, match.end(), match.end() + _ANSWER):
            yield Sign.FORM_CUT_BY_SHELL, *match.span()
            return


def _read_objects(lower: str) -> Iterator[Found]:
    """Yield an object that is posted by what makes JSON of it."""
    for word, pattern in _OBJECT_POSTED:
        posted = pattern.search(lower) if word in lower else None
        if posted and not _ENCODED.search(lower):
            yield Sign.FORM_AS_JSON, *posted.span()
            return


def _read_names(lower: str) -> Iterator[Found]:
    """Yield a member of a form that is spelled as programs spell it, and no form does."""
    grant = _GRANT_TYPE.search(lower)
    if grant and "grant_type" not in lower:
        yield Sign.FORM_MISSPELLED, *grant.span()
    uri = _REDIRECT_URL.search(lower)
    if uri and "redirect_uri" not in lower and "authorization_code" in lower:
        yield Sign.REDIRECT_URI_LEFT_OUT, *uri.span()


FORMS = (
    structure(
        Sign.FORM_AS_JSON,
        (
            "json|stringentity|bodyvalue",
            "grant_type|granttype|requests.post|axios.post|httpx.post",
        ),
        r"(?:requests\.post|axios\.post|httpx\.post)\([^\n]{0,160}(?:token|oauth)[^\n]{0,160}json ?="
        r"|\bgrant_?type[\"']? ?(?:=>|:|=) ?[\"'](?:[^\n]{0,200}\n){0,6}?[^\n]{0,160}content-?type[\"']? ?(?:=>|:|,|=) ?[\"']application/json"
        r"|content-?type[\"']? ?(?:=>|:|,|=) ?[\"']?application/json(?:[^\n]{0,200}\n){0,6}?[^\n]{0,160}\bgrant_?type[\"']? ?(?:=>|:) ?[\"']"
        r"|(?:json\.stringify|json\.dumps|json_encode|addjsonbody|jsoncontent\.create|postasjson\w{0,5}|stringentity|bodyvalue)\([^\n]{0,120}grant_?type",
    ),
    Structure(needed("grant_type", "post|send|json"), _read_objects),
    Structure(needed("granttype|redirect_url"), _read_names),
    structure(
        Sign.FORM_AS_MULTIPART,
        ("grant_type|token", "multipart|formdata|-f |--form |files"),
        r"content-type[\"']? ?(?:=>|:|,|=) ?[\"']?multipart/form-data"
        r"|\bformdata\(\)(?:[^\n]{0,200}\n?){0,6}?[^\n]{0,100}grant_type"
        r"|\bcurl [^\n]{0,400}(?:-f|--form) [\"']?grant_type|\bmultipartformdatacontent\b",
    ),
    Structure(needed("curl", "grant_type=", "&"), _read_commands),
    structure(
        Sign.FORM_UNREADABLE,
        ("body", "parse", "form"),
        r"\b(?:unable to|could not|cannot|can not|failed to) parse\b[^\n]{0,20}\bbody\b[^\n]{0,80}\bform\b",
    ),
    structure(
        Sign.FORM_UNREADABLE,
        ("405|method not allowed", "/token"),
        r"\b(?:get|put|post) \S{0,80}/token\S{0,200}[^\n]{0,160}\b(?:405|method not allowed)\b"
        r"|\.(?:get|put)(?:async)?\(f?[\"'`][^\n\"'`]{0,120}/token[^\n]{0,200}(?:\n[^\n]{0,200}){0,3}?\b(?:405|method not allowed)\b",
    ),
)
