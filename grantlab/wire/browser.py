"""A browser as plain as can be, for the pages of a service that need no script."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx2

from grantlab.protocol.round_trip import Pairs, Purpose
from grantlab.wire.errors import UnreachableError
from grantlab.wire.line import Line
from grantlab.wire.outbound import TIMEOUT
from grantlab.wire.recording import describe_failure

Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the browser shows in the end, or where it is sent."""

    status: int
    url: str = field(repr=False)
    """Where it is, with everything that the address carries."""

    location: str | None = field(repr=False)
    """Where it is sent away to; ``None`` for a page."""

    page: str = field(repr=False)

    @property
    def leaves_for(self) -> str | None:
        """Where it is sent, without what goes along."""
        return None if self.location is None else self.location.partition("?")[0]

    @property
    def brings(self) -> Pairs:
        """The parameters that it takes there, in order."""
        query = urlsplit(self.location or "").query
        return tuple(parse_qsl(query, keep_blank_values=True))

    def link(self, words: str) -> str | None:
        """Return the address of the first link that has these words in it."""
        return next((url for text, url in _read(self).links if words in text), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form with the button by which it is sent."""

    action: str = field(repr=False)
    pairs: Pairs = field(repr=False)


class Browser:
    """Opens addresses and presses buttons; keeps cookies, and runs nothing.

    A redirect is followed as long as it stays with the authorization endpoint. One that
    leads away is not: it is what a client gets to see.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._cookies = httpx2.Cookies()

    def open(self, url: str) -> Sight:
        """Open an address.

        Raises:
            UnreachableError: no answer came.
        """
        return self._settle(self._send("GET", url, ()))

    def press(self, sight: Sight, words: str) -> Sight:
        """Press the first button of a page that has these words on it.

        Raises:
            LookupError: there is no such button.
            UnreachableError: no answer came.
        """
        buttons = _read(sight).buttons
        form = next((form for text, form in buttons if words in text), None)
        if form is None:
            raise LookupError(f"no button of the page says {words!r}")
        return self._settle(self._send("POST", form.action, form.pairs))

    def _settle(self, sight: Sight) -> Sight:
        own = self._line.endpoints.authorization
        while sight.location is not None and sight.leaves_for == own:
            sight = self._send("GET", sight.location, ())
        return sight

    def _send(self, method: str, url: str, pairs: Pairs) -> Sight:
        self._line.recorder.purpose = Purpose.AUTHORIZATION_REQUEST
        client = httpx2.Client(
            transport=self._line.transport,
            cookies=self._cookies,
            trust_env=False,
            timeout=TIMEOUT,
        )
        headers = {**self._line.headers, "Accept": "text/html"}
        try:
            response = client.request(
                method, url, data=dict(pairs) or None, headers=headers
            )
        except httpx2.RequestError as exc:
            raise UnreachableError(describe_failure(exc)) from exc
        self._cookies = client.cookies
        location = response.headers.get("location")
        return Sight(
            status=response.status_code,
            url=url,
            location=None if location is None else urljoin(url, location),
            page=response.text,
        )


class _Reader(HTMLParser):
    """Finds the links and buttons of a page, with the words on them."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._words: list[str] = []
        self._href = ""
        self._action = url
        self._hidden: Pairs = ()
        self._button: Pairs = ()
        self.links: list[tuple[str, str]] = []
        self.buttons: list[tuple[str, Form]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        said = {name: value or "" for name, value in attrs}
        named = ((said["name"], said.get("value", "")),) if "name" in said else ()
        match tag:
            case "a":
                self._words, self._href = [], said.get("href", "")
            case "form":
                self._hidden = ()
                self._action = urljoin(self._url, said.get("action", ""))
            case "input" if said.get("type") == "hidden":
                self._hidden += named
            case "button":
                self._words, self._button = [], named

    def handle_endtag(self, tag: str) -> None:
        words = " ".join("".join(self._words).split())
        if tag == "a":
            self.links.append((words, urljoin(self._url, self._href)))
        if tag == "button":
            form = Form(action=self._action, pairs=self._hidden + self._button)
            self.buttons.append((words, form))

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def _read(sight: Sight) -> _Reader:
    reader = _Reader(sight.url)
    reader.feed(sight.page)
    return reader
