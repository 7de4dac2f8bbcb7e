"""Two redirect URIs that are nearly one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.spelling import LONGEST, compare_spelling

HERE = "https://app.example.com/oauth/callback"


@pytest.mark.parametrize(
    ("other", "says"),
    [
        pytest.param(f"{HERE}/", "Only one ends with a slash.", id="a slash"),
        pytest.param(
            HERE.replace("https", "http"),
            "One begins with https, the other with http.",
            id="a scheme",
        ),
        pytest.param(
            HERE.replace("app.", "www.app."),
            "Only one of the hosts begins with www.",
            id="www",
        ),
        pytest.param(
            HERE.replace("example.com", "example.com:8443"),
            "One names no port, the other port 8443.",
            id="a port",
        ),
        pytest.param(
            HERE.replace("callback", "Callback"),
            "The paths are the same but for capital letters.",
            id="a capital letter",
        ),
        pytest.param(
            HERE.replace("app", "App"),
            "The hosts are the same but for capital letters.",
            id="a capital letter in the host",
        ),
        pytest.param(
            HERE.replace("callback", "call%62ack"),
            "The paths are the same, but one is percent-encoded where the other is not.",
            id="encoded",
        ),
        pytest.param(
            f"{HERE}?from=mail",
            "One has a query that the other has not; a redirect URI has none.",
            id="a query",
        ),
        pytest.param(
            HERE.replace("callback", "return"),
            "The paths are two: /oauth/callback and /oauth/return.",
            id="another path",
        ),
        pytest.param(
            "https://app.example.com",
            "One has the path /oauth/callback, the other none.",
            id="no path",
        ),
        pytest.param(
            HERE.replace("app", "shop"),
            "The hosts are two: app.example.com and shop.example.com.",
            id="another host",
        ),
        pytest.param(f"{HERE}#", "1 character differs.", id="what has no name"),
        pytest.param("http://[", "31 characters differ.", id="what is no URI"),
    ],
)
def test_a_difference_is_said_by_its_name(other: str, says: str) -> None:
    found = compare_spelling(HERE, other)

    assert found is not None
    assert found.says == (says,)


def test_both_names_of_this_machine_are_not_one_name() -> None:
    found = compare_spelling("http://localhost:8000/cb", "http://127.0.0.1:8000/cb")

    assert found is not None
    assert found.says == ("Both are this machine, but not by the same name.",)


def test_equal_texts_do_not_differ() -> None:
    assert compare_spelling(HERE, HERE) is None


@given(left=st.text(max_size=LONGEST + 5), right=st.text(max_size=LONGEST + 5))
def test_the_pieces_make_up_the_texts(left: str, right: str) -> None:
    found = compare_spelling(left, right)

    if found is None:
        assert left == right
    else:
        assert "".join(piece.text for piece in found.left) == left
        assert "".join(piece.text for piece in found.right) == right
        assert [piece.text for piece in found.left if piece.is_same] == [
            piece.text for piece in found.right if piece.is_same
        ]
        assert found.says
