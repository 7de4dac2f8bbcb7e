"""What Intuit's support asks for, from a record and from a paste."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from grantlab.diagnosis.reports.support import (
    MOST_REQUESTS,
    SupportFacts,
    support_facts_of_paste,
    support_facts_of_record,
)
from grantlab.pastes.reading import read_paste
from grantlab.pastes.redacting import redact
from grantlab.protocol.intuit_tid import made_at
from tests.support.invented import CLIENT_ID, REFRESH_TOKEN
from tests.unit.diagnosis.builders import api_call, at, evidence, lost_refresh, refresh

MADE_AT = datetime(2026, 3, 2, 12, 0, 5, tzinfo=UTC)
TID = f"1-{int(MADE_AT.timestamp()):08x}-{'0' * 24}"
OTHER_TID = f"1-{int(MADE_AT.timestamp()) + 60:08x}-{'1' * 24}"


def of_paste(text: str) -> SupportFacts:
    return support_facts_of_paste(read_paste(text), redact(text))


def test_the_refused_request_comes_first_and_whole() -> None:
    refused = replace(
        refresh("R1", 5),
        url="https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer?x=1",
        reason="Bad Request",
        response_headers=(("intuit_tid", TID),),
    )

    facts = support_facts_of_record(
        evidence(refused, lost_refresh("R1", 9), refused_at=0)
    )

    assert facts.missing == ()
    first, second = facts.requests
    assert dict(first.told) == {
        "intuit_tid": TID,
        "Time": "2026-03-02 12:05:00 UTC",
        "Endpoint": "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
        "Environment": "embedded",
        "Client id": "ABinventeddevelopmentkey",
        "Status": "400 Bad Request",
    }
    assert json.loads(first.body or "") == {"error": "invalid_grant"}
    assert second.status == "none: no answer came"


def test_what_went_well_is_not_told_of_and_of_failures_only_the_last() -> None:
    failures = [api_call("A1", minute, status=401) for minute in range(20)]

    facts = support_facts_of_record(evidence(api_call("A1", 0), *failures))

    assert len(facts.requests) == MOST_REQUESTS
    assert facts.requests[0].at == at(19)
    assert "the intuit_tid: a header of the answer" in facts.missing


def test_a_paste_is_dated_by_its_intuit_tid() -> None:
    facts = of_paste(
        "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer\n"
        f"client_id={CLIENT_ID}&grant_type=refresh_token&refresh_token={REFRESH_TOKEN}\n"
        f'HTTP/1.1 400 Bad Request\nintuit_tid: {TID}\n\n{{"error":"invalid_grant"}}'
    )

    [request] = facts.requests
    assert request.intuit_tid == TID
    assert request.at == MADE_AT
    assert request.client_id == CLIENT_ID
    assert request.status == "400"
    assert request.body == '{"error":"invalid_grant"}'
    assert facts.missing == ("the environment: sandbox or production",)
    assert REFRESH_TOKEN not in facts.text


def test_an_id_that_was_altered_does_not_say_when_it_was() -> None:
    facts = of_paste(
        '{"url": "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",'
        ' "date": "Wed, 16 Apr 2025 15:02:47 GMT", "status": 400,'
        f' "intuit_tid": "{TID}", "body": {{"error":"invalid_grant"}}}}'
    )

    [request] = facts.requests
    assert request.intuit_tid == TID
    assert request.at == datetime(2025, 4, 16, 15, 2, 47, tzinfo=UTC)
    assert request.endpoint is not None


def test_of_two_answers_the_one_that_refused_the_grant_is_told() -> None:
    facts = of_paste(
        "2025-02-04T16:20:11Z refresh -> 504 Gateway Timeout\n"
        '2025-02-04T16:25:11Z refresh -> 400 {"error":"invalid_grant"}\n'
    )

    [request] = facts.requests
    assert request.status == "400"
    assert request.at == datetime(2025, 2, 4, 16, 25, 11, tzinfo=UTC)


def test_a_request_that_may_have_gone_elsewhere_is_given_no_endpoint() -> None:
    elsewhere = (
        "grant_type=refresh_token\nPOST https://{}/oauth2/token 400 invalid_grant"
    )

    assert "Endpoint" not in of_paste(elsewhere.format("chat.example.com")).text
    assert "Endpoint" in of_paste(elsewhere.format("oauth.platform.intuit.com")).text


def test_of_several_requests_nobody_says_which_had_the_answer() -> None:
    facts = of_paste(
        f'intuit_tid: {TID}\nintuit_tid: {OTHER_TID}\n400 {{"error":"invalid_grant"}}'
    )

    assert [one.intuit_tid for one in facts.requests] == [TID, OTHER_TID]
    assert {one.status for one in facts.requests} == {None}
    assert "the status of the answer" in facts.missing


def test_of_an_empty_paste_everything_is_missing() -> None:
    facts = of_paste("hello")

    assert len(facts.missing) == 7
    assert facts.text.startswith("Missing: the intuit_tid")


@pytest.mark.parametrize(
    ("tid", "moment"),
    [
        pytest.param(TID, MADE_AT, id="since 2020"),
        pytest.param(TID.upper(), MADE_AT, id="in capitals"),
        pytest.param("0f8fad5b-d9cb-469f-a165-70867728950e", None, id="before"),
        pytest.param(f"1-00000000-{'0' * 24}", None, id="no moment of this service"),
        pytest.param(f"1-a1b53368-{'0' * 24}", None, id="a moment still to come"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_an_intuit_tid_may_tell_when_its_request_was_made(
    tid: str, moment: datetime | None
) -> None:
    assert made_at(tid) == moment
