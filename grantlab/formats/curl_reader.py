"""A curl command as a request: what browsers and documents offer to copy.

Source: the manual page of curl. A test sends the same lines with curl itself and
compares what arrives with what is read here.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from grantlab.formats.cmd_words import is_for_cmd, split_cmd
from grantlab.formats.command_line import Command, Word
from grantlab.formats.curl_arguments import Arguments, shown
from grantlab.formats.curl_draft import Draft, Piece, WrittenHeader
from grantlab.formats.shell_words import split_shell
from grantlab.playground.json_lint import lint_json
from grantlab.playground.request import (
    FORM,
    JSON,
    Auth,
    Body,
    Entry,
    FormBody,
    JsonBody,
    NoBody,
    PlaygroundRequest,
    RawBody,
    essence_of,
    read_authorization,
    without_implied,
)
from grantlab.playground.variables import split_uses

LONGEST: Final = 1024 * 1024
"""Characters of a command that is read."""

MOST_FIELDS: Final = 1000
"""Fields of a form; what has more is kept as its text."""

MOST_WORDS: Final = 2000

_PROMPT = re.compile(r"\s*[$%>#][ \t]+(?=\S)")
_CURL = re.compile(r"(?:.*[/\\])?curl(?:\.exe)?", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|\{\{")
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class CurlReading:
    """What a command would send, and what of it has no place in a request."""

    request: PlaygroundRequest
    notes: tuple[str, ...] = ()
    """Sentences on what was left out."""


def is_curl(text: str) -> bool:
    """Whether a pasted text looks like a curl command, and not like an address."""
    first = _without_prompt(text).split(None, 1)[:1]
    return bool(first) and _CURL.fullmatch(first[0].strip("^\"'")) is not None


def read_curl(text: str) -> CurlReading:
    """Read one curl command, quoted for a POSIX shell or for Windows' cmd.

    Raises:
        CurlLineError: it cannot be read, or does what cannot be done here.
    """
    draft = Draft(text)
    if len(text) > LONGEST:
        raise draft.problem(LONGEST, "the command goes on after 1 MiB")
    command = _split(_without_prompt(text))
    if not command.words:
        raise draft.problem(0, "there is no command here")
    if len(command.words) > MOST_WORDS:
        place = command.words[MOST_WORDS].position
        raise draft.problem(place, f"these are more than {MOST_WORDS} words")
    first, *words = command.words
    if not _CURL.fullmatch(first.text):
        raise draft.problem(first.position, "the command does not begin with curl")
    for option in Arguments(tuple(words), text=text):
        draft.take(option)
    if draft.url is None:
        raise draft.problem(len(text.rstrip()), "an address is missing")
    notes = draft.left_out
    if command.left_out:
        rest = shown(command.left_out)
        notes = [*notes, f"What comes after the command was left out: {rest}."]
    return CurlReading(_request(draft, draft.url), tuple(notes))


def _without_prompt(text: str) -> str:
    """Write spaces where a prompt stands, so that every place stays where it is.

    A line that begins with a number sign is a comment unless curl stands behind it.
    """
    match = _PROMPT.match(text)
    if match is None or not _CURL.fullmatch(text[match.end() :].split(None, 1)[0]):
        return text
    return re.sub(r"\S", " ", match[0]) + text[match.end() :]


def _split(text: str) -> Command:
    return split_cmd(text) if is_for_cmd(text) else split_shell(text)


def _request(draft: Draft, url: Word) -> PlaygroundRequest:
    if draft.json and draft.pieces:
        raise draft.problem(url.position, "--json and -d exclude each other here")
    sends = bool(draft.json or draft.pieces)
    if sends and draft.head is not None and not draft.in_query:
        raise draft.problem(
            draft.head.position, "HEAD (-I) and a body exclude each other"
        )
    data = "".join(draft.json) or "&".join(piece.text for piece in draft.pieces)
    address = _address(draft, url)
    body: Body = NoBody()
    if sends and draft.in_query:
        address = _with_query(address, data)
    elif sends:
        body = _body(draft, data)
    implied = "HEAD" if draft.head else "GET" if isinstance(body, NoBody) else "POST"
    auth, headers = _headers(draft)
    return PlaygroundRequest(
        method=draft.method or implied,
        url=address,
        headers=without_implied(
            tuple(Entry(name, value) for name, value in headers if value is not None),
            body,
        ),
        auth=auth,
        body=body,
    )


def _address(draft: Draft, word: Word) -> str:
    plain = "".join(piece for piece, is_name in split_uses(word.text) if not is_name)
    if draft.globs and re.search(r"[\[\]{}]", plain):
        raise draft.problem(
            word.position,
            "curl takes [ ] and { } in an address for a pattern; add -g, or encode them",
        )
    if re.search(r"[\s\x00-\x1f]", plain):
        raise draft.problem(word.position, "there is a space in this address")
    return word.text if _SCHEME.match(word.text) else f"http://{word.text}"


def _with_query(url: str, data: str) -> str:
    address, hash_sign, fragment = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{data}{hash_sign}{fragment}"


def _headers(draft: Draft) -> tuple[Auth, list[WrittenHeader]]:
    headers = list(draft.headers)
    if draft.cookies:
        headers.append(("Cookie", "; ".join(draft.cookies)))
    given = {name.lower() for name, _ in headers}
    if draft.json:
        headers += [
            (name, JSON)
            for name in ("Content-Type", "Accept")
            if name.lower() not in given
        ]
    match [value for name, value in headers if name.lower() == "authorization"]:
        case [str(value)]:
            others = [item for item in headers if item[0].lower() != "authorization"]
            return read_authorization(value), others
        case _:
            return draft.auth, headers


def _body(draft: Draft, data: str) -> Body:
    given = [value for name, value in draft.headers if name.lower() == "content-type"]
    content_type = (given[0] if given else JSON if draft.json else FORM) or ""
    essence = essence_of(content_type)
    if essence == JSON and lint_json(data) is None:
        return JsonBody(data)
    if essence == FORM and (fields := _fields(draft.pieces)) is not None:
        return FormBody(fields)
    return RawBody(data, content_type)


def _fields(pieces: list[Piece]) -> tuple[Entry, ...] | None:
    """Return the pairs of a form, or ``None`` where the octets are no form."""
    fields: list[Entry] = []
    for piece in pieces:
        pairs = [piece.pair] if piece.pair is not None else _pairs(piece.text)
        if pairs is None:
            return None
        fields += [Entry(name, value) for name, value in pairs]
    return tuple(fields)


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """Return the pairs of a text, or ``None`` where they would not tell it again."""
    if text.count("&") >= MOST_FIELDS:
        return None
    parts = text.split("&")
    looks_otherwise = text.startswith(("[", "<")) or re.match(r"\{(?!\{)", text)
    if looks_otherwise or not all("=" in part for part in parts):
        return None
    pairs = parse_qsl(text, keep_blank_values=True)
    is_lost = _UNREADABLE in "".join(map("".join, pairs)) and _UNREADABLE not in text
    return None if is_lost or len(pairs) != len(parts) else pairs
