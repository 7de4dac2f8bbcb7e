"""How fast a good access token is handed out, beside the way of the articles and a floor."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import flask_migrate
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from pydantic import SecretStr
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app import create_app
from blueprints.services import EXTENSION, Services
from grantlab.flows.live_access_token import live_access_token
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.runtime.clock import SystemClock
from grantlab.runtime.entropy import SystemEntropy
from grantlab.settings import Settings
from grantlab.store.access_tokens import CURRENT, HeldToken
from grantlab.store.database import MIGRATIONS, db
from tests.support.postgres import is_installed, running_cluster

HEADING = "## A live access token"
ARTICLES = "Flask-SQLAlchemy row + Fernet"
CONNECTIONS = 100
ROUNDS = 7
CALLS = 1_000
ACCESS_TOKEN = "eyJ" + "a" * 1_000
"""As long as Intuit's access tokens are, about."""

Ask = Callable[[int], str]
"""Returns the access token of a connection that has this number."""


@dataclass(frozen=True)
class LiveTokenFigure:
    """One way of having the token: calls in a second, the median of all rounds."""

    name: str
    per_second: float


def measure_live_token() -> list[LiveTokenFigure]:
    """Ask SQLite in every way in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with (
            _ours(path) as (ours, through_core),
            _of_the_articles(path) as theirs,
            _floor(path) as floor,
        ):
            return _measure(
                {
                    "`live_access_token`": ours,
                    ARTICLES: theirs,
                    "its statement and its opening through SQLAlchemy Core": through_core,
                    "`sqlite3` by key + AES-256-GCM": floor,
                }
            )


def measure_live_token_of_a_server() -> list[LiveTokenFigure]:
    """Ask a PostgreSQL server on this machine, if one is installed, in two ways in turn."""
    if not is_installed():
        return []
    with tempfile.TemporaryDirectory() as folder, running_cluster(durable=True) as it:
        path, database = Path(folder), it.make_database()
        _migrate(it.url(database))
        with (
            _ours(path, it.url(database)) as (ours, _),
            _of_the_articles(path, it.url(it.make_database())) as theirs,
        ):
            return _measure({"`live_access_token`": ours, ARTICLES: theirs})


def _measure(ways: Mapping[str, Ask]) -> list[LiveTokenFigure]:
    """Ask round after round, so that noise falls on all ways alike."""
    for ask in ways.values():
        _check(ask)
    rates: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, ask in ways.items():
            rates[name].append(_rate(ask))
    return [LiveTokenFigure(name, median(found)) for name, found in rates.items()]


def _migrate(url: str) -> None:
    app = Flask("migrations")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(app)
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()


def describe_live_token(
    figures: list[LiveTokenFigure], of_a_server: list[LiveTokenFigure]
) -> str:
    """Return the section of the report; without a server, it has no word of one."""
    ours, theirs = figures[:2]
    lines = [
        HEADING,
        "",
        f"A good token of one of {CONNECTIONS} connections, asked for by one thread: {CALLS} calls a round, median of",
        f"{ROUNDS} rounds, the ways in turn. SQLite on disk, WAL. The second is what the founding documents' articles do,",
        "the third leaves out every judgement, the last is the least that reading and opening can take.",
        "",
        "| way | calls a second | beside the articles' way |",
        "|---|---|---|",
    ]
    lines += [
        f"| {figure.name} | {figure.per_second:,.0f} | {figure.per_second / theirs.per_second:.1f} × |"
        for figure in figures
    ]
    verdict = "reached" if ours.per_second >= 4 * theirs.per_second else "missed"
    lines += ["", f"Wanted: 4 ×, {verdict}."]
    if of_a_server:
        ours, theirs = of_a_server
        verdict = "reached" if ours.per_second >= 3 * theirs.per_second else "missed"
        lines += [
            "",
            (
                "The same with PostgreSQL, over its socket on this machine: "
                f"{ours.per_second:,.0f} calls a second by {ours.name},"
            ),
            (
                f"{theirs.per_second:,.0f} the articles' way: "
                f"{ours.per_second / theirs.per_second:.1f} ×. Wanted: 3 ×, {verdict}."
            ),
        ]
    return "\n".join([*lines, ""])


def _rate(ask: Ask) -> float:
    began = perf_counter()
    for number in range(CALLS):
        ask(number % CONNECTIONS + 1)
    return CALLS / (perf_counter() - began)


def _check(ask: Ask) -> None:
    for number in range(1, CONNECTIONS + 1):
        if ask(number) != ACCESS_TOKEN:
            raise RuntimeError("a way did not bring the token")


@contextmanager
def _ours(folder: Path, url: str | None = None) -> Iterator[tuple[Ask, Ask]]:
    keys = KeyPair("ABinvented", Secret("invented"))
    settings = Settings(
        instance=folder / "ours", database_url=None if url is None else SecretStr(url)
    )
    app = create_app(settings)
    parts: Services = app.extensions[EXTENSION]
    with app.app_context():
        for number in range(CONNECTIONS):
            _consent(parts, str(9_130_000_000_000_000 + number), keys.client_id)
        live_parts, engine = parts.live_parts, db.engine

        def ask(number: int) -> str:
            return live_access_token(
                number,
                asked_by="bench",
                environments=parts.environments,
                parts=live_parts,
            ).access_token.reveal()

        def ask_through_core(number: int) -> str:
            with engine.connect() as connection:
                row = connection.execute(CURRENT, {"connection_id": number}).one()
            return parts.access_tokens.open(HeldToken._make(row)).reveal()

        yield ask, ask_through_core
        db.session.remove()
        db.engine.dispose()


def _consent(parts: Services, realm_id: str, client_id: str) -> None:
    now = parts.machine_clock.now()
    connection = parts.connections.open_for(
        environment=Environment.SANDBOX,
        realm_id=realm_id,
        client_id=client_id,
        scopes=("com.intuit.quickbooks.accounting",),
        now=now,
    )
    tokens = TokenSet(
        access_token=Secret(ACCESS_TOKEN),
        refresh_token=Secret(f"invented-{realm_id}"),
        id_token=None,
        access_expires_at=now + timedelta(hours=1),
        refresh_expires_at=now + timedelta(days=100),
        hard_expires_at=None,
        received_at=now,
    )
    parts.generations.commit_consent(
        connection, tokens, walk_id=None, asked_by="bench", keep_values=False
    )


class _Base(DeclarativeBase):
    """The tables of the articles' way."""


class _QuickBooksToken(_Base):
    """A row as the articles have it: tokens under Fernet, and when they end."""

    __tablename__ = "quickbooks_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    realm_id: Mapped[str]
    access_token: Mapped[bytes]
    refresh_token: Mapped[bytes]
    expires_at: Mapped[datetime]


@contextmanager
def _of_the_articles(folder: Path, url: str | None = None) -> Iterator[Ask]:
    """Read a row by Flask-SQLAlchemy, look at its deadline, and open it with Fernet."""
    fernet, clock = Fernet(Fernet.generate_key()), SystemClock()
    database = SQLAlchemy(metadata=_Base.metadata)
    app = Flask("articles")
    in_a_file = f"sqlite:///{folder / 'articles.sqlite'}"
    app.config["SQLALCHEMY_DATABASE_URI"] = url or in_a_file
    database.init_app(app)
    with app.app_context():
        database.create_all()
        if url is None:
            with database.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        for number in range(CONNECTIONS):
            database.session.add(
                _QuickBooksToken(
                    realm_id=str(number),
                    access_token=fernet.encrypt(ACCESS_TOKEN.encode()),
                    refresh_token=fernet.encrypt(b"invented"),
                    expires_at=clock.now().replace(tzinfo=None) + timedelta(hours=1),
                )
            )
        database.session.commit()

        def ask(number: int) -> str:
            row = database.session.get_one(_QuickBooksToken, number)
            if row.expires_at <= clock.now().replace(tzinfo=None):
                raise RuntimeError("it is over")
            token = fernet.decrypt(row.access_token).decode()
            # Else the next call would be answered from memory, with what was read once.
            database.session.rollback()
            return token

        yield ask
        database.engine.dispose()


@contextmanager
def _floor(folder: Path) -> Iterator[Ask]:
    """One held connection, one statement by primary key, one opening."""
    cipher = AESGCM(AESGCM.generate_key(256))
    entropy = SystemEntropy()
    connection = sqlite3.connect(folder / "floor.sqlite")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE token (id INTEGER PRIMARY KEY, sealed BLOB)")
    for number in range(1, CONNECTIONS + 1):
        nonce = entropy.octets(12)
        sealed = nonce + cipher.encrypt(nonce, ACCESS_TOKEN.encode(), b"token")
        connection.execute("INSERT INTO token VALUES (?, ?)", (number, sealed))
    connection.commit()

    def ask(number: int) -> str:
        (sealed,) = connection.execute(
            "SELECT sealed FROM token WHERE id = ?", (number,)
        ).fetchone()
        return cipher.decrypt(sealed[:12], sealed[12:], b"token").decode()

    yield ask
    connection.close()
