"""How long the long tests are: in full by ``make test-full``, else shortened."""

import os

FULL = os.environ.get("GRANTLAB_TESTS") == "full"


def repetitions(*, full: int, short: int) -> int:
    """Return how often something is tried, as the run was asked for."""
    return full if FULL else short
