"""Sending alone, without any storing: what the renewal is held against.

``python -m tests.bench.sending ORDER``, as `tests.bench.renewing`. Each thread has a client
of Authlib's of its own, which is the fastest way to use it.
"""

import json
import resource
import ssl
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter
from typing import Any

import httpx2
from authlib.integrations.httpx_client import OAuth2Client

from tests.bench.answering import TOKEN_PATH, refresh_token
from tests.bench.memory import peak_octets
from tests.support import invented

_of_thread = threading.local()


def _client(certificate: str | None) -> Any:
    if not hasattr(_of_thread, "client"):
        verify = (
            ssl.create_default_context(cafile=certificate) if certificate else False
        )
        _of_thread.client = OAuth2Client(
            client_id=invented.CLIENT_ID,
            client_secret=invented.CLIENT_SECRET,
            transport=httpx2.HTTPTransport(verify=verify, trust_env=False),
            timeout=30,
        )
    return _of_thread.client


def main() -> None:
    """Refresh so many connections, so many at a time."""
    order = json.loads(sys.argv[1])

    def refresh(number: int) -> None:
        _client(order["certificate"]).refresh_token(
            order["service"] + TOKEN_PATH, refresh_token=refresh_token(number, 1)
        )

    with ThreadPoolExecutor(order["concurrency"]) as threads:
        before = resource.getrusage(resource.RUSAGE_SELF)
        began = perf_counter()
        list(threads.map(refresh, range(1, order["count"] + 1)))
        seconds = perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    taken = {
        "renewed": order["count"],
        "seconds": seconds,
        "processor_seconds": after.ru_utime
        + after.ru_stime
        - before.ru_utime
        - before.ru_stime,
        "peak_octets": peak_octets(),
    }
    print(json.dumps(taken))  # noqa: T201 -- to who ordered it


if __name__ == "__main__":
    main()
