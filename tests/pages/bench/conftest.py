"""Somebody at the bench."""

import pytest
from flask import Flask

from tests.pages.bench.user import BenchUser


@pytest.fixture
def user(app: Flask) -> BenchUser:
    """Return somebody who has just opened the bench; nothing is issued yet."""
    return BenchUser(app)


@pytest.fixture
def holder(app: Flask) -> BenchUser:
    """Return somebody who has connected a company, and then opened the bench."""
    user = BenchUser(app)
    user.connect()
    user.open("/bench")
    return user
