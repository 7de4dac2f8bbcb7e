"""How long to wait after an answer that did not come, before trying again."""

from datetime import timedelta

FIRST = timedelta(seconds=2)
"""The longest wait after the first failure; it doubles with each one that follows."""

LONGEST = timedelta(minutes=5)
"""No wait is longer: inside a margin of ten minutes there is always another try."""

CHANCE_LENGTH = 8
"""How many octets of chance a wait is drawn with."""


def back_off(failures: int, *, chance: bytes) -> timedelta:
    """Return how long to wait after so many failures in a row, by the luck of ``chance``.

    Full jitter: anything between nothing and a ceiling that doubles up to `LONGEST`.
    Connections that failed together, because the service was down for all of them, are
    spread over the whole wait and do not come back together.

    Source: AWS Architecture Blog, "Exponential Backoff And Jitter", full jitter.
    """
    doublings = min(max(failures, 1) - 1, (LONGEST // FIRST).bit_length())
    ceiling = min(FIRST * (1 << doublings), LONGEST)
    return ceiling * (int.from_bytes(chance) / (1 << 8 * len(chance)))
