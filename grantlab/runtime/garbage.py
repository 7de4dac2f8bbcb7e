"""How often the process looks for garbage that only the collector can find."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

NEW_OBJECTS = 20_000
"""How many objects are new before they are looked through; Python's own 700 is for less."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cyclic garbage seldom meanwhile; what is counted is let go as ever.

    Many requests in flight keep some thousands of objects alive that are no garbage. With
    Python's own threshold they are looked through several times for each answer, and all
    that the program has ever loaded along with them.
    """
    kept = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *kept[1:])
    try:
        yield
    finally:
        gc.set_threshold(*kept)
