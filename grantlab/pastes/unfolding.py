"""Structures that hide what belongs together: pairs, folded lines, tables, wrapped tokens.

A HAR file and a Postman collection write a form as ``"name"`` and ``"value"``, a shell
command breaks its line, a table says a column's name once, and a mail program cuts a token
in two. Each is rewritten into the form of a raw exchange, so that every other reader finds
the name in front of its value.
"""

import re
from collections.abc import Iterator

from grantlab.pastes.rewriting import Rewritten
from grantlab.protocol.shapes import Kind, recognise

_PAIR = re.compile(
    r"[}\"'](?:(?<=\})(?P<next>,\s{0,4}\{\s{0,4})[\"'])?(?<=[\"'])(?:name|key)[\"'] ?: ?[\"'](?P<name>[\w.-]{1,60})[\"'],\s{0,4}"
    r"[\"']value[\"'] ?: ?"
)
_FOLDED = re.compile(r"[\\^`](?:\n ?(?=[-\"'\w])|(?<=\^)(?<![\[(\\]\^)(?=[\"%&]))")
_LAST_PART = r"(?=[A-Za-z-]{0,40}\d)[A-Za-z0-9-]{1,48}"
_CUT = re.compile(
    rf"""
    [A-Ze](?<![\w/-].)
    (?: (?<!e)(?:(?<=R)T1-|(?:(?<=X)[A-Z])?[A-Z0-9][01]\d)[\w-]{{0,48}}
        (?P<break>=?\n(?:>[ ]?)?) {_LAST_PART}(?![\w=:-])
      | (?<=e)yJ[\w.-]{{20,}}+
        (?:=?\n(?:>[ ]?)?[\w.-]{{40,}}+(?=\n)){{0,60}}+
        (?:=?\n(?:>[ ]?)?(?=[A-Za-z_.-]*+\d)(?=[\d_.-]*+[A-Za-z])[\w.-]{{12,}}+(?![=:(]))?
    )
    """,
    re.ASCII | re.VERBOSE,
)
"""A token of Intuit's, or a JWT, that goes on in the next line."""

_BREAK = re.compile(r"=?\n(?:> ?)?")
_CUT_KINDS = frozenset({Kind.REFRESH_TOKEN, Kind.CODE, Kind.ACCESS_REFERENCE})
_COLUMN = r"\w{1,60}+(?:\(\w{1,60}+(?:, ?\d{1,4}){1,2}\))?"
"""A column, or the beginning of one: ``left(refresh_token, 20)``."""

_FUNCTION = re.compile(r"^\w{1,12}\((\w{1,60})(?:, ?\d{1,4}){1,2}\)$")
_SELECTED = re.compile(
    rf"(?:select|SELECT|Select) (?P<columns>{_COLUMN}(?:, ?{_COLUMN}){{1,20}}) (?:from|FROM|From)\b[^\n]{{0,200}}\n"
)
_BETWEEN_COLUMNS = re.compile(r", ?(?![^(]{0,80}\))")
_BEGINNINGS = frozenset({"left", "right", "substr", "substring", "mid"})
"""What a database calls a column that it shows the beginning of."""

_HEADS = (
    (
        re.compile(rf"^\|? ?{_COLUMN}(?: ?\| ?{_COLUMN}){{1,60}} ?\|?$", re.MULTILINE),
        "|",
    ),
    (re.compile(r"^\w{1,60}(?:,\w{1,60}){1,60}$", re.MULTILINE), ","),
)
_RULE = re.compile(r"[-+=| ]+")
_OF_A_TABLE = re.compile(r"token|realm|expir|refresh|_at\b", re.IGNORECASE)
_TOLD = re.compile(
    r"token|secret|verifier|realm|company|client_?id|expir|refresh|_at$|_on$|date|environment|scope",
    re.IGNORECASE,
)
_HERE = re.compile("")
_MOST_ROWS = 1000
_LONGEST_ROW = 4000


def unfold(plain: Rewritten) -> Rewritten:
    """Return the text with each value behind its name, and on one line."""
    if "\n" in plain.text:
        plain = plain.rewrite(_FOLDED, _join).rewrite(_CUT, _mend)
        plain = _name_cells(plain)
    return plain.rewrite(_PAIR, _name_value) if "value" in plain.text else plain


def _join(match: re.Match[str]) -> str:
    is_apart = match.string[match.start() - 1 : match.start()] == " "
    return " " if "\n" in match[0] and not is_apart else ""


def _mend(match: re.Match[str]) -> str:
    """Return a token that was cut by the end of a line, in one piece."""
    whole = _BREAK.sub("", match[0])
    if match["break"] is None:
        return whole
    shape = recognise(whole)
    return whole if shape is not None and shape.kind in _CUT_KINDS else match[0]


def _name_value(match: re.Match[str]) -> str:
    """Return a member of a form as a form writes it."""
    return f"{' & ' if match['next'] else ''}{match['name']}="


def _name_cells(plain: Rewritten) -> Rewritten:
    """Return the text with the name of its column in front of each cell that matters."""
    names = dict(_find_cells(plain.text))
    places = (_HERE.match(plain.text, place) for place in sorted(names))
    return plain.replace(
        (place for place in places if place is not None),
        lambda match: names[match.start()],
    )


def _find_cells(text: str) -> Iterator[tuple[int, str]]:
    """Yield where the cells of tables begin, with what is to be put there."""
    for pattern, mark in _HEADS:
        if mark not in text:
            continue
        for head in pattern.finditer(text):
            names = [_name_of(name.strip()) for name in head[0].split(mark)]
            if _OF_A_TABLE.search(head[0]) and not _BEGINNINGS.issuperset(names):
                yield from _find_rows(text, head.end() + 1, names, mark)
    if "|" in text:
        for query in _SELECTED.finditer(text):
            yield from _find_selected(text, query)


def _find_selected(text: str, query: re.Match[str]) -> Iterator[tuple[int, str]]:
    """Yield the cells of rows that a query above them names, where no head does."""
    names = [_name_of(name) for name in _BETWEEN_COLUMNS.split(query["columns"])]
    start = query.end()
    line = text[start : start + _LONGEST_ROW].partition("\n")[0]
    heads = {*names, *_BEGINNINGS}
    if {cell.strip() for cell in line.strip(" |").split("|")} <= heads:
        start += len(line) + 1
    if line.startswith("|"):
        names = ["", *names, ""]
    yield from _find_rows(text, start, names, "|")


def _name_of(column: str) -> str:
    """Return the name of a column, also of one of which only the beginning is shown."""
    match = _FUNCTION.match(column)
    return column if match is None else match[1]


def _find_rows(
    text: str, start: int, names: list[str], mark: str
) -> Iterator[tuple[int, str]]:
    for _ in range(_MOST_ROWS):
        end = text.find("\n", start)
        line = text[start : end if end >= 0 else len(text)]
        cells = line.split(mark)
        is_rule = _RULE.fullmatch(line) is not None
        if not line or (not is_rule and len(cells) != len(names)):
            return
        if not is_rule:
            yield from _name_row(start, cells, names)
        if end < 0:
            return
        start = end + 1


def _name_row(
    start: int, cells: list[str], names: list[str]
) -> Iterator[tuple[int, str]]:
    for name, cell in zip(names, cells, strict=True):
        if name and _TOLD.search(name):
            blanks = len(cell) - len(cell.lstrip())
            empty = '""' if not cell.strip() else ""
            yield start + blanks, f"{name}={empty}"
        start += len(cell) + 1
