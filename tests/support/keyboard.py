"""Somebody who uses a page by the keyboard alone, and what is well with the page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.support.browser import PATIENCE_MS

MOST_STOPS = 150
"""Tab stops of a page, at most."""


def go_to(page: Page, selector: str, *, back: bool = False) -> None:
    """Press Tab until an element has the focus, or Shift and Tab."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(
            "(wanted) => document.activeElement.matches(wanted)", selector
        ):
            return
    raise LookupError(f"the keyboard does not come to {selector}")


def reads(page: Page, selector: str, *words: str) -> None:
    """Wait until an element that waits for no answer has these words, on a whole page.

    What scripts do is there only once the page has loaded, and its words come before.
    """
    busy = page.locator(f"{selector}[aria-busy=true]")
    expect(busy).to_have_count(0, timeout=PATIENCE_MS)
    for said in words:
        expect(page.locator(selector)).to_contain_text(said, timeout=PATIENCE_MS)
    page.wait_for_load_state()


def finds_nothing_wrong(page: Page) -> None:
    """Check that axe finds nothing on a page, and that nothing is wider than the window."""
    page.wait_for_load_state()
    found = Axe().run(page).response["violations"]
    assert [(item["id"], item["nodes"][0]["html"]) for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
