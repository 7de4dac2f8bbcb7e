"""Two places that hold different refresh tokens of one connection."""

import re
from collections.abc import Iterator
from itertools import combinations

from grantlab.pastes.signs import Sign
from grantlab.pastes.understood import Field, Look, Sighting, Value

_PLACE = re.compile(
    r"[\w./~-]{0,60}\.(?:json|ya?ml|env|ini|toml|txt|db|sqlite3?|php|properties|conf|cfg|plist)\b|\.env\b"
    r"|\b(?:supabase|postgres\w{0,3}|mysql|mariadb|mongo\w{0,2}|redis|dynamo\w{0,2}|firestore|firebase|s3|ssm|parameter store|vault|key ?vault"
    r"|secrets? ?manager|keychain|database|db|table|row|cache|memory|session|cookie|local ?storage|config|disk|file|sheet|airtable"
    r"|environment|env|settings|laptop|container|image|configmap|k8s|secret)\b"
)
_SAYS_LITTLE = re.compile(
    r"\w*(?:refresh|access|token|expire|updat|creat|saved|stored|issued|bearer|type|value|null|none|true|false|hidden|secret)\w*"
    r"|date|time|the|and|but|has|have|holds?|still|with|contains?|shows?|says|sends?|uses?|our|from|for|now|not|new|old|one|was|row|[\d:-]+[t-][\d:.z+-]+"
)
_LABEL = re.compile(r"[a-z0-9][\w@.:+-]{1,60}\w")
_OWNER = re.compile(
    r"\b(?:realm|company|tenant|customer|user|account|org|division)(?:_?id)?[\"']? ?[=:#]? ?[\"']?(?P<id>\w{1,40})"
)
_COMPANY = re.compile(r"(?:\w{1,30}=)?(?:\d{4,20}|[a-z][\w-]{0,20}[-_]\w{1,20})")
_TWO = 2


def find_two_places(lower: str, values: tuple[Value, ...]) -> Iterator[Sighting]:
    """Yield the older of two refresh tokens that are kept in two places for one connection."""
    tokens = {
        value.number: value
        for value in values
        if Field.REFRESH_TOKEN in {value.field, value.shape}
        and value.look in {Look.SHAPED, Look.OPAQUE}
    }
    if len(tokens) != _TWO:
        return
    for one, other in combinations(tokens.values(), _TWO):
        line, other_line = _line_around(lower, one), _line_around(lower, other)
        place, other_place = _place_in(line), _place_in(other_line)
        if _are_rows_of_one(line, other_line) or (
            place
            and other_place
            and place != other_place
            and _are_one(line, other_line, {place, other_place})
        ):
            old = min(one, other, key=_ends)
            yield Sighting(Sign.OLD_VALUE_SENT, old.span, old.position)


def _line_around(lower: str, value: Value) -> str:
    """Return the line of a value, with the heading before it where it names no place."""
    start = lower.rfind("\n", 0, value.position) + 1
    end = lower.find("\n", value.position)
    line = lower[start : end if end >= 0 else len(lower)]
    if start and not _PLACE.search(line):
        above = lower[max(0, start - 200) : start - 1].rpartition("\n")[2]
        return f"{above}\n{line}"
    return line


def _place_in(line: str) -> str | None:
    found = _PLACE.search(line)
    return None if found is None else found[0].strip("./~")


def _are_rows_of_one(line: str, other: str) -> bool:
    """Whether two rows of a table have another key, and are of the same company."""
    cells, others = _cells(line), _cells(other)
    if len(cells) != len(others) or len(cells) <= _TWO or cells[0] == others[0]:
        return False
    return any(
        one == another and _COMPANY.fullmatch(one)
        for one, another in zip(cells[1:], others[1:], strict=True)
    )


def _cells(line: str) -> list[str]:
    row = line.rpartition("\n")[2]
    return [cell.strip() for cell in row.strip(" |").split("|")]


def _are_one(line: str, other: str, places: set[str]) -> bool:
    """Whether two lines are about one connection: by whose it is, by a label, or without any."""
    owners = {one["id"] for one in _OWNER.finditer(line)}
    others = {one["id"] for one in _OWNER.finditer(other)}
    if owners and others:
        return not owners.isdisjoint(others)
    labels, other_labels = _labels_in(line, places), _labels_in(other, places)
    are_plain = not (
        other_labels if owners else labels if others else labels or other_labels
    )
    return are_plain or not labels.isdisjoint(other_labels)


def _labels_in(line: str, places: set[str]) -> set[str]:
    return {
        label
        for label in _LABEL.findall(line)
        if label not in places
        and not _SAYS_LITTLE.fullmatch(label)
        and not _PLACE.fullmatch(label)
    }


def _ends(value: Value) -> float:
    return value.expires_at.timestamp() if value.expires_at else 0.0
