"""What some tests need of the machine, and what happens where it is not there."""

import os
from typing import NoReturn

import pytest

VARIABLE = "TESTS_NEED"
"""Lists, with commas, what has to be there: missing, it fails a test and skips none."""


def missing(need: str, words: str) -> NoReturn:
    """Skip the test, or fail it where this need may not be missing."""
    if need in os.environ.get(VARIABLE, "").split(","):
        pytest.fail(f"{need}: {words}")
    pytest.skip(words)
