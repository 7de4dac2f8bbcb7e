"""How long a page takes the server, and what a first visit weighs."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from urllib.parse import urljoin

from app import create_app
from blueprints.walkthrough.steps import STEPS
from grantlab.settings import Settings
from grantlab.store.database import db
from grantlab.store.models import StoredRoundTrip
from tests.support.walking import Walker

ROUND_TRIPS = 100
ROUNDS = 60
READ = ("/learn", "/learn/statements", "/learn/causes", "/learn/glossary")
"""Pages whose text is long."""

_ASSET = re.compile(r'(?:href|src)="(/static/[^"]+)"')
_IMPORT = re.compile(r'from "(\./[^"]+)"')


@dataclass(frozen=True)
class PageFigure:
    """One page: its median time, and the octets of a first visit to it."""

    name: str
    milliseconds: float
    octets: int


def measure_pages() -> list[PageFigure]:
    """Walk to a walk with 100 round trips, and ask for each of its steps."""
    with tempfile.TemporaryDirectory() as folder:
        walker = Walker(create_app(Settings(instance=Path(folder))))
        walker.connect()
        walker.follow("On to tokens")
        address = walker.page.request.full_path
        walker.open(address.replace("/tokens", "/refresh"))
        walker.press("Refresh now")
        _fill(walker)
        pages = [address.replace("/tokens", f"/{step.id}") for step in STEPS]
        return _measure(walker, [*pages, "/connections/1", "/playground", *READ])


def _fill(walker: Walker) -> None:
    """Repeat the last round trip until there are a hundred."""
    with walker.app.app_context():
        kept = db.session.query(StoredRoundTrip).order_by(StoredRoundTrip.id).all()
        columns = [
            column.name
            for column in StoredRoundTrip.__table__.columns
            if column.name != "id"
        ]
        pattern = {name: getattr(kept[-1], name) for name in columns}
        db.session.add_all(
            StoredRoundTrip(**pattern) for _ in range(ROUND_TRIPS - len(kept))
        )
        db.session.commit()


def _measure(walker: Walker, addresses: list[str]) -> list[PageFigure]:
    """Ask for each page once in every round, so that noise falls on all alike."""
    times: dict[str, list[float]] = {address: [] for address in addresses}
    texts: dict[str, str] = {}
    for _ in range(ROUNDS):
        for address in addresses:
            began = perf_counter()
            answer = walker.client.get(address, base_url=walker.address)
            texts[address] = answer.text
            times[address].append((perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{address} answered {answer.status_code}")
    return [
        PageFigure(
            name=address.split("?", maxsplit=1)[0],
            milliseconds=median(times[address]),
            octets=weigh_first_visit(walker, text),
        )
        for address, text in texts.items()
    ]


def weigh_first_visit(walker: Walker, text: str) -> int:
    """Return the octets of a page and of all its assets, imported modules included."""
    found: dict[str, int] = {}
    waiting = _ASSET.findall(text)
    while waiting:
        asset = waiting.pop()
        if asset in found:
            continue
        with walker.client.get(asset, base_url=walker.address) as answer:
            body = answer.data
        found[asset] = len(body)
        if asset.endswith(".js"):
            waiting += [urljoin(asset, name) for name in _IMPORT.findall(body.decode())]
    return len(text.encode()) + sum(found.values())
