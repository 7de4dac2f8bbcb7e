"""Somebody at a browser without pictures, who is sent to a service and comes back."""

from urllib.parse import parse_qsl, urljoin, urlsplit

import requests

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.round_trip import Pairs
from tests.support.provider import COMPANY
from tests.support.reading import Reading

PATIENCE = 30.0


class Stranger:
    """Goes where they are sent, signs in, chooses a company, and says yes or no.

    See the port ``Way``: nothing but the address is known to them.
    """

    def __init__(self, *, answer: str = "Connect") -> None:
        self._answer = answer
        self.visits = 0
        """How often they were sent somewhere."""

    def ask(self, request: AuthorizationRequest, realm_id: str | None, /) -> Pairs:
        address = self.visit(request.url, realm_id or COMPANY)
        assert address.startswith(f"{request.redirect_uri}?")
        return tuple(parse_qsl(urlsplit(address).query, keep_blank_values=True))

    def visit(self, address: str, company: str = COMPANY) -> str:
        """Open an address; return where the service sends the browser in the end."""
        self.visits += 1
        with requests.Session() as browser:
            page = browser.get(address, allow_redirects=False, timeout=PATIENCE)
            if page.is_redirect:
                return page.headers["Location"]
            signed_in = _press(browser, page, "Sign in as")
            companies = browser.get(
                urljoin(page.url, signed_in.headers["Location"]), timeout=PATIENCE
            )
            link = next(
                href for _, href in Reading(companies.text).links if company in href
            )
            page = browser.get(urljoin(companies.url, link), timeout=PATIENCE)
            return _press(browser, page, self._answer).headers["Location"]


def _press(
    browser: requests.Session, page: requests.Response, label: str
) -> requests.Response:
    form = Reading(page.text).form_with(label)
    return browser.post(
        urljoin(page.url, form.action),
        data=form.filled(label),
        allow_redirects=False,
        timeout=PATIENCE,
    )
