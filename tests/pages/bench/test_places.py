"""The line of links that the pages of the bench begin with."""

from flask import Flask

from blueprints.bench.places import PLACES
from blueprints.rendering import has_endpoint
from tests.support.reading import Reading


def test_every_page_of_the_bench_is_one_link_away_and_ours_is_marked(
    app: Flask,
) -> None:
    with app.app_context():
        missing = [item.endpoint for item in PLACES if not has_endpoint(item.endpoint)]
    for number, endpoint in enumerate(missing):
        app.add_url_rule(f"/bench/page-{number}", endpoint, lambda: "a page")

    page = app.test_client().get("/bench")

    together = " ".join(place.label for place in PLACES)
    assert together in Reading(page.text).words
    assert page.text.count('aria-current="page">Bench</a>') == 2


def test_a_page_of_the_bench_that_is_not_there_is_not_linked(app: Flask) -> None:
    app.view_functions.pop("bench.drills", None)

    page = app.test_client().get("/bench")

    assert "Drills" not in Reading(page.text).words
