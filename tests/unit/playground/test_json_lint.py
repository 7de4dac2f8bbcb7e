"""JSON with its first mistake, in words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.playground.json_lint import lint_json


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "line 1, column 1: there is nothing here", id="nothing"),
        pytest.param(
            '{"a": 1,\n "b": }', "line 2, column 7: a value belongs", id="no value"
        ),
        pytest.param(
            '{\n  "a": 1,\n}', "line 2, column 9: after this comma", id="trailing comma"
        ),
        pytest.param("[1, ]", "line 1, column 3: after this comma", id="in a list"),
        pytest.param(
            '{"a" 1}', "line 1, column 6: a colon belongs between", id="no colon"
        ),
        pytest.param(
            '{"a": 1 "b": 2}', "line 1, column 9: a comma belongs", id="no comma"
        ),
        pytest.param(
            "{a: 1}", "line 1, column 2: a name in double quotes", id="bare name"
        ),
        pytest.param(
            "{'a': 1}", "line 1, column 2: texts and names stand", id="single quotes"
        ),
        pytest.param(
            '{"a": "b', "line 1, column 7: this text is never", id="open text"
        ),
        pytest.param(
            '{"a": 1', "line 1, column 8: the text ends here", id="open object"
        ),
        pytest.param('"a\tb"', "line 1, column 3: a line break or a tab", id="a tab"),
        pytest.param('"a\\x"', "line 1, column 3: after a backslash", id="bad escape"),
        pytest.param("{} {}", "line 1, column 4: the document has ended", id="two"),
        pytest.param("[NaN]", "line 1, column 2: NaN is no number", id="NaN"),
        pytest.param(
            '["NaN", -Infinity]', "line 1, column 9: -Infinity is no", id="infinity"
        ),
        pytest.param(
            '{"a": 1,\n "a": 2}', 'line 2, column 2: the member "a"', id="twice"
        ),
        pytest.param("[" * 100_000, "line 1, column 1: it is nested", id="very deep"),
    ],
)
def test_the_first_mistake_is_told_with_its_place(text: str, said: str) -> None:
    problem = lint_json(text)

    assert str(problem).startswith(said)
    assert problem is not None
    assert not problem.words.endswith(".")


def test_a_variable_is_good_as_a_value_and_inside_a_text() -> None:
    assert lint_json('{"amount": {{amount}}, "name": "Mr {{name}}"}') is None
    assert str(lint_json('{"a": {{amount}} 1}')).startswith("line 1, column 18:")


def test_a_number_of_any_length_is_read() -> None:
    assert lint_json(f'{{"a": {"9" * 10_000}, "b": 1e999}}') is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_what_python_writes_is_json(value: object) -> None:
    assert lint_json(json.dumps(value)) is None


@given(st.text(alphabet='{}[]",:\\ \n{{a}}0aNtrue', max_size=40))
def test_any_text_is_judged_in_words(text: str) -> None:
    problem = lint_json(text)

    if problem is not None:
        lines = text.split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
