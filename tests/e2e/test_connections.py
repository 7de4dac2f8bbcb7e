"""Somebody with many companies finds one of them, by the keyboard, on a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from grantlab.protocol.environment import Environment
from tests.pages.connections.stored import add_connection
from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong, go_to, reads
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

UNBROKEN = "Invented" * 12


@pytest.fixture
def home(app: Flask, instance: Path) -> Iterator[str]:
    """Run Grantlab over sixty companies, and give the address of its front page."""
    for number in range(60):
        add_connection(
            app,
            Environment.SANDBOX,
            realm_id=f"91300000000{number:05d}",
            name=UNBROKEN if number % 50 == 0 else f"Invented {number} Ltd",
        )
    with client(instance, free_port(), {}) as address:
        yield address


@pytest.fixture(params=[1440, 320], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page, light and wide or dark and narrow."""
    width: int = request.param
    with opened_page(width=width, is_dark=width == 320) as page:
        yield page


def test_a_company_is_found_on_the_next_page_and_by_words(
    home: str, page: Page
) -> None:
    page.goto(f"{home}/connections")
    finds_nothing_wrong(page)
    go_to(page, "[rel=next]")
    page.keyboard.press("Enter")
    reads(page, "main", "Here are 51 to 60.", UNBROKEN)
    finds_nothing_wrong(page)

    go_to(page, "#q")
    page.keyboard.type("ltd 42")
    reads(page, "#found", "2 of 60 connections", "Invented 42 Ltd", "connection 42")
    finds_nothing_wrong(page)
    expect(page).to_have_url(f"{home}/connections?q=ltd+42")
    page.reload()
    reads(page, "#found", "2 of 60 connections")
    page.go_back()
    reads(page, "#found", "Here are 1 to 50.")
