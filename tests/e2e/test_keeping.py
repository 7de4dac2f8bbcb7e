"""Somebody keeps requests in the playground, by keyboard alone, on a desk and on a phone."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

HALF = {
    "info": {"name": "Half of it", "schema": "v2.1.0"},
    "item": [
        {"name": "one", "request": "https://api.example/one"},
        {"name": "two", "request": "https://api.example/two"},
        {"name": "neither"},
    ],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("keeping"), free_port(), {}) as address:
        yield address


@pytest.fixture(params=[1440, 390], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a page, light and wide or dark and narrow."""
    width: int = request.param
    with opened_page(width=width, is_dark=width == 390) as page:
        yield page


def press(page: Page, name: str) -> None:
    """Press a button as the keyboard does."""
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def test_a_file_is_imported_put_in_order_and_searched(home: str, page: Page) -> None:
    page.goto(f"{home}/playground/import")
    finds_nothing_wrong(page)
    page.get_by_label("or its text").focus()
    page.keyboard.insert_text(json.dumps(HALF))
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("item[2]")
    finds_nothing_wrong(page)

    press(page, "Move “one” down")
    # Where the button is now, so that the next press goes on from there.
    expect(page.get_by_role("button", name="Move “one” down")).to_be_focused()
    names = page.locator(".rows__name a")
    expect(names).to_have_text(["two", "one"])

    page.goto(f"{home}/playground/collections")
    page.get_by_label("Words in it").focus()
    page.keyboard.type("revoke")
    page.keyboard.press("Enter")
    expect(page.locator("#kept")).to_contain_text("1 request with “revoke”")
    expect(page.get_by_label("Words in it")).to_be_focused()
    finds_nothing_wrong(page)


def test_variables_are_kept_and_their_secret_is_not_shown(
    home: str, page: Page
) -> None:
    page.goto(f"{home}/playground/variables")
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Acme")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator("[name=name-0]").focus()
    page.keyboard.type("api_key")
    page.keyboard.press("Tab")
    page.keyboard.type("k-1234")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=secret-0]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("The variables are kept")
    finds_nothing_wrong(page)

    page.goto(f"{home}/playground/variables")
    expect(page.locator("main")).to_contain_text("secret: kept, and not shown")
    assert "k-1234" not in page.content()
    finds_nothing_wrong(page)
