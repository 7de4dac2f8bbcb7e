"""Bad requests to each part of the provider: a good one first, then something of it wrong."""

import json
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from grantlab.protocol.scope import ACCOUNTING
from grantlab.provider.faults.catalogue import FAULTS
from grantlab.provider.moments import Moment
from grantlab.provider.policy.knobs import KNOBS
from grantlab.provider.policy.presets import PRESETS
from tests.scenarios.provider.fuzz import pieces
from tests.scenarios.provider.fuzz.asked import Asked
from tests.scenarios.provider.fuzz.pieces import FORM_TYPE, Pairs
from tests.support.provider import (
    COMPANY,
    OTHER_COMPANY,
    REDIRECT_URI,
    REVOCATION_PATH,
    TOKEN_PATH,
)

_GOOD_BASIC = "Basic base64(<<client_id>>:<<client_secret>>)"
_PUBLISHED = (
    "/.well-known/openid_sandbox_configuration",
    "/.well-known/openid_configuration/",
    "/.well-known/openid-configuration",
    "/.well-known/openid-sandbox-configuration/",
    "/op/v1/jwks",
)
_AUTHORIZATION: Pairs = (
    ("client_id", "<<client_id>>"),
    ("response_type", "code"),
    ("scope", ACCOUNTING),
    ("redirect_uri", REDIRECT_URI),
    ("state", "S1"),
)
_realms = st.sampled_from(
    [COMPANY, OTHER_COMPANY, "9341450000000201", "9223372036854770003", "1", "null"]
)
_BENCH: Mapping[str, Mapping[str, st.SearchStrategy[object]]] = {
    "clock/advance": {
        "by": st.sampled_from(["0", "1s", "25h", "36500d", "-1h", "1", "h"]),
        "to": st.sampled_from([*Moment]),
    },
    "policy": {
        "preset": st.sampled_from([*PRESETS]),
        "knobs": st.dictionaries(
            st.sampled_from([knob.name for knob in KNOBS]),
            st.sampled_from(["yes", "no", "0", "1h", "36500d", "null", "bare", "200"]),
            max_size=2,
        ),
    },
    "faults/arm": {
        "name": st.sampled_from([*FAULTS]),
        "times": st.integers(-1, 2) | st.just(10**20),
        "for": st.sampled_from(["1h", "36500d", "0", "-1h"]),
        "amount": st.sampled_from(["0", "1s", "-1d", "36500d"]),
    },
    "faults/disarm": {"name": st.sampled_from([*FAULTS])},
    "reset": {},
    "connect": {
        "keys": st.sampled_from(["development", "production"]),
        "realm_id": _realms,
        "scopes": st.lists(st.sampled_from([ACCOUNTING, "openid", "", " "])),
        "redirect_uri": st.just(REDIRECT_URI),
        "state": pieces.odd_text,
        "code_challenge": st.just("c" * 43),
        "code_challenge_method": st.sampled_from(["S256", "plain", "S512"]),
    },
    "app/redirect-uris/add": {
        "keys": st.sampled_from(["development", "production"]),
        "uri": st.sampled_from(["https://a.example/b", "http://localhost", "x"]),
    },
    "app/redirect-uris/remove": {
        "keys": st.just("development"),
        "uri": st.just(REDIRECT_URI),
    },
    "app/disconnect-url": {
        "keys": st.just("development"),
        "url": st.sampled_from(["https://a.example/b?c=d", "http://localhost/", ""]),
    },
    "app/scopes": {"scope": st.just(ACCOUNTING), "enabled": st.booleans()},
    "app/new-secret": {"keys": st.just("production")},
}
_APP_FORMS: Mapping[str, Pairs] = {
    "/app/keys/development/redirect-uris": (("uri", "https://a.example/b"),),
    "/app/keys/production/redirect-uris": (("uri", "https://[::1]/b"),),
    "/app/keys/development/redirect-uris/remove": (("uri", REDIRECT_URI),),
    "/app/keys/development/secret": (),
    "/app/keys/development/disconnect-url": (("url", "https://a.example/b?c=d"),),
    "/app/keys/neither/secret": (),
    "/app/keys/production/new-secret": (),
    "/app/scopes": (("scope", ACCOUNTING), ("scope", "openid")),
    "/app/apps/disconnect": (("realm_id", COMPANY), ("back", "/walk")),
}


@st.composite
def _twisted(draw: st.DrawFn, asked: Asked) -> Asked:
    """Return a request with up to two things wrong about its outside."""
    headers = list(asked.headers)
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        match draw(st.integers(0, 6)):
            case 0:
                asked = replace(asked, method=draw(pieces.methods))
            case 1:
                asked = replace(asked, path=draw(_other_path(asked.path)))
            case 2:
                headers.append(("Host", draw(pieces.hosts)))
            case 3:
                headers.append(("Accept", draw(pieces.accepts)))
            case 4:
                headers.append(("Content-Type", draw(pieces.content_types)))
            case 5:
                headers.append(("Content-Length", draw(pieces.lengths)))
            case _:
                headers.append(draw(pieces.other_headers))
    return replace(asked, headers=(("Host", "localhost"), *headers))


@st.composite
def _other_path(draw: st.DrawFn, path: str) -> str:
    inside = draw(st.integers(1, max(1, len(path) - 1)))
    return draw(
        st.sampled_from(
            [
                f"{path}/",
                f"{path}//",
                f"/{path}",
                path.upper(),
                path.replace("/", "//", 2),
                f"{path}/..",
                f"/./{path[1:]}",
                f"{path};a=b",
                f"{path}\0",
                f"{path}\r\nX-Injected: yes",
                f"{path}%2e",
                f"{path}.json",
                path[:inside],
                path[:inside] + "\udcff\udcfe" + path[inside:],
                "/" + "a/" * 2_000,
                "*",
                "",
            ]
        )
    )


def _with_body(draw: st.DrawFn, pairs: Pairs, *, as_json: bool) -> tuple[str, bytes]:
    """Return a type and a body: the parameters in some form, or something else."""
    match draw(st.sampled_from("fffffjjmbr" if not as_json else "jjjjjjfmbr")):
        case "f":
            return FORM_TYPE, draw(pieces.encoded(pairs)).encode()
        case "j":
            return "application/json", pieces.written(dict(pairs))
        case "m":
            kind = "multipart/form-data; boundary=b"
            return kind, draw(pieces.multipart(pairs))
        case "b":
            return draw(pieces.content_types), draw(pieces.binary)
        case _:
            return "application/json", draw(pieces.broken_json)


@st.composite
def token_requests(draw: st.DrawFn) -> Asked:
    """Return a request of either grant, or what only looks like one."""
    pairs: Pairs = draw(
        st.sampled_from(
            [
                (
                    ("grant_type", "authorization_code"),
                    ("code", "<<code>>"),
                    ("redirect_uri", REDIRECT_URI),
                ),
                (
                    ("grant_type", "refresh_token"),
                    ("refresh_token", "<<refresh_token>>"),
                ),
                (
                    ("grant_type", "refresh_token"),
                    ("refresh_token", "<<refresh_token>>"),
                    ("client_id", "<<client_id>>"),
                    ("client_secret", "<<client_secret>>"),
                ),
                (("grant_type", "client_credentials"),),
            ]
        )
    )
    kind, body = _with_body(draw, draw(pieces.spoiled(pairs)), as_json=False)
    headers = [("Content-Type", kind), ("Accept", "application/json")]
    if draw(st.booleans()):
        headers.append(("Authorization", _GOOD_BASIC))
    elif draw(st.booleans()):
        headers.append(("Authorization", draw(pieces.authorizations)))
    asked = Asked(method="POST", path=TOKEN_PATH, headers=tuple(headers), body=body)
    return draw(_twisted(asked))


@st.composite
def revocations(draw: st.DrawFn) -> Asked:
    """Return a revocation in JSON of every kind, or in a form."""
    if draw(st.integers(0, 3)):
        pairs: Pairs = (("token", draw(pieces.value)),)
        kind, body = _with_body(draw, draw(pieces.spoiled(pairs)), as_json=True)
    else:
        kind, body = "application/json", pieces.written(draw(pieces.json_value))
    headers = [("Content-Type", kind), ("Accept", "application/json")]
    good = draw(st.booleans())
    headers.append(
        ("Authorization", _GOOD_BASIC if good else draw(pieces.authorizations))
    )
    asked = Asked(
        method="POST", path=REVOCATION_PATH, headers=tuple(headers), body=body
    )
    return draw(_twisted(asked))


@st.composite
def company_requests(draw: st.DrawFn) -> Asked:
    """Return a read, a query or a write under one of the two prefixes."""
    prefix = draw(st.sampled_from(["sandbox-quickbooks", "quickbooks"]))
    realm_id = draw(st.one_of(st.just(COMPANY), _realms, pieces.value))
    operation = draw(
        st.sampled_from([f"companyinfo/{COMPANY}", "companyinfo/1", "query", "query/"])
        | st.builds("companyinfo/{}".format, pieces.value)
        | pieces.value
    )
    statement = draw(
        st.sampled_from(["select * from CompanyInfo", "SELECT  *  FROM companyinfo "])
        | pieces.value
    )
    pairs: Pairs = (("query", statement), ("minorversion", draw(pieces.number)))
    token = draw(
        st.sampled_from(["Bearer <<access_token>>", "bearer <<access_token>>"])
        | pieces.authorizations
    )
    asked = Asked(
        method=draw(st.sampled_from(["GET", "GET", "POST"])),
        path=f"/{prefix}/v3/company/{realm_id}/{operation}",
        query=draw(pieces.encoded(draw(pieces.spoiled(pairs)))),
        headers=(
            ("Authorization", token),
            ("Accept", draw(pieces.accepts)),
            ("Content-Type", draw(pieces.content_types)),
        ),
        body=draw(st.just(statement.encode(errors="ignore")) | pieces.binary),
    )
    return draw(_twisted(asked))


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["0", "1", "\ud800", "\x00", "<&>"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("DisplayName", "GivenName", "Active", "Line", "Amount", "Id"),
                    *(
                        "DetailType",
                        "CustomerRef",
                        "value",
                        "SyncToken",
                        "sparse",
                        "a b",
                    ),
                ]
            )
            | st.text(max_size=4),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@st.composite
def book_requests(draw: st.DrawFn) -> Asked:
    """Return a customer or an invoice to be kept, read or looked for."""
    entity = draw(st.sampled_from(["customer", "invoice", "Customer", "INVOICE"]))
    wrong = draw(_JSON)
    members: dict[str, object] = {
        "DisplayName": draw(st.sampled_from(["Ada", "Bob"])),
        "CustomerRef": {"value": "1"},
        "Line": [{"Amount": 1, "DetailType": "SalesItemLineDetail"}],
    }
    if draw(st.booleans()):
        members[draw(st.sampled_from([*members, "Id", "SyncToken", "x"]))] = wrong
    sent = draw(st.sampled_from([members, members, wrong]))
    method = draw(st.sampled_from(["GET", "POST", "POST"]))
    identifier = draw(
        st.sampled_from(["", "/1", "/2", "/-1", "/9" * 12, f"/{'9' * 19}"])
        | pieces.value
    )
    statement = draw(
        st.sampled_from(
            [
                "select * from Customer",
                "select count(*) from INVOICE where TotalAmt = 'A\\'da'",
                "select * from customer startposition 1 maxresults 1001",
            ]
        )
        | pieces.value
    )
    asked = Asked(
        method=method,
        path=f"/sandbox-quickbooks/v3/company/{COMPANY}/"
        + draw(st.sampled_from([f"{entity}{identifier}", entity, "query"])),
        query=draw(
            pieces.encoded(
                (("query", statement), ("requestid", draw(pieces.value)))
                if draw(st.booleans())
                else (("query", statement),)
            )
        ),
        headers=(
            ("Authorization", "Bearer <<access_token>>"),
            ("Accept", draw(pieces.accepts)),
            ("Content-Type", "application/json"),
        ),
        body=draw(st.just(json.dumps(sent).encode()) | pieces.binary),
    )
    return draw(_twisted(asked))


@st.composite
def published_requests(draw: st.DrawFn) -> Asked:
    """Return a request for UserInfo, the metadata or the signing key."""
    userinfo = st.sampled_from(
        [
            f"/{name}/v1/openid_connect/userinfo"
            for name in ("accounts", "sandbox-accounts")
        ]
    )
    asked = Asked(
        path=draw(st.one_of(userinfo, st.sampled_from(_PUBLISHED))),
        query=draw(pieces.encoded(draw(pieces.spoiled((("a", "b"),))))),
        headers=(
            ("Authorization", draw(pieces.authorizations)),
            ("Accept", draw(pieces.accepts)),
        ),
    )
    return draw(_twisted(asked))


@st.composite
def page_requests(draw: st.DrawFn) -> Asked:
    """Return a visit to the authorization endpoint, or to a page of the app; or a form."""
    query = draw(pieces.encoded(draw(pieces.spoiled(_AUTHORIZATION))))
    realm_id = draw(st.one_of(_realms, pieces.value))
    headers = [("Accept", "text/html")]
    if draw(st.integers(0, 4)):
        headers.append(("Cookie", "<<cookie>>"))
    if draw(st.booleans()):
        path = draw(
            st.sampled_from(
                [
                    "/",
                    "/connect/oauth2",
                    f"/connect/oauth2/company/{realm_id}",
                    "/app/keys",
                    "/app/apps",
                ]
            )
        )
        if path.startswith("/app/"):
            kept: Pairs = (("ended", realm_id), ("back", draw(pieces.odd_text)))
            query = draw(pieces.encoded(draw(pieces.spoiled(kept))))
        return draw(_twisted(Asked(path=path, query=query, headers=tuple(headers))))
    forms: dict[str, Pairs] = {
        **_APP_FORMS,
        "/connect/sign-in": (),
        "/connect/decision": (("decision", "connect"),),
        f"/connect/decision/{realm_id}": (("decision", "connect"),),
    }
    path = draw(st.sampled_from(list(forms)))
    pairs = (*draw(pieces.spoiled(forms[path])), ("csrf_token", "<<csrf>>"))
    asked = Asked(
        method="POST",
        path=path,
        query=query,
        headers=(*headers, ("Content-Type", FORM_TYPE)),
        body=draw(pieces.encoded(pairs)).encode(),
    )
    return draw(_twisted(asked))


@st.composite
def bench_requests(draw: st.DrawFn) -> Asked:
    """Return a request to the control API, nearly always with its token."""
    token = draw(
        st.sampled_from(
            ["Bearer <<bench_token>>"] * 9 + ["Bearer <<access_token>>", ""]
        )
    )
    headers = (("Authorization", token), ("Content-Type", "application/json"))
    if not draw(st.integers(0, 5)):
        path = draw(st.sampled_from(["/_bench/state", "/_bench/ledger", "/_bench/x"]))
        return draw(_twisted(Asked(path=path, headers=headers)))
    name = draw(st.sampled_from(list(_BENCH)))
    members = {
        member: draw(good if draw(st.integers(0, 2)) else pieces.json_value)
        for member, good in _BENCH[name].items()
        if draw(st.booleans())
    }
    body = draw(
        st.just(pieces.written(members))
        | st.just(pieces.written(members))
        | st.builds(pieces.written, pieces.json_value)
        | pieces.broken_json
    )
    path = f"/_bench/{name}"
    return draw(_twisted(Asked(method="POST", path=path, headers=headers, body=body)))


@st.composite
def noise(draw: st.DrawFn) -> Asked:
    """Return chance, with no thought behind it."""
    return Asked(
        method=draw(pieces.methods),
        path=draw(
            st.sampled_from(
                ["", "/", TOKEN_PATH, "/_bench/", "/static/", "/quickbooks/v3/company/"]
            )
        )
        + draw(st.text(max_size=20) | pieces.odd_text),
        query=draw(st.text(max_size=20) | pieces.odd_text).translate(
            {13: None, 10: None}
        ),
        headers=(
            ("Host", draw(st.just("localhost") | pieces.hosts)),
            ("Authorization", draw(pieces.authorizations)),
            ("Content-Type", draw(pieces.content_types)),
            draw(pieces.other_headers),
        ),
        body=draw(pieces.binary),
    )


REQUESTS: Mapping[str, st.SearchStrategy[Asked]] = {
    "token": token_requests(),
    "revocation": revocations(),
    "company": company_requests(),
    "books": book_requests(),
    "published": published_requests(),
    "pages": page_requests(),
    "bench": bench_requests(),
    "noise": noise(),
}
"""Each part of the provider, by a name."""
