"""The browser that end-to-end tests drive: an installed Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.support.needs import missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

PATIENCE_MS = 30_000
"""For a machine that is busy with other tests."""


def browser_path() -> str:
    """Return where Chromium is; without one the test is skipped, or fails if it must not."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        missing("browser", "no Chromium is installed (Debian: apt install chromium)")
    return found


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run a headless Chromium with a fresh profile."""
    path = browser_path()
    with ExitStack() as stack:
        playwright = _start(stack)
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def opened_page(
    *, width: int = 1440, is_dark: bool = False, has_scripts: bool = True
) -> Iterator[Page]:
    """Open a page in a Chromium of its own; widths are in CSS pixels."""
    with (
        running_browser() as browser,
        browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if is_dark else "light",
            java_script_enabled=has_scripts,
        ) as context,
    ):
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


def _start(stack: ExitStack) -> Playwright:
    try:
        return stack.enter_context(sync_playwright())
    except Exception as exc:  # noqa: BLE001 -- Playwright raises this very class
        missing(
            "browser",
            f"Playwright's driver does not start: {exc} (Debian: apt install libatomic1)",
        )
