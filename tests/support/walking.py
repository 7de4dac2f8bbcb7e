"""Someone who uses the whole application without a picture: reads, follows, presses."""

from urllib.parse import urldefrag, urlencode, urljoin

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blueprints.services import EXTENSION
from tests.support.reading import Reading

COMPANY = "Sandbox Company_US_1"


class Walker:
    """A browser without pictures, and someone who reads and presses.

    ``page`` is where it is, redirects followed; ``words`` is what it reads there.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.address: str = app.extensions[EXTENSION].settings.base_url
        self.client = app.test_client()
        self.page: TestResponse
        self.open("/")

    @property
    def words(self) -> str:
        return Reading(self.page.text).words

    def open(self, address: str) -> TestResponse:
        """Go to an address and to wherever it leads."""
        address = urljoin(self._here(), address)
        self.page = self.client.get(
            address, base_url=self.address, follow_redirects=True
        )
        return self.page

    def follow(self, label: str) -> TestResponse:
        """Follow the first link that has these words in it."""
        return self.open(Reading(self.page.text).link_to(label))

    def press(self, label: str, **changes: str) -> TestResponse:
        """Press the button that begins with these words, with some fields changed."""
        form = Reading(self.page.text).form_with(label)
        fields = MultiDict(form.filled(label))
        for field, typed in changes.items():
            fields[field] = typed
        if form.method == "get":
            return self.open(
                f"{urldefrag(form.action).url}?{urlencode(list(fields.items(multi=True)))}"
            )
        self.page = self.client.post(
            urljoin(self._here(), form.sent_to(label)),
            base_url=self.address,
            data=fields,
            follow_redirects=True,
        )
        return self.page

    def connect(self, company: str = COMPANY) -> None:
        """Walk from the keys to the tokens, and consent for a company."""
        self.open("/walk/keys")
        self.press("Begin")
        self.press("Prepare the request")
        self.consent(company)
        self.follow("On to exchange")
        self.press("Exchange the code")

    def consent(self, company: str = COMPANY) -> None:
        """Go from the request to the service, say yes there, and come back."""
        self.follow("Go to Intuit and ask")
        if "Sign in as" in self.words:
            self.press("Sign in as")
        self.follow(company)
        self.press("Connect")

    def go_to_step(self, label: str) -> TestResponse:
        """Go to a step of this browser's walk, by its name in the rail."""
        self.open("/walk")
        return self.follow(label)

    def _here(self) -> str:
        return self.page.request.url if hasattr(self, "page") else self.address
