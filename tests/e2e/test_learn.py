"""Somebody looks for a word, with scripts and without, by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import PATIENCE_MS, running_browser
from tests.support.keyboard import finds_nothing_wrong
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("learn"), free_port(), {}) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=request.param) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


def test_what_is_typed_narrows_the_causes_and_the_address_keeps_it(
    home: str, page: Page, request: pytest.FixtureRequest
) -> None:
    page.goto(f"{home}/learn/causes")
    has_scripts = "without" not in request.node.name
    field = page.get_by_role("searchbox")

    field.focus()
    page.keyboard.type("clock")
    if not has_scripts:
        page.keyboard.press("Enter")

    expect(page.locator("#found")).to_contain_text("causes.")
    expect(page).to_have_url(f"{home}/learn/causes?q=clock")
    expect(page.get_by_role("link", name="A clock ran wrong")).to_be_visible()
    expect(page.locator("#found")).not_to_contain_text("The code had been exchanged")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("clock")


def test_a_reader_goes_by_keyboard_from_a_cause_to_what_shows_it(
    home: str, page: Page
) -> None:
    page.goto(f"{home}/learn?q=stale")
    page.get_by_role("link", name="L504", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="L504")).to_be_visible()
    page.get_by_role("link", name="The value before it").press("Enter")
    expect(page).to_have_url(f"{home}/learn/disagreements#the-value-before-it")
    # Arriving at a fragment takes the focus there, once the page is loaded.
    page.wait_for_load_state()
    page.get_by_role("link", name="grace", exact=True).press("Enter")

    # The knob lies in a fold, which the browser opens for whoever is pointed at it.
    expect(page).to_have_url(f"{home}/bench#knob-grace")
    expect(page.locator("#knob-grace")).to_be_visible()


def test_axe_finds_nothing_where_something_was_found_and_where_nothing_was(
    home: str, browser: Browser
) -> None:
    page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 900})
    for path in ("?q=grace", "/causes?q=zzz", "/statements?q=token"):
        page.goto(f"{home}/learn{path}")
        finds_nothing_wrong(page)
    page.close()
