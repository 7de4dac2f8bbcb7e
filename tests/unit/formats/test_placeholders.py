"""What stands in a snippet where a secret stood."""

import pytest

from grantlab.formats.placeholders import Variable, split_variables, variable_name


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("plain", ["plain"], id="nothing hidden"),
        pytest.param("", [], id="nothing at all"),
        pytest.param(
            "Bearer ‹access_token a111a111a111›",
            ["Bearer ", Variable("ACCESS_TOKEN")],
            id="a named value",
        ),
        pytest.param(
            "/company/{realmId}/x",
            ["/company/", Variable("REALM_ID"), "/x"],
            id="the company",
        ),
        pytest.param(
            "‹hidden, 12 characters›", [Variable("LOGIN_HINT")], id="a length alone"
        ),
        pytest.param("‹hidden›", [Variable("LOGIN_HINT")], id="not even a length"),
    ],
)
def test_what_was_hidden_becomes_a_variable(
    text: str, pieces: list[str | Variable]
) -> None:
    assert list(split_variables(text, hidden=variable_name("loginHint"))) == pieces


def test_a_header_name_becomes_a_variable_name() -> None:
    assert variable_name("X-Api-Key") == "X_API_KEY"
