"""A file that somebody chose or pasted: told apart, read, and what of it is whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage

from blueprints.playground.saving import LONGEST_NAME
from blueprints.sentences import as_sentence
from grantlab.formats.errors import ImportedFileError
from grantlab.formats.har_reader import read_har
from grantlab.formats.json_reading import LARGEST, Skipped, read_file
from grantlab.formats.postman_environment import read_environment
from grantlab.formats.postman_reader import MOST_REQUESTS, read_collection
from grantlab.playground.collection import Collection, SavedRequest
from grantlab.playground.hiding import hide_in_text, hide_in_url
from grantlab.playground.request import PlaygroundRequest
from grantlab.playground.variables import VariableSet
from grantlab.protocol.round_trip import Pairs

ANY: Final = "a file of Postman or a HAR"
EMPTY: Final = "There is nothing in it. Paste a file, or choose one."
NO_TEXT: Final = "This file is no text in UTF-8, so it is neither Postman's nor a HAR."
TOO_MUCH: Final = (
    f"That is more than {LARGEST // 1024 // 1024} MiB. Export less at once."
)
NOTHING_WHOLE: Final = "Nothing in it is whole, so nothing was imported."


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file came to: one of the two, or the sentence that refuses it."""

    collection: Collection | None = None
    variables: VariableSet | None = None
    left_out: Pairs = ()
    problem: str = ""


def read_imported(
    form: Mapping[str, str], files: Mapping[str, FileStorage]
) -> Imported:
    """Read what was chosen or, if nothing was, what was pasted."""
    file = files.get("file")
    octets = b"" if file is None else file.read()
    try:
        text = octets.decode("utf-8-sig") if octets else form.get("text", "")
    except UnicodeDecodeError:
        return Imported(problem=NO_TEXT)
    if not text.strip():
        return Imported(problem=EMPTY)
    try:
        return _read(text, named=file.filename if file is not None and octets else None)
    except ImportedFileError as exc:
        return Imported(problem=as_sentence(str(exc)))


def _read(text: str, *, named: str | None) -> Imported:
    members = read_file(text, kind=ANY).members
    if "log" in members:
        har = read_har(text)
        if not har.sent_requests:
            return Imported(left_out=_told(har.skipped), problem=NOTHING_WHOLE)
        requests = tuple(_saved(one.request) for one in har.sent_requests)
        collection = Collection(named or "From a HAR file", requests[:MOST_REQUESTS])
        return Imported(collection=collection, left_out=_told(har.skipped))
    if "values" in members and "item" not in members:
        environment = read_environment(text)
        return Imported(
            variables=environment.variables, left_out=_told(environment.skipped)
        )
    reading = read_collection(text)
    return Imported(collection=reading.collection, left_out=_told(reading.skipped))


def _saved(request: PlaygroundRequest) -> SavedRequest:
    where = _where(hide_in_url(request.url))
    return SavedRequest(
        f"{hide_in_text(request.method)} {where}"[:LONGEST_NAME], request
    )


def _where(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts.path if len(parts.path) > 1 else parts.netloc or url


def _told(skipped: tuple[Skipped, ...]) -> Pairs:
    return tuple((one.path, one.why) for one in skipped)
