"""Someone at a browser without pictures: signs in, chooses a company, presses Connect."""

from urllib.parse import parse_qsl, urljoin, urlsplit

import requests

from tests.support.provider import COMPANY
from tests.support.reading import Reading
from tests.support.walking import COMPANY as COMPANY_NAME

PATIENCE = 30.0


def consent(address: str) -> dict[str, str]:
    """Follow an authorization request to its end; return what comes back to the client."""
    with requests.Session() as browser:
        page = _press(browser, browser.get(address, timeout=PATIENCE), "Sign in as")
        companies = browser.get(
            _where(page, page.headers["Location"]), timeout=PATIENCE
        )
        link = Reading(companies.text).link_to(COMPANY_NAME)
        page = browser.get(_where(companies, link), timeout=PATIENCE)
        redirect = _press(browser, page, "Connect").headers["Location"]
    told = dict(parse_qsl(urlsplit(redirect).query))
    assert told["realmId"] == COMPANY
    return told | {"redirect": redirect}


def _press(
    browser: requests.Session, page: requests.Response, label: str
) -> requests.Response:
    form = Reading(page.text).form_with(label)
    return browser.post(
        _where(page, form.action),
        data=form.filled(label),
        allow_redirects=False,
        timeout=PATIENCE,
    )


def _where(page: requests.Response, link: str) -> str:
    return urljoin(page.url, link)
