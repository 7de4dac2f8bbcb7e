"""What of a request and its answer may be kept."""

import json
from urllib.parse import parse_qsl, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.marks import mark
from grantlab.wire.redaction import (
    redact_form,
    redact_headers,
    redact_json,
    redact_url,
    scrub,
)
from tests.support import invented

SECRETS = [
    pytest.param(name, value, id=name) for name, value in invented.EVERY_SECRET.items()
]
ANY_SECRET = st.sampled_from(sorted(invented.EVERY_SECRET.values()))
NAMES = st.sampled_from(
    ["refresh_token", "error", "error_description", "scope", "redirect_uri", "x"]
)
WORDS = st.text(st.sampled_from(list("ab 1.,:;/?&=+%-'\"{}[]\\é‹›\n")), max_size=8)
SENTENCES = st.lists(WORDS | ANY_SECRET, max_size=5).map(" ".join)
MEMBERS = st.recursive(
    SENTENCES | st.none() | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES | ANY_SECRET, inner, max_size=3)
    ),
    max_leaves=8,
)
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
REFRESH_MARK = mark("refresh_token", invented.REFRESH_TOKEN)


def secrets_in(text: str) -> list[str]:
    return [name for name, value in invented.EVERY_SECRET.items() if value in text]


# --- forms and queries


@pytest.mark.proves("L705")
@pytest.mark.parametrize(("name", "value"), SECRETS)
def test_a_secret_in_a_form_becomes_its_mark(name: str, value: str) -> None:
    assert redact_form(f"{name}={quote_plus(value)}") == f"{name}={mark(name, value)}"


def test_a_listed_parameter_stays_encoded_as_it_was_sent() -> None:
    form = "grant_type=refresh_token&redirect_uri=http%3A%2F%2Flocalhost%2Fcb+x"

    assert redact_form(form) == form


@pytest.mark.parametrize(
    ("method", "shown"),
    [
        pytest.param("S256", CHALLENGE, id="the hash of a verifier"),
        pytest.param("plain", mark("octets_32", CHALLENGE), id="the verifier itself"),
    ],
)
def test_a_challenge_is_shown_where_it_is_a_hash(method: str, shown: str) -> None:
    form = f"code_challenge={CHALLENGE}&code_challenge_method={method}"

    assert redact_form(form) == form.replace(CHALLENGE, shown)


def test_a_name_that_nobody_thought_of_is_hidden() -> None:
    assert redact_form("assertion=short") == "assertion=‹hidden, 5 characters›"


def test_a_parameter_that_came_twice_stays_two() -> None:
    form = f"code={invented.CODE}&code=voucher"

    assert redact_form(form) == (
        f"code={mark('code', invented.CODE)}&code=‹hidden, 7 characters›"
    )


@pytest.mark.proves("L701", "L705")
def test_a_company_id_becomes_its_name() -> None:
    assert redact_form(f"realmId={invented.REALM_ID}") == "realmId={realmId}"


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    "form",
    [
        pytest.param(invented.REFRESH_TOKEN, id="a token and nothing else"),
        pytest.param(f"{invented.REFRESH_TOKEN}=", id="a token for a name"),
        pytest.param(f"scope={invented.REFRESH_TOKEN}", id="under a listed name"),
        pytest.param(f"error_description=bad+{invented.CODE}.", id="in a sentence"),
        pytest.param(
            urlencode({"redirect_uri": f"http://localhost/cb?code={invented.CODE}"}),
            id="in the query of a redirect URI",
        ),
        pytest.param(
            urlencode({"error_description": f"secret {invented.CLIENT_SECRET}."}),
            id="a client secret in a sentence",
        ),
    ],
)
def test_a_secret_where_none_belongs_is_marked_all_the_same(form: str) -> None:
    assert secrets_in(redact_form(form)) == []


def test_a_marked_sentence_can_still_be_taken_apart() -> None:
    sent = {"error_description": f"{invented.CODE} & 100% more", "error": "x"}

    kept = dict(parse_qsl(redact_form(urlencode(sent))))

    assert kept["error"] == "x"
    assert kept["error_description"].endswith(" & 100% more")


@pytest.mark.proves("L705")
@given(st.lists(st.tuples(NAMES | ANY_SECRET, SENTENCES)))
def test_no_form_keeps_a_secret(pairs: list[tuple[str, str]]) -> None:
    form = urlencode(pairs)

    assert secrets_in(redact_form(form)) == []
    assert secrets_in(str(parse_qsl(redact_form(form)))) == []


# --- addresses


@pytest.mark.proves("L701", "L705")
@pytest.mark.parametrize(
    ("url", "kept"),
    [
        pytest.param(
            f"https://a.example/v3/company/{invented.REALM_ID}/companyinfo/"
            f"{invented.REALM_ID}?minorversion=75",
            "https://a.example/v3/company/{realmId}/companyinfo/{realmId}?minorversion=75",
            id="CompanyInfo",
        ),
        pytest.param(
            f"/connect/decision/{invented.REALM_ID}",
            "/connect/decision/{realmId}",
            id="the provider's own form names the company in its address",
        ),
        pytest.param(
            f"/v3/company/{invented.REALM_ID}/query?query=select",
            "/v3/company/{realmId}/query?query=‹hidden, 6 characters›",
            id="a query without a host",
        ),
        pytest.param(
            f"http://localhost/cb?state={invented.STATE}&realmId=1#x",
            f"http://localhost/cb?state={mark('state', invented.STATE)}&realmId={{realmId}}",
            id="an authorization response",
        ),
        pytest.param(
            f"http://localhost/{invented.REFRESH_TOKEN}/x",
            f"http://localhost/{REFRESH_MARK}/x",
            id="a token in the path",
        ),
        pytest.param(
            "https://app:secret@a.example:444/x",
            "https://‹hidden, 10 characters›@a.example:444/x",
            id="a name and a password before the host",
        ),
        pytest.param("https://[broken", "‹hidden, 15 characters›", id="no URL at all"),
    ],
)
def test_an_address_is_kept_without_what_it_carried(url: str, kept: str) -> None:
    assert redact_url(url) == kept


# --- JSON


def test_json_stays_as_it_was_written() -> None:
    text = '{ "token_type" : "bearer",\n  "expires_in":3600 }'

    assert redact_json(text) == text


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{{"refresh_token":"{0}"}}', id="tight"),
        pytest.param('{{ "refresh_token" :\t"{0}" }}', id="with spaces"),
        pytest.param('{{"refresh\\u005ftoken":"{0}"}}', id="an escape in the name"),
        pytest.param('{{"refresh_token":"\\u0052{1}"}}', id="an escape in the value"),
        pytest.param('{{"refresh_token":"{0}","refresh_token":"{0}"}}', id="doubled"),
        pytest.param('{{"a":{{"b":["{0}"]}}}}', id="nested"),
        pytest.param('{{"error":{{"b":["{0}"]}}}}', id="nested under a listed name"),
        pytest.param('{{"{0}":1}}', id="as a name"),
        pytest.param('{{"error_description":"token {0}."}}', id="in a sentence"),
        pytest.param(
            '{{"error_description":"\\u0052{1}"}}', id="an escape in a sentence"
        ),
        pytest.param('["{0}"]', id="in a list"),
        pytest.param('"{0}"', id="a text alone"),
        pytest.param('{{"refresh_token":"{0}"', id="cut short"),
        pytest.param("<html>{0}</html>", id="HTML"),
        pytest.param("{0}", id="no JSON"),
    ],
)
def test_a_token_is_marked_however_the_body_was_written(text: str) -> None:
    body = text.format(invented.REFRESH_TOKEN, invented.REFRESH_TOKEN[1:])

    kept = redact_json(body)

    assert invented.REFRESH_TOKEN[1:] not in kept
    assert "‹" in kept


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"password":"hunter2"}', id="a text"),
        pytest.param('{"password":["hunter2"]}', id="a list"),
        pytest.param('{"error":{"password":"hunter2"}}', id="under a listed name"),
        pytest.param('{"error":["hunter2"]}', id="a list under a listed name"),
        pytest.param('{"password":"hunter\\u0032"}', id="with an escape"),
    ],
)
def test_a_short_secret_is_hidden_by_its_place(text: str) -> None:
    kept = redact_json(text)

    assert "hunter2" not in kept
    assert "‹hidden" in kept


def test_members_that_came_twice_stay_two() -> None:
    kept = redact_json('{"a":"one","a":"one","error":"x","error":"x"}')

    assert kept.count('"a"') == kept.count('"error"') == 2


def test_what_a_reader_needs_is_still_there() -> None:
    body = {
        "token_type": "bearer",
        "expires_in": 3600,
        "refresh_token": invented.REFRESH_TOKEN,
    }

    assert json.loads(redact_json(json.dumps(body))) == body | {
        "refresh_token": REFRESH_MARK
    }


def test_half_a_character_can_still_be_kept() -> None:
    kept = redact_json('{"error":"\\ud800","other":["x"]}')

    assert kept.encode()


@pytest.mark.proves("L705")
@given(MEMBERS, st.booleans())
def test_no_json_keeps_a_secret(body: object, ascii_only: bool) -> None:  # noqa: FBT001 -- drawn, not chosen
    written = json.dumps(body, ensure_ascii=ascii_only)

    kept = redact_json(written)

    assert secrets_in(kept) == []


@given(st.text())
def test_any_text_can_be_redacted(text: str) -> None:
    kept = [redact(text) for redact in (redact_json, redact_form, redact_url)]

    assert all(isinstance(item, str) for item in kept)


@pytest.mark.proves("L705")
@given(st.lists(WORDS | ANY_SECRET | st.from_regex(r"[\w.-]{0,5}"), max_size=6))
def test_a_sentence_keeps_no_secret_that_stands_by_itself(words: list[str]) -> None:
    assert secrets_in(scrub(" ".join(words))) == []


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    "around",
    [
        pytest.param("{}.", id="the end of a sentence"),
        pytest.param("token{}", id="letters before it"),
        pytest.param("({},)", id="brackets"),
        pytest.param("{}-expired", id="words behind it"),
    ],
)
@pytest.mark.parametrize("name", ["code", "refresh_token", "access_token"])
def test_a_token_is_found_inside_other_letters(name: str, around: str) -> None:
    text = around.format(invented.EVERY_SECRET[name])

    assert secrets_in(scrub(text)) == []


def test_the_name_of_an_access_token_in_a_401_is_kept() -> None:
    text = f"Token expired: {invented.ACCESS_REFERENCE}"

    assert scrub(text) == text


# --- headers


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        pytest.param(
            "Authorization",
            f"Bearer {invented.ACCESS_TOKEN}",
            f"Bearer {mark('access_token', invented.ACCESS_TOKEN)}",
            id="a bearer token",
        ),
        pytest.param(
            "authorization",
            f"bearer {invented.REFRESH_TOKEN}",
            f"bearer {REFRESH_MARK}",
            id="a refresh token as bearer",
        ),
        pytest.param(
            "Authorization",
            "Bearer nonsense",
            "Bearer ‹hidden, 8 characters›",
            id="nonsense as bearer",
        ),
        pytest.param(
            "Authorization",
            "Basic aWQ6c2VjcmV0",
            "Basic ‹hidden, 12 characters›",
            id="basic credentials",
        ),
        pytest.param(
            "Set-Cookie", "session=1", "‹hidden, 9 characters›", id="a cookie"
        ),
        pytest.param(
            "Location",
            f"http://localhost/cb?code={invented.CODE}",
            f"http://localhost/cb?code={mark('code', invented.CODE)}",
            id="a redirect",
        ),
        pytest.param(
            "WWW-Authenticate",
            f'Bearer error="invalid_token {invented.REFRESH_TOKEN}"',
            f'Bearer error="invalid_token {REFRESH_MARK}"',
            id="a token in a listed header",
        ),
        pytest.param(
            "intuit_tid", "1-2-3", "1-2-3", id="what Intuit's support asks for"
        ),
    ],
)
def test_a_header_is_kept_without_its_credentials(
    name: str, value: str, kept: str
) -> None:
    assert redact_headers(((name, value),)) == ((name, kept),)
