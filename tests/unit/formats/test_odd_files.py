"""Files of Postman and of browsers in which something stands that does not belong there."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest

from grantlab.formats.errors import ImportedFileError
from grantlab.formats.har_reader import read_har
from grantlab.formats.postman_environment import read_environment
from grantlab.formats.postman_reader import read_collection

COLLECTION = {
    "info": {"name": "C", "description": {"content": "d"}, "schema": "v2.1.0"},
    "auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "v"}]},
    "event": [{"listen": "test", "script": {"exec": ["x"]}}],
    "variable": [{"key": "a", "value": "b", "type": "secret", "disabled": True}],
    "item": [
        {
            "name": "F",
            "auth": {"type": "basic", "basic": [{"key": "username", "value": "u"}]},
            "item": [
                {
                    "name": "R",
                    "response": [{"name": "e"}],
                    "request": {
                        "method": "POST",
                        "auth": {"type": "bearer", "bearer": {"token": "x"}},
                        "header": [{"key": "k", "value": "v", "disabled": True}],
                        "url": {
                            "raw": "https://h/:id/x?a=b#f",
                            "query": [{"key": "a", "value": "b"}],
                            "variable": [{"key": "id", "value": "7"}],
                        },
                        "body": {
                            "mode": "raw",
                            "raw": "{}",
                            "options": {"raw": {"language": "json"}},
                        },
                    },
                }
            ],
        },
        {
            "request": {
                "url": {
                    "protocol": "https",
                    "host": ["h", {"value": "b"}],
                    "port": "80",
                    "path": ["v3", {"value": "q"}],
                },
                "header": "A: b\nC: d",
                "body": {"mode": "urlencoded", "urlencoded": [{"key": "a"}]},
                "auth": {
                    "type": "apikey",
                    "apikey": [{"key": "key", "value": "Authorization"}],
                },
            }
        },
        {"request": "http://h/"},
    ],
}
ENVIRONMENT = {"name": "E", "values": [{"key": "a", "value": "b", "enabled": True}]}
HAR = {
    "log": {
        "entries": [
            {
                "startedDateTime": "2026-01-01T00:00:00.000Z",
                "time": 5,
                "request": {
                    "method": "POST",
                    "url": "https://h/x",
                    "headers": [{"name": "authorization", "value": "Basic YTpi"}],
                    "postData": {
                        "mimeType": "application/x-www-form-urlencoded",
                        "params": [{"name": "a", "value": "b"}],
                    },
                },
                "response": {
                    "status": 200,
                    "statusText": "OK",
                    "headers": [{"name": "a", "value": "b"}],
                    "content": {"text": "YWJj", "encoding": "base64"},
                },
                "timings": {"dns": 1, "connect": 2, "ssl": 1, "wait": 3, "receive": 1},
            }
        ]
    }
}
ODD: tuple[object, ...] = (
    None, True, -1, 5, 1e400, 10**400, "", "x", "é\x00\ud800\u202e", "https://[::1", "{{",
    "9999-12-31T23:59:59-14:00", [], [1], [None], [[]], ["x"], {}, {"value": {}},
    [{"key": 1, "value": []}],
)  # fmt: skip

Place = tuple[str | int, ...]


def places_in(value: object, place: Place = ()) -> Iterator[Place]:
    """Give the way to everything that a file holds."""
    yield place
    match value:
        case dict():
            for name, inner in value.items():
                yield from places_in(inner, (*place, name))
        case list():
            for number, inner in enumerate(value):
                yield from places_in(inner, (*place, number))


def with_odd(file: Any, place: Place, odd: object) -> object:
    """Return a copy of the file in which something else stands in one place."""
    if not place:
        return odd
    inner = changed = deepcopy(file)
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = odd
    return changed


@pytest.mark.parametrize(
    ("read", "file"),
    [
        pytest.param(read_collection, COLLECTION, id="collection"),
        pytest.param(read_environment, ENVIRONMENT, id="environment"),
        pytest.param(read_har, HAR, id="HAR"),
    ],
)
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd)[:20])
def test_whatever_stands_anywhere_is_read_or_refused_in_words(
    read: Callable[[str], object], file: object, odd: object
) -> None:
    for place in places_in(file):
        # A file that is refused as a whole says so; any other error is a defect.
        with suppress(ImportedFileError):
            read(json.dumps(with_odd(file, place, odd)))
