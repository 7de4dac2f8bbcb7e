"""Somebody on a walk."""

import pytest
from flask import Flask

from tests.support.walking import Walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Return somebody who has just opened the front page."""
    return Walker(app)


@pytest.fixture
def asking(walker: Walker) -> Walker:
    """Return somebody whose request is prepared and not yet made."""
    walker.open("/walk/keys")
    walker.press("Begin")
    walker.press("Prepare the request")
    return walker


@pytest.fixture
def returned(asking: Walker) -> Walker:
    """Return somebody who has consented and come back."""
    asking.consent()
    return asking


@pytest.fixture
def connected(returned: Walker) -> Walker:
    """Return somebody whose walk has tokens."""
    returned.follow("On to exchange")
    returned.press("Exchange the code")
    return returned
