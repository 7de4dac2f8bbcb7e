"""The peer ``oidc-provider-mock``: by its own command, asked as a browser would."""

from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.bench.load import CONNECTIONS
from tests.bench.peers.peer import BASIC, Peer, PeerError, install_packages

CALLBACK = "http://127.0.0.1/callback"


@dataclass(frozen=True, slots=True)
class Mock(Peer):
    """A test double of PyPI: Flask and Authlib under uvicorn, in memory.

    It gives no new refresh token on a refresh, so whatever has an access token counts.
    """

    def install(self, folder: Path) -> None:
        install_packages(folder, ("oidc-provider-mock",))

    def command(self, folder: Path, port: int) -> Sequence[str]:
        return (str(folder / "venv/bin/oidc-provider-mock"), "--port", str(port))

    def first_tokens(self, folder: Path, port: int) -> tuple[str, ...]:
        del folder
        return tuple(self._consent(port) for _ in range(CONNECTIONS))

    def _consent(self, port: int) -> str:
        query = urlencode(
            {
                "client_id": "bench",
                "redirect_uri": CALLBACK,
                "response_type": "code",
                "scope": "openid",
            }
        )
        redirect = _post(port, f"/oauth2/authorize?{query}", {"sub": "user"})
        location = redirect.getheader("Location") or ""
        (code,) = parse_qs(urlsplit(location).query).get("code", [""])
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
        }
        answer = _post(port, self.token_path, form).read().decode()
        _, _, rest = answer.partition('"refresh_token": "')
        token, _, _ = rest.partition('"')
        if not token:
            raise PeerError("it gave no refresh token")
        return token


def _post(port: int, path: str, form: dict[str, str]) -> HTTPResponse:
    headers = {
        "Authorization": f"Basic {BASIC}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("POST", path, urlencode(form), headers)
    return connection.getresponse()
