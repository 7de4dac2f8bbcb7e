"""Every request and its answer is noted, redacted, and nothing is lost by noting it."""

import base64
from collections.abc import Iterator
from datetime import timedelta

import httpx2
import pytest
from structlog.testing import capture_logs

from grantlab.protocol.marks import mark
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.wire.answer_loss import AnswerLosingTransport
from grantlab.wire.errors import UnreachableError
from grantlab.wire.line import Line
from grantlab.wire.recording import RecordingTransport
from tests.support import invented
from tests.support.clocks import NOON
from tests.unit.wire.lines import BASE, answering, failing, line_to

TOKEN_BODY = f'{{"access_token": "{invented.ACCESS_TOKEN}", "expires_in": 3600}}'
COMPANY_BODY = f'{{"CompanyInfo": {{"Id": "{invented.REALM_ID}"}}}}'


def fetch(
    response: httpx2.Response, *, purpose: Purpose, path: str = "/x", **headers: str
) -> RoundTrip:
    service, _ = answering(response)
    line = line_to(service)

    line.get(BASE + path, purpose=purpose, headers=headers)

    return line.round_trips[-1]


def test_a_round_trip_says_what_was_asked_and_what_came() -> None:
    answer = httpx2.Response(
        200, json={"token_type": "bearer"}, headers={"intuit_tid": "1-tid"}
    )

    noted = fetch(answer, purpose=Purpose.EXCHANGE, path="/x?scope=openid")

    assert (noted.method, noted.url) == ("GET", f"{BASE}/x?scope=openid")
    assert (noted.status, noted.reason) == (200, "OK")
    assert noted.response_body == '{"token_type":"bearer"}'
    assert noted.intuit_tid == "1-tid"
    assert noted.started_at == NOON
    assert noted.elapsed >= timedelta()
    assert noted.failure is None


@pytest.mark.proves("L705")
def test_an_answer_with_tokens_is_kept_as_marks() -> None:
    noted = fetch(httpx2.Response(200, text=TOKEN_BODY), purpose=Purpose.REFRESH)

    assert noted.response_body == TOKEN_BODY.replace(
        invented.ACCESS_TOKEN, mark("access_token", invented.ACCESS_TOKEN)
    )


@pytest.mark.proves("L705")
@pytest.mark.parametrize("purpose", [Purpose.COMPANY_INFO, Purpose.USERINFO])
def test_what_a_company_or_a_user_answers_is_kept_private(purpose: Purpose) -> None:
    noted = fetch(httpx2.Response(200, text=COMPANY_BODY), purpose=purpose)

    assert noted.response_body == ""
    assert noted.private_body == Secret(COMPANY_BODY)
    assert invented.REALM_ID not in repr(noted)


def test_a_refusal_of_the_company_api_is_open_to_be_read() -> None:
    body = f"Token expired: {invented.ACCESS_REFERENCE}"

    noted = fetch(httpx2.Response(401, text=body), purpose=Purpose.COMPANY_INFO)

    assert noted.response_body == body
    assert noted.private_body is None


def test_a_published_document_is_kept_as_it_is() -> None:
    body = '{"issuer":"https://a.example","jwks_uri":"https://a.example/jwks"}'

    noted = fetch(httpx2.Response(200, text=body), purpose=Purpose.METADATA)

    assert noted.response_body == body


@pytest.mark.proves("L701", "L705")
def test_a_company_and_a_token_leave_no_trace_in_the_request() -> None:
    noted = fetch(
        httpx2.Response(200),
        purpose=Purpose.COMPANY_INFO,
        path=f"/v3/company/{invented.REALM_ID}/companyinfo/{invented.REALM_ID}",
        Authorization=f"Bearer {invented.ACCESS_TOKEN}",
    )

    assert noted.url == f"{BASE}/v3/company/{{realmId}}/companyinfo/{{realmId}}"
    assert noted.request_header("authorization") == (
        f"Bearer {mark('access_token', invented.ACCESS_TOKEN)}"
    )


@pytest.mark.parametrize(
    ("credentials", "client_id", "kept"),
    [
        pytest.param(
            f"{invented.CLIENT_ID}:{invented.CLIENT_SECRET}",
            invented.CLIENT_ID,
            f"Basic {invented.CLIENT_ID}:{mark('client_secret', invented.CLIENT_SECRET)}",
            id="credentials",
        ),
        pytest.param("\xff", None, "Basic ‹hidden, 4 characters›", id="no text"),
    ],
)
@pytest.mark.proves("L705")
def test_a_basic_header_says_whose_it_is_and_keeps_its_secret(
    credentials: str, client_id: str | None, kept: str
) -> None:
    encoded = base64.b64encode(credentials.encode("latin-1")).decode()

    noted = fetch(
        httpx2.Response(200), purpose=Purpose.REFRESH, Authorization=f"Basic {encoded}"
    )

    assert noted.client_id == client_id
    assert noted.request_header("authorization") == kept


def test_basic_credentials_that_are_no_base64_are_hidden() -> None:
    noted = fetch(
        httpx2.Response(200), purpose=Purpose.REFRESH, Authorization="Basic a"
    )

    assert noted.request_header("authorization") == "Basic ‹hidden, 1 characters›"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(httpx2.ConnectError(""), "nothing was sent", id="no connection"),
        pytest.param(httpx2.ConnectTimeout(""), "nothing was sent", id="no connection in time"),
        pytest.param(httpx2.ReadTimeout(""), "no answer came in time", id="no answer in time"),
        pytest.param(httpx2.ReadError(""), "before the answer had arrived", id="a cut"),
        pytest.param(httpx2.RemoteProtocolError(""), "before the answer had arrived", id="no HTTP"),
    ],
)  # fmt: skip
def test_an_answer_that_never_came_is_noted_in_words(
    error: httpx2.RequestError, words: str
) -> None:
    line = line_to(failing(error))

    with pytest.raises(UnreachableError, match=words):
        line.get(BASE, purpose=Purpose.JWKS, headers={})

    (noted,) = line.round_trips
    assert noted.failure is not None
    assert words in noted.failure
    assert noted.status is None
    assert not noted.refused


def test_an_answer_that_cannot_be_decoded_is_noted_and_named() -> None:
    def service(_request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(
            200,
            headers={"Content-Encoding": "gzip"},
            stream=Pieces(b"this was never compressed"),
        )

    line = line_to(service)

    with pytest.raises(UnreachableError, match="could not be decoded"):
        line.get(BASE, purpose=Purpose.JWKS, headers={})

    assert line.round_trips[0].failure == "an answer came that could not be decoded"


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(httpx2.Response(200, content=b"\xff\xfe\x00"), id="no text"),
        pytest.param(
            httpx2.Response(200, headers=[(b"\xff", b"x")]), id="a header of no text"
        ),
        pytest.param(
            httpx2.Response(200, headers={"Location": "https://[x"}), id="no address"
        ),
        pytest.param(httpx2.Response(200, text="[" * 100_000), id="nested too deep"),
    ],
)
def test_noting_an_answer_never_loses_it(response: httpx2.Response) -> None:
    service, _ = answering(response)
    line = line_to(service)

    answer = line.get(BASE, purpose=Purpose.REFRESH, headers={})

    assert answer.status == 200
    assert answer.body == response.content
    assert len(line.round_trips) == 1


@pytest.mark.proves("L701")
def test_what_could_only_be_noted_in_part_still_hides_the_company() -> None:
    noted = fetch(
        httpx2.Response(200, headers=[(b"\xff", b"x")]),
        purpose=Purpose.REFRESH,
        path=f"/v3/company/{invented.REALM_ID}/query",
    )

    assert invented.REALM_ID not in repr(noted)


def test_a_lost_answer_was_asked_for_and_is_not_there() -> None:
    service, asked = answering(httpx2.Response(200, text=TOKEN_BODY))
    plain = line_to(service)
    lossy = Line(
        transport=AnswerLosingTransport(httpx2.MockTransport(service)),
        endpoints=plain.endpoints,
        recorder=plain.recorder,
    )

    with pytest.raises(UnreachableError):
        lossy.get(BASE, purpose=Purpose.REFRESH, headers={})

    assert len(asked) == 1
    assert lossy.round_trips[0].failure is not None
    assert lossy.round_trips[0].response_body == ""


@pytest.mark.proves("L705")
def test_the_log_has_a_line_per_round_trip_and_no_secret_in_it() -> None:
    with capture_logs() as lines:
        fetch(
            httpx2.Response(200, text=TOKEN_BODY, headers={"intuit_tid": "1-tid"}),
            purpose=Purpose.REFRESH,
            path=f"/v3/company/{invented.REALM_ID}/query",
            Authorization=f"Bearer {invented.ACCESS_TOKEN}",
        )

    (line,) = lines
    assert (line["purpose"], line["status"]) == (Purpose.REFRESH, 200)
    assert line["intuit_tid"] == "1-tid"
    assert invented.ACCESS_TOKEN not in str(line)
    assert invented.REALM_ID not in str(line)


def test_the_request_itself_passes_unchanged() -> None:
    service, asked = answering(httpx2.Response(200))
    transport = RecordingTransport(
        httpx2.MockTransport(service), line_to(service).recorder
    )
    request = httpx2.Request("POST", BASE, content=b"a=b&a=c", headers={"X": "y"})

    transport.handle_request(request)

    assert asked[0].content == b"a=b&a=c"
    assert asked[0].headers["x"] == "y"


class Pieces(httpx2.SyncByteStream):
    """A body that arrives in one piece, as it was on the wire."""

    def __init__(self, piece: bytes) -> None:
        self._piece = piece

    def __iter__(self) -> Iterator[bytes]:
        yield self._piece
