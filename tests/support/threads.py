"""Several workers at once, each with a session of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

Result = TypeVar("Result")


def at_once(app: Flask, work: Callable[[], Result], *, times: int = 2) -> list[Result]:
    """Do something in several threads that start together."""
    barrier = Barrier(times)

    def start(_number: int) -> Result:
        barrier.wait()
        with app.app_context():
            return work()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(start, range(times)))
