"""What the front page says to someone who comes for the first time, and later."""

from flask import Flask

from tests.support.reading import Reading
from tests.support.walking import Walker


def test_a_first_visit_finds_six_doors_and_how_to_get_a_connection(
    app: Flask,
) -> None:
    page = Reading(Walker(app).page.text)

    # The bar leads there too: a door is the second link to a place, and has a sentence.
    doors = {href for label, href in page.links if " For " in label}
    assert doors == {
        "/walk",
        "/diagnose",
        "/playground",
        "/verification",
        "/bench",
        "/learn",
    }
    assert "No company is connected yet" in page.words


def test_connections_are_counted_and_the_first_to_end_is_named(app: Flask) -> None:
    walker = Walker(app)
    walker.connect()
    walker.open("/connections/1")
    walker.press("Call CompanyInfo")

    walker.open("/")

    assert "1 healthy" in walker.words
    assert "First to end" in walker.words
    assert Reading(walker.page.text).link_to("Sandbox Company") == "/connections/1"


def test_a_connection_that_needs_somebody_stands_on_the_front_page(app: Flask) -> None:
    walker = Walker(app)
    walker.connect()
    walker.press("Exchange twice")
    walker.open("/connections/1")
    walker.press("Refresh")

    walker.open("/")

    assert "needs consent" in walker.words
    assert "First to end" not in walker.words
