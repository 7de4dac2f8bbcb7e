"""A visitor to a fresh provider."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.provider import Visitor, open_visitor


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    with open_visitor(tmp_path) as visitor:
        yield visitor
