"""The inside of our own store, and what our application writes, as the checks look at it."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from blueprints.connections.export import export_record
from blueprints.connections.record import read_record
from blueprints.joining import open_vault
from blueprints.keys import key_source
from blueprints.services import EXTENSION, Services
from blueprints.verification.browsing import Browser, whole_text
from blueprints.verification.listening import listening
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.store.checking import open_everything
from grantlab.store.database import db
from grantlab.store.models import TokenGeneration
from grantlab.store.rekeying import rekey
from grantlab.store.sealed_values import used_key_ids
from grantlab.vault.errors import UnsealError
from grantlab.vault.key_ring import split_ring
from grantlab.verification.ports import Brought

SERVICES_OWN = "provider."
"""What the names of the files begin with in which the service under test keeps its own."""

_COMPANY_CALL = {
    "method": "GET",
    "url": "{{api_base}}/v3/company/{{realm_id}}/companyinfo/{{realm_id}}",
    "auth": "bearer",
}
"""The playground's form with a call of the company, as it would be filled in."""


class Keeping:
    """Looks into the directory of an application that nobody else uses; see the port."""

    def __init__(self, app: Flask, instance: Path) -> None:
        self._app = app
        self._instance = instance
        self._parts: Services = app.extensions[EXTENSION]
        self._browser = Browser(app)

    def stored_values(self, connection: int) -> Mapping[str, object]:
        with self._app.app_context():
            rows = db.session.execute(
                text("SELECT * FROM token_generation WHERE connection_id = :id"),
                {"id": connection},
            )
            return {
                f"token_generation/{row.id}/{name}": value
                for row in rows
                for name, value in row._mapping.items()  # noqa: SLF001 -- SQLAlchemy's public name
            }

    def finds(self, value: Secret) -> tuple[str, ...]:
        wanted = value.reveal().encode()
        return tuple(
            path.name
            for path in sorted(self._instance.rglob("*"))
            if path.is_file()
            and not path.name.startswith(SERVICES_OWN)
            and wanted in path.read_bytes()
        )

    def put(self, place: str, octets: bytes) -> None:
        _, row_id, column = place.split("/")
        with self._app.app_context():
            row = db.session.get_one(TokenGeneration, int(row_id))
            setattr(row, column, octets)
            db.session.commit()

    def opens(self, place: str) -> bool:
        _, row_id, column = place.split("/")
        parts = self._parts
        with self._app.app_context():
            row = db.session.get_one(TokenGeneration, int(row_id))
            if column == "sealed_refresh_token":
                return _opens(lambda: parts.generations.refresh_token(row))
            held = parts.access_tokens.held(row.connection_id)
            # A live token is read past the repository, by a way that knows its own place.
            return _opens(lambda: parts.generations.access_token(row)) or (
                held.generation_id == row.id
                and _opens(lambda: parts.access_tokens.open(held))
            )

    def put_new_key(self) -> None:
        source = key_source(self._parts.settings, self._parts.entropy)
        source.put(source.with_new_key())

    def seal_again(self, *, meanwhile: Callable[[], None]) -> None:
        # A vault of its own, as the command has in its own process.
        vault = open_vault(self._parts.settings, self._parts.entropy)
        with self._app.app_context():
            rekey(db.engine, vault, tell=lambda _: meanwhile())

    def keys_in_use(self) -> int:
        with self._app.app_context():
            return len(used_key_ids(db.engine))

    def retire_older_keys(self) -> None:
        source = key_source(self._parts.settings, self._parts.entropy)
        file = self._instance / source.name
        ring = split_ring(file.read_text())
        source.put(f"index:{ring.index}\n{ring.keys[0]}\n")

    def unopened(self) -> int:
        vault = open_vault(self._parts.settings, self._parts.entropy)
        with self._app.app_context():
            return open_everything(db.engine, vault).unopened

    def listening(self) -> AbstractContextManager[list[str]]:
        return listening()

    @property
    def browser(self) -> str:
        return self._browser.digest

    def bring(self, parameters: Pairs) -> Brought:
        answer = self._browser.get("/walk/callback", parameters)
        location = answer.headers.get("Location", "")
        return Brought(
            status=answer.status_code,
            location=location,
            page=whole_text(self._browser.get(location)),
        )

    def pages_of(self, connection: int) -> Mapping[str, str]:
        browser = self._browser
        paths = (
            "/connections",
            f"/connections/{connection}?all",
            f"/diagnose/connections/{connection}",
            "/playground/history",
            "/connections/0",
        )
        pages = {path: whole_text(browser.get(path)) for path in paths}
        chosen = {
            "environment": self._environment_of(connection),
            "connection": str(connection),
        }
        for path in ("/playground/send", "/playground/code"):
            pages[path] = whole_text(browser.post(path, **chosen, **_COMPANY_CALL))
        return pages

    def exports_of(self, connection: int) -> Mapping[str, str]:
        browser = self._browser
        report = f"/diagnose/connections/{connection}/report"
        exports = {
            f"diagnosis report, {form}": whole_text(
                browser.get(report, (("as", form),))
            )
            for form in ("html", "markdown", "json")
        }
        exports["history, HAR"] = whole_text(browser.get("/playground/history/export"))
        with self._app.app_context():
            record = read_record(connection, self._parts)
            exports["evidence file"] = json.dumps(export_record(record, self._parts))
        return exports

    def _environment_of(self, connection: int) -> str:
        with self._app.app_context():
            return self._parts.connections.get(connection).environment.value


def _opens(read: Callable[[], object]) -> bool:
    try:
        read()
    except UnsealError:
        return False
    return True
