"""What holds for every answer of the provider, whatever was asked."""

import json
import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from tests.scenarios.provider.fuzz.asked import Answered, Asked
from tests.support.provider import REVOCATION_PATH, TOKEN_PATH

_TID = re.compile(r"1-[0-9a-f]{8,9}-[0-9a-f]{24}")
_MACHINES = re.compile(
    r"/(oauth2/|v2/|op/|\.well-known/|(sandbox-)?(quickbooks|accounts)/|_bench/)"
)
_COMPANY_API = re.compile(r"/(sandbox-)?quickbooks/v3/company/[^/]+/.+", re.DOTALL)
_KEEPERS = ("client_secret", "real_client_secret", "bench_token")
_SAFE_ON_PAGES = ("client_id", "real_client_id", "csrf", "cookie")
_TOKEN_ERRORS = {
    "invalid_request",
    "invalid_client",
    "invalid_grant",
    "unsupported_grant_type",
}
_ANSWER = {
    "access_token",
    "token_type",
    "expires_in",
    "refresh_token",
    "x_refresh_token_expires_in",
}


def check_any(asked: Asked, answer: Answered) -> None:
    """Check what holds for every answer, also for one of a fault."""
    text = answer.body.decode(errors="replace")
    assert "Traceback" not in text
    assert "werkzeug" not in text.lower()
    assert _TID.fullmatch(answer.headers["intuit_tid"])
    assert answer.headers["Date"].endswith(" GMT")
    assert "X-Injected" not in answer.headers
    for name, content in answer.headers.items():
        assert not re.search(r"[\r\n\0]", f"{name}{content}")
    if asked.method == "HEAD":
        assert not answer.body


def check(asked: Asked, answer: Answered, held: Mapping[str, str]) -> None:
    """Check what holds for an answer while the provider does nothing wrong on purpose."""
    check_any(asked, answer)
    assert 200 <= answer.status < 500
    _check_secrets(asked, answer, held)
    if _MACHINES.match(asked.path):
        _check_machine(asked, answer)
    if asked.method == "POST" and asked.path == TOKEN_PATH:
        _check_token_answer(answer)
    if asked.method == "POST" and asked.path == REVOCATION_PATH:
        assert answer.body == b"" or answer.media_type == "text/plain"
        assert answer.status in {200, 400, 401}
    if asked.method in {"GET", "POST"} and _COMPANY_API.fullmatch(asked.path):
        _check_company_answer(answer)


def _check_secrets(asked: Asked, answer: Answered, held: Mapping[str, str]) -> None:
    text = answer.body.decode(errors="replace")
    shown = asked.path.endswith("/secret") and answer.status == 200
    for name in () if shown else _KEEPERS:
        # A page repeats its own address, and what somebody has put there.
        assert held[name] not in text or f"<<{name}>>" in asked.query, name
    if not _MACHINES.match(asked.path) or asked.path.startswith("/_bench/"):
        return
    kept = asked.path == TOKEN_PATH and answer.status == 200
    for name, content in held.items():
        if name not in _SAFE_ON_PAGES and len(content) > 30:
            assert content not in text or (kept and name == "refresh_token"), name


def _check_machine(asked: Asked, answer: Answered) -> None:
    assert not 300 <= answer.status < 400
    if "text/html" not in asked.header("Accept"):
        assert answer.media_type != "text/html"
    if answer.media_type == "application/json" and asked.method != "HEAD":
        assert isinstance(json.loads(answer.body), dict)
    if answer.status == 405:
        assert "Allow" in answer.headers


def _check_token_answer(answer: Answered) -> None:
    if answer.media_type == "text/plain":
        # Another host's name.
        return
    assert answer.headers["Content-Type"] == "application/json;charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache, no-store"
    members = json.loads(answer.body)
    if answer.status == 200:
        assert members.keys() >= _ANSWER
        assert all(members.values())
        return
    assert answer.status in {400, 401}
    assert members.keys() <= {"error", "error_description"}
    assert members["error"] in _TOKEN_ERRORS
    assert (members["error"] == "invalid_client") == (answer.status == 401)


def _check_company_answer(answer: Answered) -> None:
    if answer.media_type == "text/plain" or answer.status == 404:
        # Another host's name, or nothing that the API is there for.
        return
    if answer.media_type == "application/json":
        members = json.loads(answer.body)
        assert (answer.status == 200) == (
            "fault" not in members and "Fault" not in members
        )
    else:
        assert answer.media_type == "application/xml"
        root = ET.fromstring(answer.body)  # noqa: S314 -- the provider's own answer
        assert root.tag == "{http://schema.intuit.com/finance/v3}IntuitResponse"
    if answer.status == 401 and b"3200" in answer.body:
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="Intuit"')
