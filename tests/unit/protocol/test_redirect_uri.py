"""What makes a redirect URI registrable, and where two of them differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grantlab.protocol.redirect_uri import (
    Difference,
    find_difference,
    lint_redirect_uri,
)

TYPED = st.text(alphabet=st.sampled_from(list("htps:/?#@[].%lochax8 \\é")))


def problems(uri: str, *, for_production: bool = False) -> list[str]:
    return [item.id for item in lint_redirect_uri(uri, for_production=for_production)]


@pytest.mark.proves("L104", "L105")
@pytest.mark.parametrize(
    "uri",
    [
        pytest.param("http://localhost:8484/walk/callback", id="localhost"),
        pytest.param("http://localhost/cb", id="localhost on the usual port"),
        pytest.param("https://app.example.com/quickbooks", id="https"),
        pytest.param("HTTPS://app.example.com/cb", id="a scheme in capitals"),
        pytest.param("https://app.example.com:8443/cb", id="https on another port"),
    ],
)
def test_a_good_uri_has_no_problem_for_development_keys(uri: str) -> None:
    assert problems(uri) == []


@pytest.mark.proves("L104", "L105")
@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        pytest.param("", "empty", id="nothing"),
        pytest.param(" https://a.example/cb", "space", id="a space before it"),
        pytest.param("https://a.example/cb\n", "space", id="a line end behind it"),
        pytest.param("https://a.example/c b", "space", id="a space inside"),
        pytest.param("/walk/callback", "relative", id="a path alone"),
        pytest.param("localhost:8484/cb", "relative", id="no scheme"),
        pytest.param("https:///cb", "relative", id="no host"),
        pytest.param("https://[::1/cb", "unreadable", id="an open bracket"),
        pytest.param("https://a.example:port/cb", "unreadable", id="a port in words"),
        pytest.param("https://a.example:99999/cb", "unreadable", id="a port too high"),
        pytest.param("http://a.example/cb", "http", id="http elsewhere"),
        pytest.param("http://localhost.evil.example/cb", "http", id="nearly localhost"),
        pytest.param("myapp://a.example/cb", "scheme", id="a scheme of its own"),
        pytest.param("https://127.0.0.1/cb", "address", id="an IPv4 address"),
        pytest.param("https://[::1]:8484/cb", "address", id="an IPv6 address"),
        pytest.param("https://a.example/cb?tenant=7", "query", id="a query"),
        pytest.param("https://a.example/cb?", "query", id="an empty query"),
        pytest.param("https://a.example/cb#top", "fragment", id="a fragment"),
        pytest.param("https://a.example/cb#", "fragment", id="an empty fragment"),
        pytest.param("https://user@a.example/cb", "userinfo", id="a user name"),
        pytest.param("https://:word@a.example/cb", "userinfo", id="a password"),
    ],
)
def test_a_uri_that_breaks_a_rule_is_told_which(uri: str, problem: str) -> None:
    assert problems(uri) == [problem]


@pytest.mark.proves("L104")
@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        pytest.param("https://app.example.com/cb", [], id="https"),
        pytest.param("http://localhost/cb", ["localhost", "http"], id="http localhost"),
        pytest.param("https://localhost/cb", ["localhost"], id="https localhost"),
        pytest.param("http://app.example.com/cb", ["http"], id="http"),
    ],
)
def test_production_keys_take_https_elsewhere_only(
    uri: str, expected: list[str]
) -> None:
    assert problems(uri, for_production=True) == expected


def test_several_problems_are_told_together() -> None:
    assert problems("http://10.0.0.1/cb?x=1#y") == [
        "address", "http", "query", "fragment",
    ]  # fmt: skip


def test_every_problem_says_what_to_do_in_a_sentence() -> None:
    (problem,) = lint_redirect_uri("https://a.example/cb?x=1", for_production=False)

    assert problem.says.endswith(".")
    assert "state" in problem.says


@given(TYPED, st.booleans())
def test_whatever_is_typed_is_judged(uri: str, for_production: bool) -> None:  # noqa: FBT001 -- drawn, not chosen
    found = lint_redirect_uri(uri, for_production=for_production)

    assert found or uri.lower().startswith("http")


@pytest.mark.proves("L103")
@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        pytest.param("abc", "abc", None, id="equal"),
        pytest.param(
            "https://a/cb",
            "https://a/cb/",
            Difference(12, "https://a/cb", "", "/"),
            id="a slash at the end",
        ),
        pytest.param(
            "https://a/CB", "https://a/cb", Difference(10, "https://a/", "CB", "cb"),
            id="capitals",
        ),
        pytest.param("", "x", Difference(0, "", "", "x"), id="against nothing"),
        pytest.param("http://a", "https://a", Difference(4, "http", "://a", "s://a"), id="the scheme"),
    ],
)  # fmt: skip
def test_two_uris_differ_where_their_letters_first_do(
    left: str, right: str, expected: Difference | None
) -> None:
    assert find_difference(left, right) == expected


@given(st.text(), st.text())
def test_a_difference_puts_both_texts_together_again(left: str, right: str) -> None:
    found = find_difference(left, right)

    if found is None:
        assert left == right
    else:
        assert found.shared + found.left_rest == left
        assert found.shared + found.right_rest == right
        assert found.position == len(found.shared)
