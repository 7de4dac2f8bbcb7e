"""What belongs together is brought together before it is read."""

import pytest

from grantlab.pastes.plain import make_plain
from grantlab.pastes.reading import read_paste
from grantlab.pastes.understood import Field, Look
from grantlab.protocol.secret import fingerprint_of
from tests.support.invented import ACCESS_TOKEN, OLD_REFRESH_TOKEN, REFRESH_TOKEN

LINES = [ACCESS_TOKEN[at : at + 76] for at in range(0, len(ACCESS_TOKEN), 76)]


def test_the_cells_of_a_row_have_the_names_of_their_columns() -> None:
    understood = read_paste(
        "+----+---------------+---------------+---------------------+\n"
        "| id | access_token  | refresh_token | updated_at          |\n"
        "+----+---------------+---------------+---------------------+\n"
        f"|  1 | NULL          | {REFRESH_TOKEN} | 2026-04-15 10:00:00 |\n"
        "|  2 | a-short-value |               | 2026-04-15 11:00:00 |\n"
        "+----+---------------+---------------+---------------------+\n"
    )

    assert [(value.field, value.look) for value in understood.values] == [
        (Field.REFRESH_TOKEN, Look.SHAPED),
        (Field.ACCESS_TOKEN, Look.WORD),
        (Field.REFRESH_TOKEN, Look.EMPTY),
    ]
    assert {moment.name for moment in understood.moments} == {"updated_at"}


def test_a_place_in_a_row_leads_back() -> None:
    pasted = f"id,refresh_token\n1,{REFRESH_TOKEN}"

    (value,) = read_paste(pasted).values

    assert value.field is Field.REFRESH_TOKEN
    assert pasted[value.span.start : value.span.end] == REFRESH_TOKEN


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("token | a | b\n1 | 2", id="other columns than cells"),
        pytest.param("id | name\n1 | 2", id="a table of something else"),
        pytest.param("refresh_token | a\n\n1 | 2", id="behind an empty line"),
    ],
)
def test_what_is_no_row_stays_as_it_is(pasted: str) -> None:
    assert make_plain(pasted).text == pasted


@pytest.mark.parametrize("token", [REFRESH_TOKEN, OLD_REFRESH_TOKEN])
@pytest.mark.parametrize("at", [6, 20, 30, 38])
@pytest.mark.parametrize("end", ["\n", "\r\n", "=\n", "\n> "], ids=repr)
def test_a_token_that_a_line_cut_is_whole_again(token: str, at: int, end: str) -> None:
    pasted = f"the token is {token[:at]}{end}{token[at:]}\nand is refused"

    (value,) = read_paste(pasted).values

    assert value.fingerprint == fingerprint_of(token)


@pytest.mark.parametrize("end", ["\n", "\n> "], ids=repr)
def test_an_access_token_over_many_lines_is_whole_again(end: str) -> None:
    (value,) = read_paste(f"Bearer {end.join(LINES)}\nis refused").values

    assert value.fingerprint == fingerprint_of(ACCESS_TOKEN)


@pytest.mark.parametrize(
    "after", ["refresh_token=x", "and 401 followed", "HTTP/1.1 400 Bad Request"]
)
def test_the_line_after_a_whole_token_is_let_stand(after: str) -> None:
    pasted = f"sent {REFRESH_TOKEN}\n{after}\nBearer {ACCESS_TOKEN}\n{after}"

    assert make_plain(pasted).text == pasted
