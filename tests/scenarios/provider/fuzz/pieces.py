"""What bad requests are made of: values, parameters, headers and bodies."""

import json
from collections.abc import Callable, Sequence
from urllib.parse import quote

from hypothesis import strategies as st

Pairs = tuple[tuple[str, str], ...]
FORM_TYPE = "application/x-www-form-urlencoded"

TOKENS = (
    "refresh_token",
    "replaced_refresh_token",
    "revoked_refresh_token",
    "real_refresh_token",
    "access_token",
    "revoked_access_token",
    "real_access_token",
    "id_token",
    "code",
    "used_code",
    "bound_code",
    "real_code",
    "client_id",
    "client_secret",
    "bench_token",
)
held = st.sampled_from([f"<<{name}>>" for name in TOKENS])

odd_text = st.sampled_from(
    [
        "",
        " ",
        "\0",
        "a\0b",
        "\x0b\x1f\x7f",
        "null",
        "0",
        "-1",
        "1e400",
        "9" * 400,
        "x" * 70_000,
        "%00",
        "%",
        "%zz",
        "%ff%fe",
        "%0d%0aX-Injected: yes",
        "\r\nX-Injected: yes",
        "Äpfel ☃ 🦔",
        "\u202etxet",
        "\ufffe\uffff",
        "<script>alert(1)</script>",
        "]]>&lt;&#0;",
        "' OR 1=1 --",
        "../../../etc/passwd",
        "{{7*7}}",
        "${jndi:ldap://localhost/x}",
        "[::1",
        "http://[",
        "//evil.example",
    ]
) | st.text(max_size=20)
value = st.one_of(held, odd_text)
number = st.sampled_from(["0", "1", "-1", "75", "75.5", "1e9", "x"])

methods = st.sampled_from(
    [
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "PROPFIND",
        "get",
        "Post",
        "X",
    ]
)
accepts = st.sampled_from(
    [
        "application/json",
        "*/*",
        "application/xml",
        "text/html",
        "application/json;q=0",
        "APPLICATION/JSON",
        "application/*, text/html;q=x",
        ";;,,=",
        "é" * 30,
        "",
    ]
)
content_types = st.sampled_from(
    [
        FORM_TYPE,
        f"{FORM_TYPE};charset=UTF-8",
        f"{FORM_TYPE}; charset=utf-16",
        f"{FORM_TYPE}; charset=no-such-charset",
        f"{FORM_TYPE.upper()}",
        "application/json",
        "application/json;charset=utf-32",
        "multipart/form-data",
        "multipart/form-data; boundary=b",
        "multipart/form-data; boundary=" + "b" * 300,
        "text/plain",
        "text/xml",
        "/",
        ";",
        "é",
        "",
    ]
)
hosts = st.sampled_from(
    [
        "127.0.0.1:8484",
        "[::1]:8484",
        "LOCALHOST",
        "localhost.",
        "localhost:",
        "localhost:x",
        "localhost:99999",
        "user@localhost",
        "localhost/evil",
        "localhost?evil",
        "localhost#evil",
        "localhost\\evil",
        "localhost evil",
        "localhost,evil.example",
        "localhost<script>",
        "evil.example",
        "evil.example:80@localhost",
        "[::1",
        "[]",
        "::1",
        "é.example",
        "xn--",
        "a" * 300,
        "",
    ]
)
lengths = st.sampled_from(
    ["", "x", "-1", "0", "1", "5000", "999999999999", "1" * 400, "٣"]
)
other_headers = st.sampled_from(
    [
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-For", "<script>"),
        ("X-Original-URL", "/_bench/state"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("Cookie", "grantlab_provider=x.y.z"),
        ("Cookie", 'a="\\777'),
        ("Transfer-Encoding", "chunked"),
        ("Content-Encoding", "gzip"),
        ("Expect", "100-continue"),
        ("Range", "bytes=1-0"),
        ("If-None-Match", "*"),
        ("If-Modified-Since", "yesterday"),
        ("Accept-Language", "\xff"),
        ("Origin", "null"),
        ("Referer", "http://[::1"),
        ("User-Agent", "%s%n\x01"),
        ("x-include-refresh-token-hard-expires-in", "TRUE"),
        ("x-include-refresh-token-hard-expires-in", "\xff\xfe"),
    ]
)

_basics = st.sampled_from(
    [
        "Basic base64(<<client_id>>:<<client_secret>>)",
        "Basic base64(<<real_client_id>>:<<real_client_secret>>)",
        "Basic base64(<<client_id>>:<<real_client_secret>>)",
        "Basic base64(<<client_id>>: <<client_secret>> )",
        "Basic base64(<<client_id>>)",
        "Basic base64(<<client_id>>:)",
        "Basic base64(:)",
        "Basic base64(%ff:%00)",
        "Basic base64(a:b:c)",
        "Basic <<client_id>>:<<client_secret>>",
        "Basic base64(<<client_id>>:<<client_secret>>)=",
        "Basic  base64(<<client_id>>:<<client_secret>>)",
        "basic base64(<<client_id>>:<<client_secret>>)",
        "Basic",
        "Basic ",
        "Basic \xff\xfe",
        "Basic /w==",
        "Basicbase64(<<client_id>>:<<client_secret>>)",
    ]
)
_bearers = st.builds(
    str.__add__,
    st.sampled_from(
        ["Bearer ", "bearer  ", "BEARER ", "Bearer\t", "Bearer", "Token ", ""]
    ),
    held | st.sampled_from(["", "x", "é" * 60, "a b", '"x"', "x" * 70_000]),
)
authorizations = _basics | _bearers


@st.composite
def spoiled(draw: st.DrawFn, pairs: Pairs) -> Pairs:
    """Return parameters with up to three things wrong, and sometimes with none."""
    spoilt = list(pairs)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(spoilt) - 1)) if spoilt else None
        kind = draw(
            st.sampled_from(["drop", "double", "change", "rename", "add", "swap"])
        )
        if place is None or kind == "add":
            spoilt.append((draw(odd_text), draw(value)))
        elif kind == "drop":
            del spoilt[place]
        elif kind == "double":
            spoilt.append((spoilt[place][0], draw(value)))
        elif kind == "change":
            spoilt[place] = (spoilt[place][0], draw(value))
        elif kind == "rename":
            name, content = spoilt[place]
            spoilt[place] = (
                draw(st.sampled_from([name.upper(), f"{name}[]"])),
                content,
            )
        else:
            spoilt.reverse()
    return tuple(spoilt)


def _quoted(text: str) -> str:
    # The names of held values are filled in later, and need no quoting then.
    return quote(text, safe="<>")


def _raw(text: str) -> str:
    return text.translate({13: None, 10: None, 0: None})


def _everything_quoted(text: str) -> str:
    if text.startswith("<<"):
        return text
    return "".join(f"%{octet:02x}" for octet in text[:2_000].encode())


_WRITERS: Sequence[Callable[[str], str]] = (
    _quoted,
    _quoted,
    _quoted,
    _raw,
    _everything_quoted,
)


@st.composite
def encoded(draw: st.DrawFn, pairs: Pairs) -> str:
    """Return parameters as a query or a form, well or badly written."""
    write = draw(st.sampled_from(_WRITERS))
    between = draw(st.sampled_from(["&", "&", "&", "&", ";", "&&"]))
    text = between.join(f"{write(name)}={write(content)}" for name, content in pairs)
    tail = draw(st.sampled_from(["", "", "", "", "&", "&=", "%", "&%ff=%fe"]))
    return text + tail


_json_leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | value
    | st.sampled_from([10**30, 2**63, -1])
)
json_value = st.recursive(
    _json_leaf,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(odd_text, inner, max_size=3)
    ),
    max_leaves=6,
)
broken_json = st.sampled_from(
    [
        b"",
        b"{",
        b"}",
        b"null",
        b'"<<refresh_token>>"',
        b"[" * 50_000,
        b'{"token":' * 20_000,
        b'{"token":"\\ud800"}',
        b'{"token":"a","client_id":"\\ud800","client_secret":"b"}',
        b'{"token":"a","token":"<<refresh_token>>"}',
        b'{"token":' + b"9" * 5_000 + b"}",
        b'{"token":1e999}',
        b'{"token":NaN}',
        b'{"token":["<<refresh_token>>"]}',
        b'{"token":{"token":"<<refresh_token>>"}}',
        b'[{"token":"<<refresh_token>>"}]',
        b"{'token':'x'}",
        b'\xef\xbb\xbf{"token":"x"}',
        '{"token":"x"}'.encode("utf-16"),
        b'{"token":"\xff\xfe"}',
        b'\0{"token":"x"}',
        b'  {"token":"x"} trailing',
        b'{"t\\u006fken":"x"}',
    ]
)


def written(members: object) -> bytes:
    """Return a value as JSON; what Python cannot write in UTF-8 is escaped by it."""
    return json.dumps(members).encode()


@st.composite
def multipart(draw: st.DrawFn, pairs: Pairs) -> bytes:
    """Return a form in parts, whole or torn."""
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{content}\r\n'
        for name, content in pairs
    )
    whole = f"{parts}--b--\r\n".encode()
    return whole[: draw(st.sampled_from([len(whole), len(whole) // 2, 3]))]


binary = st.binary(max_size=60) | st.sampled_from([b"\xff\xfe" * 100, b"\0" * 5_000])
