"""The inside of our own store, as the checks look at it."""

from collections.abc import Mapping
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from grantlab.protocol.secret import Secret
from grantlab.store.database import db


class Keeping:
    """Looks into the database of an application that nobody else uses; see the port."""

    def __init__(self, app: Flask, instance: Path) -> None:
        self._app = app
        self._instance = instance

    def stored_values(self, connection: int) -> Mapping[str, object]:
        with self._app.app_context():
            rows = db.session.execute(
                text("SELECT * FROM token_generations WHERE connection_id = :id"),
                {"id": connection},
            )
            return {
                f"token_generations/{row.id}/{name}": value
                for row in rows
                for name, value in row._mapping.items()  # noqa: SLF001 -- SQLAlchemy's public name
            }

    def finds(self, value: Secret) -> tuple[str, ...]:
        wanted = value.reveal().encode()
        return tuple(
            path.name
            for path in sorted(self._instance.rglob("*"))
            if path.is_file() and wanted in path.read_bytes()
        )
