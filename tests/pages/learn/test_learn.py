"""The pages one reads: statements, causes, disagreements, words, and finding in them."""

import pytest
from flask import Flask

from blueprints.learn.documents import read_document
from blueprints.learn.errors import DocsMissingError
from tests.support.reading import Reading
from tests.support.walking import Walker


class Reader(Walker):
    """Somebody who reads, and looks where links lead."""

    @property
    def reading(self) -> Reading:
        return Reading(self.page.text)


@pytest.fixture
def reader(app: Flask) -> Reader:
    return Reader(app)


def test_the_bar_leads_to_three_doors_and_the_words(reader: Reader) -> None:
    reader.open("/")
    reader.follow("Learn")

    assert {label for label, _ in reader.reading.links} >= {
        "Statements", "Causes", "Where the documents disagree", "Words"
    }  # fmt: skip


def test_a_statement_says_who_states_it_and_what_shows_plays_and_proves_it(
    reader: Reader,
) -> None:
    reader.open("/learn/statements")
    reader.follow("L304")

    words = reader.reading.words
    assert "A second exchange of a code does more harm" in words
    assert "Stated by Intuit's Authorization FAQ" in words
    assert "tests/scenarios/provider/test_exchange.py" in words
    assert reader.reading.link_to("Exchange the code") == "/walk/exchange"
    assert reader.reading.link_to("Dead from the first refresh").startswith(
        "/bench/drills/"
    )
    assert reader.reading.link_to("The code had been exchanged before").startswith(
        "/learn/causes/"
    )


def test_a_statement_about_which_documents_disagree_leads_to_the_sides(
    reader: Reader,
) -> None:
    reader.open("/learn/statements/L504")
    reader.follow("The value before it")

    words = reader.reading.words
    assert "honoured for 24 h after it was replaced" in words
    assert reader.reading.link_to("grace") == "/bench#knob-grace"


def test_advice_says_that_it_is_not_run(reader: Reader) -> None:
    reader.open("/learn/statements/L202")

    assert "Proved in advice: shown, not run" in reader.reading.words


def test_a_cause_is_told_as_the_docs_tell_it_with_their_names_as_links(
    reader: Reader,
) -> None:
    reader.open("/learn/causes/stale_refresh_token")

    words = reader.reading.words
    assert "Compare the fingerprint that was sent" in words
    assert "L504 A replaced refresh token is stale for 24 hours" in words
    links = dict(reader.reading.links)
    assert links["Send the previous refresh token"] == "/walk/refresh"
    assert links["stale_cache_in_code"] == "/learn/causes/stale_cache_in_code"
    assert links["The token in the environment"].endswith(
        "/the-token-in-the-environment"
    )
    assert "<code>stale_refresh_token</code>, one cause of" in reader.page.text


def test_a_cause_names_what_looks_the_same_and_what_separates_it(
    reader: Reader,
) -> None:
    reader.open("/learn/causes/code_expired")

    words = reader.reading.words
    assert "What looks the same" in words
    assert "Ask " in words


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/learn/causes/bad-luck", "There is no such cause"),
        ("/learn/statements/L999", "There is no such statement"),
    ],
)
def test_what_there_is_not_is_said_so(app: Flask, path: str, says: str) -> None:
    answer = app.test_client().get(path, base_url="http://localhost")

    assert answer.status_code == 404
    assert says in Reading(answer.text).words


@pytest.mark.parametrize(
    ("path", "typed", "found", "left_out"),
    [
        pytest.param("", "grace", "grace", "L101", id="everything"),
        pytest.param("/statements", "REDIRECT  uri", "L103", "L513", id="any case"),
        pytest.param("/causes", "invalid_client", "client", "clock", id="in the docs"),
        pytest.param("/disagreements", "101 days", "life", "PKCE", id="in a side"),
        pytest.param("/glossary", "rotation", "rotation", "vault", id="a word"),
    ],
)
def test_what_was_typed_narrows_a_page(
    reader: Reader, path: str, typed: str, found: str, left_out: str
) -> None:
    whole = reader.open(f"/learn{path}").text

    part = reader.open(f"/learn{path}?q={typed}").text

    said = part.partition('id="found"')[2].partition("</section>")[0]
    assert found in said
    assert f">{left_out}<" not in said
    assert path == "" or len(part) < len(whole)


def test_of_very_much_that_was_found_the_first_is_shown_and_the_rest_counted(
    reader: Reader,
) -> None:
    page = reader.open("/learn?q=token")

    assert "The first 40 are shown: add a word to narrow it" in reader.words
    assert page.text.count('class="entries__head"') == 40


def test_what_was_typed_comes_back_as_text(reader: Reader) -> None:
    page = reader.open("/learn/causes?q=%3Cscript%3E%22")

    assert "<script>&" not in page.text
    assert 'value="&lt;script&gt;&#34;"' in page.text
    assert "No cause has all of these words" in page.text


def test_only_what_was_found_is_sent_where_only_that_is_asked_for(app: Flask) -> None:
    answer = app.test_client().get(
        "/learn/glossary?q=rotation",
        base_url="http://localhost",
        headers={"Swap-Target": "found"},
    )

    assert answer.text.startswith('<div id="found"')
    assert answer.vary.as_set() >= {"swap-target"}


def test_a_step_leads_to_its_statements(reader: Reader) -> None:
    reader.open("/walk/exchange")

    assert reader.reading.link_to("L304") == "/learn/statements/L304"


def test_a_page_of_the_docs_that_is_not_there_is_named(app: Flask) -> None:
    with app.app_context(), pytest.raises(DocsMissingError, match=r"docs/causes/x\.md"):
        read_document("causes/x.md")
