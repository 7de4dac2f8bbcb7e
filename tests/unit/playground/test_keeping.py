"""What the playground keeps as a text, and reads again."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given

from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.keeping import read_kept, write_kept
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    Body,
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
from grantlab.playground.sent_request import Answer, SentRequest, Timing
from grantlab.playground.variables import Variable
from grantlab.protocol.secret import Secret
from tests.support.clocks import NOON
from tests.unit.formats.typed import requests

REQUEST = PlaygroundRequest(url="https://api.example/{{path}}")


@pytest.mark.parametrize(
    "auth",
    [
        NoAuth(),
        BearerOfConnection(),
        BasicOfKeyPair(),
        CustomAuth(Secret("Bearer of-somebody")),
        CustomBasic("name", Secret("pass word")),
    ],
)
def test_each_kind_of_credentials_comes_back_as_itself(auth: Auth) -> None:
    request = replace(REQUEST, auth=auth)

    assert read_kept(PlaygroundRequest, write_kept(request)) == request


@pytest.mark.parametrize(
    "body",
    [
        NoBody(),
        FormBody((Entry("a", "1", enabled=False, description="why"), Entry("a"))),
        JsonBody('{"é": "\\ud83d\\ude00"}'),
        RawBody("<a/>", "application/xml"),
    ],
)
def test_each_kind_of_body_comes_back_as_itself(body: Body) -> None:
    request = replace(REQUEST, body=body)

    assert read_kept(PlaygroundRequest, write_kept(request)) == request


@given(requests())
def test_whatever_is_typed_comes_back_as_it_was(request: PlaygroundRequest) -> None:
    assert read_kept(PlaygroundRequest, write_kept(request)) == request


def test_folders_within_folders_come_back_in_order() -> None:
    inner = Folder("inner", (SavedRequest("one", REQUEST, "says"),), "about")
    collection = Collection(
        "all",
        (Folder("outer", (inner, SavedRequest("two", REQUEST))), inner),
        variables=(Variable("id", "7", enabled=False, secret=True),),
    )

    assert read_kept(Collection, write_kept(collection)) == collection


def test_an_answer_comes_back_to_the_microsecond() -> None:
    sent = SentRequest(
        request=REQUEST,
        started_at=NOON,
        elapsed=timedelta(microseconds=1_234_567),
        answer=Answer(status=200, headers=(("a", "1"), ("a", "2")), body="{}"),
        timing=Timing(dns=timedelta(), receive=timedelta(microseconds=3)),
    )

    assert read_kept(SentRequest, write_kept(sent)) == sent


def test_an_older_text_takes_the_default_of_a_newer_field() -> None:
    text = json.dumps({"is": "Variable", "name": "id", "gone": "since"})

    assert read_kept(Variable, text) == Variable("id")
