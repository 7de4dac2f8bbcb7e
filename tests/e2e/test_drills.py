"""A drill is played, answered and read without any script, and by everybody."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong, reads
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("drills"), free_port(), {}) as address:
        yield address


def plays(page: Page, home: str, look: Callable[[Page], None]) -> None:
    """Play a drill from the list to the answer, with a look at every page."""
    page.goto(f"{home}/bench/drills")
    look(page)
    page.get_by_role("link", name="Two workers, no lock").click()
    reads(page, "main", "Saffron Logistics")
    look(page)
    page.get_by_role("button", name="Play it").click()
    reads(page, "main", "Refresh, worker 2", "400 Bad Request", "What is the cause?")
    look(page)
    page.get_by_label("Two refreshes were under way at once").check()
    page.get_by_role("button", name="Answer").click()
    reads(page, "main", "Right", "What gave it away", "superseded")
    look(page)
    page.get_by_role("link", name="All drills").click()
    reads(page, "main", "1 of", "solved")


def test_a_visitor_plays_a_drill_and_is_told_what_it_was(home: str) -> None:
    with opened_page(width=390, has_scripts=True) as page:
        plays(page, home, finds_nothing_wrong)


def test_a_drill_needs_no_script(home: str) -> None:
    with opened_page(width=390, has_scripts=False) as page:
        plays(page, home, lambda _page: None)
