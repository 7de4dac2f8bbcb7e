"""A secret of which a program reads an older version than the newest that is named."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_VERSION = re.compile(
    r"versions?[\"']?(?: ?[:=#/] ?| )[\"']?v?(?P<number>\d{1,4})(?![\d.])"
)
_READS = re.compile(
    r"\b(?:pinned|pins|reads?|reading|uses|using|mounts?|mounted|loads?|loaded|loading|access|accessed|fetch(?:ed|es)?|deployed|running|starts?|started|sent|sends?)\b[^\n]{0,60}\Z"
)
_BEFORE = 90
_MOST = 30


def _read_versions(lower: str) -> Iterator[Found]:
    """Yield the version that is read, if a higher one is named that is not."""
    found = list(islice(_VERSION.finditer(lower), _MOST))
    reads = [
        one
        for one in found
        if _READS.search(lower[max(0, one.start() - _BEFORE) : one.start()])
    ]
    others = {int(one["number"]) for one in found if one not in reads}
    if reads and others and int(reads[-1]["number"]) < max(others):
        yield Sign.OLD_VALUE_SENT, *reads[-1].span()


SECRET_VERSIONS = (
    Structure(
        needed(
            "version",
            "secret|vault|parameter store|ssm",
            "invalid_grant|incorrect or invalid",
        ),
        _read_versions,
    ),
)
