"""How long a large collection takes the server to be opened."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final

from app import create_app
from grantlab.settings import Settings
from tests.support.walking import Walker

REQUESTS: Final = 300
FOLDERS: Final = 15
ROUNDS: Final = 40
LIMIT_MS: Final = 100


@dataclass(frozen=True)
class OpeningFigure:
    """One page over the collection, and its median time."""

    says: str
    milliseconds: float


def measure_opening() -> tuple[OpeningFigure, ...]:
    """Import a collection of 300 requests, and open it in the three ways there are."""
    with tempfile.TemporaryDirectory() as folder:
        walker = Walker(create_app(Settings(instance=Path(folder))))
        walker.open("/playground/import")
        walker.press("Import it", text=json.dumps(_collection()))
        address = walker.page.request.path
        handle = address.rpartition("/")[2]
        addresses = {
            "its page, with buttons": address,
            "the column of kept requests": f"/playground/collections?collection={handle}",
            "a search in it": f"/playground/collections?collection={handle}&q=invoice+7",
        }
        return tuple(
            OpeningFigure(says, _median_ms(walker, at))
            for says, at in addresses.items()
        )


def describe_opening() -> str:
    """Return the table of the report."""
    lines = [
        f"A collection of {REQUESTS} requests in {FOLDERS} folders, kept sealed and opened for each answer; the server's time,",
        f"median of {ROUNDS}.",
        "",
        "| what is opened | time | wanted |",
        "|---|---|---|",
    ]
    lines += [
        f"| {one.says} | {one.milliseconds:.0f} ms | < {LIMIT_MS} ms |"
        for one in measure_opening()
    ]
    return "\n".join([*lines, ""])


def _median_ms(walker: Walker, address: str) -> float:
    times = []
    for _ in range(ROUNDS):
        began = perf_counter()
        answer = walker.client.get(address, base_url=walker.address)
        times.append((perf_counter() - began) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
    return median(times)


def _collection() -> dict[str, object]:
    """Return a collection as Postman writes one, with what real requests carry."""
    inside = REQUESTS // FOLDERS
    return {
        "info": {"name": "Three hundred", "schema": "v2.1.0"},
        "item": [
            {
                "name": f"Folder {number}",
                "item": [_request(number * inside + place) for place in range(inside)],
            }
            for number in range(FOLDERS)
        ],
    }


def _request(number: int) -> dict[str, object]:
    return {
        "name": f"Create invoice {number}",
        "request": {
            "method": "POST",
            "url": f"{{{{api_base}}}}/v3/company/{{{{realm_id}}}}/invoice?number={number}",
            "header": [
                {"key": "Accept", "value": "application/json"},
                {"key": "Request-Id", "value": f"{number}"},
            ],
            "auth": {
                "type": "bearer",
                "bearer": [{"key": "token", "value": "{{access_token}}"}],
            },
            "body": {
                "mode": "raw",
                "raw": json.dumps(
                    {"Line": [{"Amount": number}], "CustomerRef": {"value": "1"}}
                ),
                "options": {"raw": {"language": "json"}},
            },
        },
    }
