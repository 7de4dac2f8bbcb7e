"""Postman's files, in and out."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.formats.errors import ImportedFileError
from grantlab.formats.postman_environment import read_environment
from grantlab.formats.postman_reader import MOST_REQUESTS, read_collection
from grantlab.formats.postman_writer import write_collection, write_environment
from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.request import (
    BasicOfKeyPair,
    BearerOfConnection,
    CustomAuth,
    CustomBasic,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.playground.variables import Variable, VariableSet
from grantlab.protocol.secret import Secret
from tests.unit.formats.typed import COLLECTION, FIELDS, SECRETS, requests

INFO = {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/"}


def file_of(*items: object, **members: object) -> str:
    return json.dumps({"info": INFO, "item": items, **members})


def read_one(request: object, **members: Any) -> tuple[PlaygroundRequest, list[str]]:
    reading = read_collection(file_of({"name": "R", "request": request}, **members))
    (saved,) = reading.collection.requests()
    return saved.request, [str(skipped) for skipped in reading.skipped]


def auth_of(kind: str, **members: str) -> dict[str, object]:
    return {"type": kind, kind: [{"key": k, "value": v} for k, v in members.items()]}


@given(requests(query=False), st.lists(FIELDS, max_size=3))
def test_what_is_exported_is_imported_as_the_same(
    request: PlaygroundRequest, params: list[Entry]
) -> None:
    switched = tuple(replace(entry, enabled=False) for entry in params[1:])
    request = replace(request, params=(*params[:1], *switched), headers=request.headers)
    collection = Collection(
        "C", (Folder("F", (SavedRequest("R", request, "D"),)),), "E"
    )

    reading = read_collection(write_collection(collection, revealed=True))

    assert reading.skipped == ()
    assert reading.collection == collection


def test_a_query_that_was_typed_in_the_address_comes_back_as_parameters() -> None:
    request = PlaygroundRequest(url="{{api_base}}/q?a=%20b&c#f")

    written = write_collection(Collection("C", (SavedRequest("R", request),)))

    (url,) = (item["request"]["url"] for item in json.loads(written)["item"])
    assert url["raw"] == "{{api_base}}/q?a=%20b&c#f"
    (saved,) = read_collection(written).collection.requests()
    assert saved.request.url == "{{api_base}}/q#f"
    assert saved.request.params == (Entry("a", " b"), Entry("c", ""))


def test_nothing_secret_is_exported_unless_it_was_revealed() -> None:
    written = write_collection(COLLECTION)

    assert [secret for secret in SECRETS if secret in written] == []
    assert "{{refresh_token}}" in written
    revealed = write_collection(COLLECTION, revealed=True)
    assert [secret for secret in SECRETS if secret not in revealed] == []


def test_an_export_keeps_descriptions_folders_and_what_is_switched_off() -> None:
    reading = read_collection(write_collection(COLLECTION))

    collection = reading.collection
    assert reading.skipped == ()
    folder, _, raw = collection.items
    assert isinstance(folder, Folder)
    assert (collection.description, folder.description) == ("All of it.", "Described.")
    assert [item.name for item in folder.items] == ["An empty one", "Secrets"]
    assert isinstance(raw, SavedRequest)
    off = Entry("o", "", enabled=False, description="Off.")
    assert raw.request.params[-1] == off
    assert [(one.name, one.enabled, one.secret) for one in collection.variables] == [
        ("realm_id", True, False),
        ("refresh_token", True, True),
        ("old", False, False),
        ("quiet", True, False),
    ]


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        pytest.param({"type": "noauth"}, NoAuth(), id="none"),
        pytest.param(
            auth_of("bearer", token="{{access_token}}"),
            BearerOfConnection(),
            id="bearer of the connection",
        ),
        pytest.param(
            auth_of("bearer", token="{{mine}}"),
            CustomAuth(Secret("Bearer {{mine}}")),
            id="another bearer",
        ),
        pytest.param(
            auth_of("basic", username="{{client_id}}", password="{{client_secret}}"),
            BasicOfKeyPair(),
            id="the key pair",
        ),
        pytest.param(
            {"type": "basic", "basic": {"username": "a", "password": "b"}},
            CustomBasic("a", Secret("b")),
            id="basic, as v2.0 has it",
        ),
        pytest.param(
            auth_of("apikey", key="Authorization", value="X y"),
            CustomAuth(Secret("X y")),
            id="a header",
        ),
    ],
)
def test_credentials_become_ours(auth: object, expected: object) -> None:
    request, skipped = read_one({"url": "h", "auth": auth})

    assert request.auth == expected
    assert skipped == []


def test_a_token_that_postman_would_get_is_that_of_the_connection() -> None:
    mine, skipped = read_one({"url": "h", "auth": {"type": "oauth2", "oauth2": []}})
    typed, _ = read_one({"url": "h", "auth": auth_of("oauth2", accessToken="abc")})

    assert mine.auth == BearerOfConnection()
    (told,) = skipped
    assert told.startswith("item[0].request.auth: in place of Postman's token that of")
    assert typed.auth == CustomAuth(Secret("Bearer abc"))


def test_credentials_are_inherited_until_something_else_is_said() -> None:
    text = file_of(
        {"name": "F", "item": [{"request": "a"}, {"request": {"url": "b", "auth": {"type": "noauth"}}}]},
        auth=auth_of("bearer", token="{{access_token}}"),
    )  # fmt: skip

    inheriting, saying_no = read_collection(text).collection.requests()

    assert inheriting.request.auth == BearerOfConnection()
    assert saying_no.request.auth == NoAuth()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(None, NoBody(), id="none"),
        pytest.param({"mode": "raw", "raw": ""}, NoBody(), id="nothing typed"),
        pytest.param(
            {"mode": "raw", "raw": "{", "options": {"raw": {"language": "json"}}},
            JsonBody("{"),
            id="JSON, with its mistakes",
        ),
        pytest.param(
            {"mode": "raw", "raw": "x", "options": {"raw": {"language": "xml"}}},
            RawBody("x", "application/xml"),
            id="XML",
        ),
        pytest.param({"mode": "raw", "raw": "x"}, RawBody("x"), id="raw"),
        pytest.param(
            {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b", "disabled": True, "description": {"content": "d"}}]},
            FormBody((Entry("a", "b", enabled=False, description="d"),)),
            id="a form",
        ),
    ],
)  # fmt: skip
def test_a_body_becomes_ours(body: object, expected: object) -> None:
    request, skipped = read_one({"url": "h", "method": "POST", "body": body})

    assert request.body == expected
    assert skipped == []


def test_an_address_in_parts_is_put_together() -> None:
    request, skipped = read_one(
        {
            "url": {
                "protocol": "https",
                "host": ["a", "example"],
                "port": "8443",
                "path": ["v3", "company", ":realm", {"value": "x"}],
                "query": [{"key": "q", "value": "a%20b"}],
                "variable": [{"key": "realm", "value": "{{realm_id}}"}],
            }
        }
    )

    assert request.url == "https://a.example:8443/v3/company/{{realm_id}}/x"
    assert request.params == (Entry("q", "a b"),)
    assert skipped == []


def test_a_broken_collection_brings_what_is_whole_and_lists_what_is_not() -> None:
    text = file_of(
        {"name": "good", "request": {"url": "h", "method": "GET"}},
        "no item",
        {"name": "neither"},
        {"name": "odd", "request": 5},
        {"name": "form data", "request": {"url": "h", "body": {"mode": "formdata", "formdata": []}}},
        {"name": "scripted", "request": "h", "event": [{"listen": "test", "script": {"exec": ["x"]}}], "response": [{"code": 200}]},
        {"name": "digest", "request": {"url": "h", "auth": {"type": "digest"}, "proxy": {}}},
        {"name": "rows", "request": {"url": "h", "header": [{"key": "a", "value": "b"}, 7]}},
        {"name": "odd scripts", "request": "h", "event": [{"script": {"exec": 5}}, {"script": {"exec": [""]}}, {"script": 7}]},
        weather="fine",
    )  # fmt: skip

    reading = read_collection(text)

    assert [saved.name for saved in reading.collection.requests()] == [
        "good", "form data", "scripted", "digest", "rows", "odd scripts",
    ]  # fmt: skip
    assert [str(skipped) for skipped in reading.skipped] == [
        "item[1]: an object belongs here",
        "item[2]: it is neither a request nor a folder",
        "item[3].request: an object belongs here",
        "item[4].request.body: a body of the mode formdata is not sent from here",
        "item[5].event[0]: scripts are not run here, so it was left out",
        "item[5].response: saved examples are not kept here",
        "item[6].request.auth: the type digest is not known here; it is sent without",
        "item[6].request.proxy: it is not followed here",
        "item[7].request.header[1]: an object belongs here",
        "item[8].event[0]: scripts are not run here, so it was left out",
        "item[8].event[2]: scripts are not run here, so it was left out",
        "weather: it is not known here",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("{", "line 1, column 2: this is no JSON", id="no JSON"),
        pytest.param("[]", "a Postman collection is a JSON object", id="a list"),
        pytest.param("[" * 10_000, "this JSON is too deep", id="very deep"),
        pytest.param('{"log": {}}', "this is a HAR file", id="HAR"),
        pytest.param('{"values": []}', "this is a Postman environment", id="environment"),
        pytest.param('{"requests": []}', "this is a collection v1", id="version 1"),
        pytest.param('{"openapi": "3"}', "this is an OpenAPI", id="OpenAPI"),
        pytest.param("{}", "this JSON has no info", id="something else"),
        pytest.param(" " * (8 * 1024 * 1024 + 1), "a Postman collection is larger", id="large"),
    ],
)  # fmt: skip
def test_what_is_no_collection_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(ImportedFileError) as caught:
        read_collection(text)

    assert str(caught.value).startswith(said)


def test_folders_without_an_end_and_requests_without_number_are_cut() -> None:
    nested: dict[str, object] = {"name": "x", "item": []}
    for _ in range(50):
        nested = {"name": "x", "item": [nested]}
    many = [{"name": "r", "request": "h"}] * (MOST_REQUESTS + 5)

    reading = read_collection(file_of(nested, *many))

    assert len(list(reading.collection.requests())) == MOST_REQUESTS
    assert [skipped.why for skipped in reading.skipped] == [
        "folders go 20 deep here",
        f"only {MOST_REQUESTS} requests are taken",
    ]


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("\ud800"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "info",
                    "item",
                    "request",
                    "url",
                    "raw",
                    "query",
                    "header",
                    "body",
                    "mode",
                    "auth",
                    "type",
                    "basic",
                    "value",
                    "variable",
                    "key",
                    "event",
                    "script",
                    "response",
                    "name",
                    "description",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSONS)
def test_any_json_is_read_and_can_be_written(value: object) -> None:
    text = file_of(value, {"request": value}, auth=value, variable=value)

    written = write_collection(read_collection(text).collection)

    assert read_collection(written.encode().decode()).skipped == ()


def test_half_a_character_becomes_a_question_mark() -> None:
    request, _ = read_one({"url": "h", "body": {"mode": "raw", "raw": "a\ud800"}})

    assert request.body == RawBody("a?")


def test_an_environment_comes_back_without_its_secrets() -> None:
    mine = VariableSet(
        "Sandbox",
        (
            Variable("api_base", "https://h", description="Where."),
            Variable("refresh_token", "RT"),
            Variable("off", "x", enabled=False),
        ),
    )

    reading = read_environment(write_environment(mine))

    assert reading.skipped == ()
    assert reading.variables == VariableSet(
        "Sandbox",
        (
            Variable("api_base", "https://h", description="Where."),
            Variable("refresh_token", "", secret=True),
            Variable("off", "x", enabled=False),
        ),
    )


def test_an_environment_of_another_kind_is_refused_and_its_odd_rows_are_listed() -> (
    None
):
    with pytest.raises(ImportedFileError, match="so it is a collection"):
        read_environment(file_of())

    reading = read_environment(
        '{"name": "E", "values": [{"key": "a"}, {"value": 1}, 3]}'
    )

    assert [one.name for one in reading.variables.variables] == ["a"]
    assert [skipped.path for skipped in reading.skipped] == ["values[1]", "values[2]"]
