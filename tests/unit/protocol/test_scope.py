"""How a list of scopes travels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.scope import (
    ACCOUNTING,
    COMPANY_SCOPES,
    CORE_SCOPES,
    OPENID,
    format_scopes,
    parse_scopes,
)


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        pytest.param("", (), id="none"),
        pytest.param("  ", (), id="spaces alone"),
        pytest.param(ACCOUNTING, (ACCOUNTING,), id="one"),
        pytest.param(f"{OPENID} {ACCOUNTING}", (OPENID, ACCOUNTING), id="in order"),
        pytest.param(f"{OPENID}  {OPENID}\n", (OPENID,), id="repeated"),
    ],
)
def test_a_list_is_split_at_its_spaces(text: str, scopes: tuple[str, ...]) -> None:
    assert parse_scopes(text) == scopes


@given(st.lists(st.from_regex(r"[!#-~]{1,20}", fullmatch=True), unique=True))
def test_a_list_comes_back_as_it_was_sent(scopes: list[str]) -> None:
    assert parse_scopes(format_scopes(tuple(scopes))) == tuple(scopes)


def test_every_known_scope_says_what_it_gives() -> None:
    assert all(scope.gives for scope in CORE_SCOPES)
    assert {scope.value for scope in CORE_SCOPES} >= COMPANY_SCOPES
