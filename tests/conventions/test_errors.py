"""Every expected error has a name of its own."""

import re
from collections import Counter

import pytest

from grantlab.errors import GrantlabError
from tests.conventions.sources import import_everything


def every_error() -> list[type[GrantlabError]]:
    """Return the errors of all rooms, the root included."""
    import_everything()
    found, waiting = list[type[GrantlabError]](), [GrantlabError]
    while waiting:
        error = waiting.pop()
        found.append(error)
        waiting += error.__subclasses__()
    return [error for error in found if not error.__module__.startswith("tests.")]


EVERY_ERROR = [pytest.param(error, id=error.__name__) for error in every_error()]


def test_slugs_are_unique() -> None:
    counted = Counter(error.slug for error in every_error())

    assert [slug for slug, times in counted.items() if times > 1] == []


@pytest.mark.parametrize("error", EVERY_ERROR)
def test_an_error_has_a_slug_of_its_own_that_can_stand_in_an_address(
    error: type[GrantlabError],
) -> None:
    assert "slug" in vars(error)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", error.slug)


@pytest.mark.parametrize("error", EVERY_ERROR)
def test_an_error_says_in_one_sentence_what_happened(
    error: type[GrantlabError],
) -> None:
    first_line = (error.__doc__ or "").splitlines()[0]

    assert error.__name__.endswith("Error")
    assert re.fullmatch(r"[A-Z].+\.", first_line)
