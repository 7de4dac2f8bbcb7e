"""Somebody verifies the sandbox from the page and consents in the same browser.

In the sandbox's place is the provider alone, in a process and on a site of its own, of
which Grantlab knows nothing but its document and its development keys.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from grantlab.verification.announcing import announce
from tests.support.browser import running_browser
from tests.support.keyboard import finds_nothing_wrong
from tests.support.servers import client, free_port, provider_alone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

PATIENCE_MS = 60_000
"""For a machine that is busy with other tests."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab with a stranger in the sandbox's place, and give its address."""
    folder, port = tmp_path_factory.mktemp("sandbox"), free_port()
    redirect_uri = f"http://localhost:{port}/walk/callback"
    with provider_alone(folder / "stranger", redirect_uri=redirect_uri) as told:
        base = told["GRANTLAB_EMBEDDED_URL"]
        variables = {
            "GRANTLAB_SANDBOX_DISCOVERY_URL": f"{base}/.well-known/openid_sandbox_configuration",
            "GRANTLAB_SANDBOX_CLIENT_ID": told["GRANTLAB_EMBEDDED_CLIENT_ID"],
            "GRANTLAB_SANDBOX_CLIENT_SECRET": told["GRANTLAB_EMBEDDED_CLIENT_SECRET"],
        }
        with client(folder / "instance", port, variables) as address:
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 390, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


def begin(page: Page, home: str, *, with_endings: bool) -> str:
    """Begin a run against the sandbox, and return where it is shown."""
    page.goto(f"{home}/verification")
    again = page.get_by_text("Run the checks again")
    if again.is_visible():
        again.click()
    page.get_by_role("radio", name="Sandbox").check()
    page.get_by_role("checkbox", name="With the checks that end").set_checked(
        with_endings
    )
    page.get_by_role("button", name="Run the checks").click()
    expect(asked(page)).to_be_visible()
    return page.url


def asked(page: Page) -> Locator:
    """Return the link by which a person is asked."""
    return page.get_by_role("link", name="Consent in QuickBooks")


def consent(page: Page, home: str) -> None:
    """Do what the service's pages ask for, unless it sends the browser back at once."""
    if page.url.startswith(home):
        return
    sign_in = page.get_by_role("button", name="Sign in as Ada Example")
    choosing = page.get_by_role("heading", name="Choose a company")
    expect(sign_in.or_(choosing)).to_be_visible()
    if sign_in.is_visible():
        sign_in.click()
    page.get_by_role("link", name="Sandbox Company_US_1").click()
    page.get_by_role("button", name="Connect", exact=True).click()
    page.wait_for_url(f"{home}/**")


def test_everything_that_is_marked_for_it_is_shown(home: str, page: Page) -> None:
    here = begin(page, home, with_endings=True)
    finds_nothing_wrong(page)

    for _ in announce().consents:
        asked(page).click()
        consent(page, home)
        assert page.url == here

    body = page.locator("body")
    expect(body).to_contain_text("Everything that was run is as stated")
    expect(body).to_contain_text("was ended with it")
    finds_nothing_wrong(page)


def test_what_another_browser_brings_is_not_taken(
    home: str, browser: Browser, page: Page
) -> None:
    here = begin(page, home, with_endings=False)
    address = asked(page).get_attribute("href")
    assert address is not None

    with browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(address)
        consent(other, home)
        assert other.url != here
        assert "code=" not in other.url

    asked(page).click()
    consent(page, home)
    assert page.url == here
    expect(page.locator("body")).to_contain_text("stands, and nobody holds its tokens")
