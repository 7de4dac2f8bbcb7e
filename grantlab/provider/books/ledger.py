"""The table of a company's objects."""

import json
import re
from datetime import datetime
from sqlite3 import Connection, Row

from grantlab.provider.books.objects import BookObject, Kind, Members
from grantlab.provider.columns import keep_moment, read_moment

_ADD = """
INSERT INTO book_object (realm_id, kind, sync_token, name, members, created_at, changed_at)
VALUES (?, ?, 0, ?, ?, ?, ?)"""
_CHANGE = """
UPDATE book_object SET sync_token = sync_token + 1, name = ?, members = ?, changed_at = ?
WHERE id = ?"""
_FIND = "SELECT * FROM book_object WHERE realm_id = ? AND kind = ? AND id = ?"
_NAMED = "SELECT id FROM book_object WHERE realm_id = ? AND kind = ? AND name = ?"
_ALL = "SELECT * FROM book_object WHERE realm_id = ? AND kind = ? ORDER BY id"
_ANSWERED = "SELECT answer FROM book_request WHERE realm_id = ? AND request_id = ?"
_KEEP_ANSWER = """
INSERT INTO book_request (realm_id, request_id, answer) VALUES (?, ?, ?)"""

_ID = re.compile(r"[0-9]{1,18}")
"""An ``Id`` that a row can have: SQLite's numbers end before nineteen nines."""


class BookLedger:
    """The objects of one company, over a connection that is open."""

    def __init__(self, connection: Connection, realm_id: str) -> None:
        self._connection = connection
        self._realm_id = realm_id

    def find(self, kind: Kind, identifier: str) -> BookObject | None:
        """Return the object of that ``Id``."""
        if _ID.fullmatch(identifier) is None:
            return None
        row = self._connection.execute(
            _FIND, (self._realm_id, kind, int(identifier))
        ).fetchone()
        return None if row is None else _read(row)

    def is_taken(self, kind: Kind, name: str, *, by_other_than: int | None) -> bool:
        """Whether another object of that kind has this name, in any case."""
        rows = self._connection.execute(_NAMED, (self._realm_id, kind, _key(name)))
        return any(row["id"] != by_other_than for row in rows)

    def add(self, kind: Kind, members: Members, *, at: datetime) -> BookObject:
        """Keep a new object."""
        moment = keep_moment(at)
        name = _key(str(members.get("DisplayName", "")))
        cursor = self._connection.execute(
            _ADD, (self._realm_id, kind, name, json.dumps(members), moment, moment)
        )
        return self._again(kind, cursor.lastrowid)

    def change(self, old: BookObject, members: Members, *, at: datetime) -> BookObject:
        """Keep an object in its place."""
        name = _key(str(members.get("DisplayName", "")))
        values = (name, json.dumps(members), keep_moment(at), old.id)
        self._connection.execute(_CHANGE, values)
        return self._again(old.kind, old.id)

    def all(self, kind: Kind) -> list[BookObject]:
        """Return every object of a kind, the oldest first."""
        rows = self._connection.execute(_ALL, (self._realm_id, kind))
        return [_read(row) for row in rows]

    def answered(self, request_id: str) -> Members | None:
        """Return what a request of that id was answered, if there was one."""
        row = self._connection.execute(
            _ANSWERED, (self._realm_id, request_id)
        ).fetchone()
        if row is None:
            return None
        answer: Members = json.loads(row["answer"])
        return answer

    def keep_answer(self, request_id: str, answer: Members) -> None:
        """Keep what a request was answered, for when it comes again."""
        self._connection.execute(
            _KEEP_ANSWER, (self._realm_id, request_id, json.dumps(answer))
        )

    def _again(self, kind: Kind, number: int | None) -> BookObject:
        row = self._connection.execute(_FIND, (self._realm_id, kind, number)).fetchone()
        return _read(row)


def _key(name: str) -> str:
    """Return a name as names are compared; as ASCII, for it may be no proper text."""
    return json.dumps(name.casefold())


def _read(row: Row) -> BookObject:
    return BookObject(
        id=row["id"],
        kind=Kind(row["kind"]),
        sync_token=row["sync_token"],
        members=json.loads(row["members"]),
        created_at=read_moment(row["created_at"]),
        changed_at=read_moment(row["changed_at"]),
    )
