"""Secrets hide themselves, and can still be told apart."""

import logging
import pickle
from collections.abc import Callable

import pytest

from grantlab.protocol.secret import Secret, fingerprint_of

VALUE = "RT1-1-H0-1790000000inventedrefresh00000"


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    "show",
    [
        pytest.param(repr, id="repr"),
        pytest.param(str, id="str"),
        pytest.param(lambda secret: f"{secret}", id="f-string"),
        pytest.param(lambda secret: f"{secret!r}", id="f-string with repr"),
        pytest.param("{}".format, id="format"),
        pytest.param(lambda secret: "%s" % secret, id="percent sign"),  # noqa: UP031 -- what is tried
        pytest.param(lambda secret: repr([{"token": secret}]), id="inside a list"),
        pytest.param(lambda secret: str(ValueError(secret)), id="inside an error"),
    ],
)
def test_a_secret_is_shown_as_its_fingerprint(show: Callable[[Secret], str]) -> None:
    shown = show(Secret(VALUE))

    assert VALUE not in shown
    assert fingerprint_of(VALUE) in shown


@pytest.mark.proves("L705")
def test_a_logged_secret_is_its_fingerprint(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("invented").warning("sent %s", Secret(VALUE))

    assert VALUE not in caplog.text
    assert fingerprint_of(VALUE) in caplog.text


def test_a_secret_cannot_be_pickled_into_the_clear() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(VALUE))


def test_a_fingerprint_is_the_beginning_of_the_sha_256_of_the_value() -> None:
    # printf %s abc | sha256sum
    assert Secret("abc").fingerprint == "ba7816bf8f01"


def test_secrets_of_one_value_are_equal_and_found_by_each_other() -> None:
    assert Secret("a") == Secret("a")
    assert {Secret("a"): "found"}[Secret("a")] == "found"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Secret("b"), id="another value"),
        pytest.param("a", id="the bare text"),
        pytest.param(None, id="nothing"),
    ],
)
def test_a_secret_equals_nothing_else(other: object) -> None:
    assert Secret("a") != other


def test_a_secret_of_any_letters_can_be_compared() -> None:
    assert Secret("clé").matches(Secret("clé"))
    assert not Secret("clé").matches(Secret("cle"))
