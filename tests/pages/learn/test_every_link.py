"""From every page of the area, every link leads to something that is there."""

import re
from collections import defaultdict
from functools import cache
from urllib.parse import urldefrag

import pytest
from flask import Flask

from tests.bench.pages import weigh_first_visit
from tests.support.reading import Reading
from tests.support.walking import Walker

HOME = "http://localhost"
LIGHT = 60_000
"""Octets of a page with its style sheets and scripts."""

_ANCHOR = re.compile(r'\bid="([^"]+)"')


class Visit:
    """A reader who opens what is linked, each address once."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self.open = cache(self._open)

    def _open(self, address: str) -> str:
        answer = self._client.get(address, base_url=HOME, follow_redirects=True)
        return answer.text if answer.status_code == 200 else ""

    def pages_below(self, start: str) -> dict[str, set[str]]:
        """Return the addresses that each page of an area links to."""
        links: dict[str, set[str]] = defaultdict(set)
        waiting = [start]
        while waiting:
            address = waiting.pop()
            links[address] = {href for _, href in Reading(self.open(address)).links}
            waiting += [
                path
                for path in (urldefrag(href).url for href in links[address])
                if path.startswith(start) and path not in links
            ]
        return links

    def is_there(self, page: str, href: str) -> bool:
        address, anchor = urldefrag(href)
        text = self.open(address or page)
        return bool(text) and (not anchor or anchor in _ANCHOR.findall(text))


@pytest.fixture
def visit(app: Flask) -> Visit:
    return Visit(app)


def test_no_link_is_dead_and_no_anchor_is_missing(visit: Visit) -> None:
    links = visit.pages_below("/learn")

    dead = {
        (page, href)
        for page, hrefs in links.items()
        for href in hrefs
        if href.startswith(("/", "#")) and not visit.is_there(page, href)
    }

    assert len(links) > 100
    assert dead == set()


def test_every_page_of_the_area_leads_out_of_it_to_where_it_can_be_tried(
    visit: Visit,
) -> None:
    links = visit.pages_below("/learn")
    tried = ("/walk/", "/bench", "/connections", "/diagnose")
    # The bar is on every page: what counts is what the page itself adds.
    bar = {"/walk", "/bench", "/connections", "/diagnose"}

    closed = [
        page
        for page, hrefs in links.items()
        if page.startswith(("/learn/statements/", "/learn/causes/"))
        and not any(href.startswith(tried) for href in hrefs - bar)
    ]

    assert closed == ["/learn/statements/L703"]


def test_a_first_visit_to_the_longest_page_is_light(app: Flask, visit: Visit) -> None:
    longest = max((visit.open(page) for page in visit.pages_below("/learn")), key=len)

    assert weigh_first_visit(Walker(app), longest) <= LIGHT


def test_what_leads_out_of_the_machine_is_intuits_status_page(visit: Visit) -> None:
    links = visit.pages_below("/learn")

    outside = {
        href
        for hrefs in links.values()
        for href in hrefs
        if not href.startswith(("/", "#"))
    }

    assert outside == {"https://status.developer.intuit.com/"}
