"""Somebody who looks at a connection."""

import pytest
from flask import Flask

from tests.support.walking import Walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody who has just connected a company, and looks at its connection."""
    walker = Walker(app)
    walker.connect()
    walker.open("/connections/1")
    return walker
