"""A browser of our own application: what it writes for people, and for files."""

import re
from html import unescape
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from blueprints.browser import digest_in
from blueprints.services import EXTENSION, Services
from grantlab.protocol.round_trip import Pairs

_FORM_TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')


class Browser:
    """Opens pages and presses buttons, without a picture and without a socket."""

    def __init__(self, app: Flask) -> None:
        parts: Services = app.extensions[EXTENSION]
        self._client = app.test_client()
        self._base_url = parts.settings.base_url
        self._entropy = parts.entropy
        self._form_token = ""

    @property
    def digest(self) -> str:
        """What a state is bound to that this browser asks with."""
        with self._client.session_transaction(base_url=self._base_url) as cookie:
            return digest_in(cookie, self._entropy)

    def get(self, path: str, query: Pairs = ()) -> TestResponse:
        """Open an address; a redirect is not followed."""
        answer = self._client.get(
            path, query_string=urlencode(query) or None, base_url=self._base_url
        )
        found = _FORM_TOKEN.search(answer.text)
        if found is not None:
            self._form_token = unescape(found[1])
        return answer

    def post(self, path: str, **fields: str) -> TestResponse:
        """Send a form with the guard of one that was on a page opened before."""
        guarded = {"csrf_token": self._form_token, **fields}
        return self._client.post(path, data=guarded, base_url=self._base_url)


def whole_text(response: TestResponse) -> str:
    """Return an answer as it is on the wire: its headers, and then its body."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
    return f"{response.status}\n{headers}\n\n{response.text}"
