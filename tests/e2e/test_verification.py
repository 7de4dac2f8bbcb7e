"""Somebody verifies by keyboard alone, with scripts and without, and looks at the evidence."""

from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import running_browser
from tests.support.keyboard import finds_nothing_wrong
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

PATIENCE_MS = 60_000
"""For a machine that is busy with other tests."""

RUN_MS = 240_000
"""How long a whole run may take on such a machine; it is seconds on an idle one."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("verification"), free_port(), {}) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def has_scripts(request: pytest.FixtureRequest) -> bool:
    chosen: bool = request.param
    return chosen


@pytest.fixture
def page(browser: Browser, *, has_scripts: bool) -> Iterator[Page]:
    with browser.new_context(java_script_enabled=has_scripts) as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


def begin(page: Page, home: str) -> None:
    """Begin a run under one preset, by keyboard."""
    page.goto(f"{home}/verification")
    again = page.get_by_text("Run the checks again")
    if again.is_visible():
        again.press("Enter")
    page.get_by_role("radio", name="faq").press("Space")
    page.get_by_role("button", name="Run the checks").press("Enter")
    expect(page).to_have_url(f"{home}/verification/{page.url.rpartition('/')[2]}")


def wait_for_the_end(page: Page, *, has_scripts: bool) -> None:
    """Look on, or reload as the page offers it."""
    deadline = monotonic() + RUN_MS / 1000
    reload = page.get_by_role("link", name="Reload to see")
    while not has_scripts and reload.is_visible() and monotonic() < deadline:
        reload.press("Enter")
        page.wait_for_load_state()
    expect(page.get_by_text("Statement by statement")).to_be_visible()
    expect(page.get_by_role("link", name="JUnit XML")).to_be_visible(timeout=RUN_MS)
    page.wait_for_load_state()


def unfold_a_refusal(page: Page) -> None:
    summaries = page.locator(".record summary", has_text="400 Bad Request")
    summaries.first.press("Enter")


def test_a_run_is_begun_looked_at_and_unfolded_by_keyboard(
    home: str, page: Page, *, has_scripts: bool
) -> None:
    begin(page, home)
    wait_for_the_end(page, has_scripts=has_scripts)

    page.get_by_role("searchbox").fill("L303")
    if not has_scripts:
        page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("1 of 63 statements.")
    page.locator("#L303 summary").press("Enter")
    if not has_scripts:
        page.get_by_role("link", name="On a page of its own").press("Enter")

    expect(page.locator("#evidence-L303")).to_contain_text(
        "The second exchange of the code is answered 400 invalid_grant."
    )
    unfold_a_refusal(page)
    expect(page.locator(".record details[open] pre").first).to_be_visible()


def rows_at(page: Page) -> list[float]:
    """Return where each row of the table begins on the page."""
    found: list[float] = page.evaluate(
        "[...document.querySelectorAll('#found tr[id]')]"
        ".map((row) => row.getBoundingClientRect().top + scrollY)"
    )
    return found


def test_the_table_follows_a_run_and_nothing_in_it_moves(
    home: str, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{home}/verification")
    again = page.get_by_text("Run the checks again")
    if again.is_visible():
        again.click()
    page.get_by_role("radio", name="All three").check()
    page.get_by_role("button", name="Run the checks").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.wait_for_load_state()
    at_first = rows_at(page)
    page.evaluate("window.isTheSamePage = true")

    page.wait_for_function(
        "() => window.isTheSamePage && document.querySelector('#L101 .outcome--pass')"
    )

    assert rows_at(page) == at_first
    expect(page.locator("#found")).to_have_attribute("aria-live", "off")
    expect(page.get_by_role("link", name="JUnit XML")).to_be_visible(timeout=RUN_MS)
    expect(page.locator("#found")).to_have_attribute("aria-live", "polite")
    page.close()


def test_nothing_is_wrong_with_a_run_on_a_small_screen(
    home: str, browser: Browser
) -> None:
    page = browser.new_page(color_scheme="dark", viewport={"width": 390, "height": 900})
    page.set_default_timeout(PATIENCE_MS)
    page.goto(f"{home}/verification")
    finds_nothing_wrong(page)
    begin(page, home)
    wait_for_the_end(page, has_scripts=True)
    finds_nothing_wrong(page)

    page.locator("#L303 summary").press("Enter")
    unfold_a_refusal(page)

    finds_nothing_wrong(page)
    page.goto(f"{page.url}/L303")
    unfold_a_refusal(page)
    finds_nothing_wrong(page)
    page.close()
