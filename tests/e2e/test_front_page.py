"""Somebody opens the front page on a telephone, a tablet and a large screen."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("home"), free_port(), {}) as address:
        yield address


@pytest.mark.parametrize(
    ("path", "width", "in_a_row"),
    [
        pytest.param("/", 320, 1, id="front page, telephone"),
        pytest.param("/", 768, 2, id="front page, tablet"),
        pytest.param("/", 1440, 3, id="front page, large screen"),
        pytest.param("/learn", 640, 1, id="Learn, a narrow window"),
        pytest.param("/learn", 768, 3, id="Learn, tablet"),
    ],
)
def test_every_row_of_ways_in_is_full(
    home: str, path: str, width: int, in_a_row: int
) -> None:
    with opened_page(width=width) as page:
        page.goto(f"{home}{path}")

        tops = page.locator(".door").evaluate_all(
            "doors => doors.map((door) => Math.round(door.getBoundingClientRect().top))"
        )
        assert set(Counter(tops).values()) == {in_a_row}
        finds_nothing_wrong(page)
