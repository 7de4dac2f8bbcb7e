"""The browser that end-to-end tests drive: an installed Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
REQUIRED = "TESTS_NEED_BROWSER"
"""Set where a missing browser is a failure and not a reason to skip."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path() -> str:
    """Return where Chromium is; without one the test is skipped, or fails if it must not."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _cannot("no Chromium is installed (Debian: apt install chromium)")
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


def _start(stack: ExitStack) -> Playwright:
    try:
        return stack.enter_context(sync_playwright())
    except Exception as exc:  # noqa: BLE001 -- Playwright raises this very class
        _cannot(
            f"Playwright's driver does not start: {exc} (Debian: apt install libatomic1)"
        )


def _cannot(words: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be skipped."""
    if os.environ.get(REQUIRED):
        pytest.fail(words)
    pytest.skip(words)
