"""The browser that end-to-end tests drive: an installed Chromium."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

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
        words = "no Chromium is installed (Debian: apt install chromium)"
        if os.environ.get(REQUIRED):
            pytest.fail(words)
        pytest.skip(words)
    return found


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run a headless Chromium with a fresh profile."""
    path = browser_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()
