"""A request without one of its headers."""

import httpx2

from grantlab.wire.leaving_out import HeaderLeavingOutTransport


def test_the_header_is_left_out_however_it_is_spelled_and_the_others_stay() -> None:
    seen: list[httpx2.Headers] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers)
        return httpx2.Response(204)

    transport = HeaderLeavingOutTransport(httpx2.MockTransport(answer), "x-asks-for")
    headers = {"X-Asks-For": "more", "Accept": "text/plain"}

    transport.handle_request(
        httpx2.Request("GET", "http://localhost/", headers=headers)
    )

    assert "x-asks-for" not in seen[0]
    assert seen[0]["accept"] == "text/plain"
