"""The quick form: whether pasted tokens are any good."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from blueprints.services import EXTENSION
from tests.support import invented
from tests.support.clocks import StandingClock
from tests.support.walking import Walker

COMPANY = "9341450000000101"


@dataclass(frozen=True)
class Pasted:
    """The tokens of a connection, as their owner pastes them."""

    access_token: str
    refresh_token: str


@pytest.fixture
def pasted(app: Flask) -> Pasted:
    """Connect a company, and take its tokens out."""
    Walker(app).connect()
    parts = app.extensions[EXTENSION]
    with app.app_context():
        current = parts.generations.current(parts.connections.get(1))
        return Pasted(
            parts.generations.access_token(current).reveal(),
            parts.generations.refresh_token(current).reveal(),
        )


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody in front of the form."""
    walker = Walker(app)
    walker.open("/playground")
    return walker


def check(walker: Walker, **fields: str) -> str:
    """Fill the form in, press once, and return what is then to be read."""
    form = {"access_token": "", "refresh_token": "", "realm_id": COMPANY, **fields}
    walker.press("Check the tokens", **form)
    return walker.words


def test_good_tokens_are_alive_and_nothing_is_due(
    walker: Walker, pasted: Pasted
) -> None:
    words = check(
        walker,
        access_token=pasted.access_token,
        refresh_token=pasted.refresh_token,
    )

    assert "Is the access token alive? yes" in words
    assert "It calls itself Sandbox Company_US_1" in words
    assert "Is a refresh due? no" in words
    assert "The refresh token ends 17 Jun 2026" in words


def test_a_refresh_token_of_no_known_shape_is_not_asked_for_again(
    walker: Walker, pasted: Pasted
) -> None:
    words = check(walker, access_token=pasted.access_token, refresh_token="whatever")

    assert "looks like none that is known" in words
    assert "Paste the refresh token as well" not in words


@pytest.mark.proves("L401", "L402")
def test_an_access_token_that_is_over_asks_for_a_refresh(
    walker: Walker, pasted: Pasted, clock: StandingClock
) -> None:
    clock.advance(timedelta(hours=1))

    words = check(walker, access_token=pasted.access_token)

    assert "Is the access token alive? no" in words
    assert "Does the company answer? no" in words
    assert "Is a refresh due? yes" in words


def test_a_refresh_token_that_is_over_cannot_help(
    walker: Walker, pasted: Pasted, clock: StandingClock
) -> None:
    clock.advance(timedelta(days=101))

    words = check(
        walker,
        access_token=pasted.access_token,
        refresh_token=pasted.refresh_token,
    )

    assert "Is a refresh due? too late" in words
    assert "Only a new consent helps" in words


def test_a_token_that_the_environment_does_not_know_is_not_alive(
    walker: Walker,
) -> None:
    words = check(walker, access_token=invented.ACCESS_TOKEN)

    assert "Is the access token alive? no" in words
    assert "or another environment’s" in words


@pytest.mark.proves("L404")
def test_a_token_of_another_company_is_alive_and_refused(
    walker: Walker, pasted: Pasted
) -> None:
    words = check(walker, access_token=pasted.access_token, realm_id="9341450000000102")

    assert "Is the access token alive? yes" in words
    assert "Does the company answer? no It said 403" in words


@pytest.mark.proves("L705")
def test_no_token_comes_back_and_no_browser_keeps_the_answer(
    walker: Walker, pasted: Pasted
) -> None:
    check(
        walker,
        access_token=pasted.access_token,
        refresh_token=pasted.refresh_token,
    )

    assert pasted.access_token not in walker.page.text
    assert pasted.refresh_token not in walker.page.text
    assert f'value="{COMPANY}"' in walker.page.text
    assert walker.page.headers["Cache-Control"] == "no-store"
    assert "A1 access token" in walker.words


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({}, "Paste an access token", id="nothing at all"),
        pytest.param(
            {"access_token": invented.REFRESH_TOKEN},
            "It goes into the next field",
            id="a refresh token where the access token belongs",
        ),
        pytest.param(
            {"access_token": invented.CODE},
            "It has to be exchanged for tokens first",
            id="an authorization code",
        ),
        pytest.param(
            {"access_token": f"Bearer {invented.ACCESS_TOKEN}"},
            "Leave out the word Bearer",
            id="the whole header",
        ),
        pytest.param(
            {"access_token": "eyJhbGciOi \n JkaXIi"},
            "white space inside",
            id="cut by a line break",
        ),
        pytest.param(
            {"access_token": "eyJ‹access_token›"},
            "characters in it that no token has",
            id="a mark instead of a token",
        ),
        pytest.param(
            {"access_token": "a" * (1 << 20)},
            "1,048,576 characters long",
            id="a paste of 1 MiB",
        ),
        pytest.param(
            {
                "access_token": invented.ACCESS_TOKEN,
                "refresh_token": invented.ACCESS_TOKEN,
            },
            "It goes into the field above",
            id="an access token where the refresh token belongs",
        ),
        pytest.param(
            {"access_token": invented.ACCESS_TOKEN, "realm_id": ""},
            "Type the company id",
            id="no company",
        ),
        pytest.param(
            {"access_token": invented.ACCESS_TOKEN, "realm_id": "../9341"},
            "made of digits only",
            id="a company that is no number",
        ),
        pytest.param(
            {"access_token": invented.ACCESS_TOKEN, "environment": "moon"},
            "Choose one of the three environments",
            id="an environment nobody has",
        ),
    ],
)
def test_wrong_input_gets_one_sentence_at_its_field(
    walker: Walker, fields: dict[str, str], sentence: str
) -> None:
    words = check(walker, **fields)

    assert walker.page.status_code == 422
    assert "Nothing was sent 1 field needs another look" in words.replace(
        "Caution ", ""
    )
    assert sentence in words
    assert 'aria-invalid="true"' in walker.page.text
    assert "-about" in walker.page.text


def test_the_spaces_that_quickbooks_shows_in_a_company_id_are_no_mistake(
    walker: Walker, pasted: Pasted
) -> None:
    words = check(
        walker, access_token=f" {pasted.access_token}\n", realm_id="9341 4500 0000 0101"
    )

    assert "Does the company answer? yes" in words


def test_a_form_without_its_token_is_refused(walker: Walker) -> None:
    answer = walker.client.post("/playground", base_url=walker.address, data={})

    assert answer.status_code == 400
    assert "This form is no longer good" in answer.text
