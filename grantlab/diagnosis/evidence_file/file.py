"""One evidence file: what it holds, how it is written, and how it is opened."""

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast
from urllib.parse import urlsplit

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.evidence_file.errors import EvidenceFileError
from grantlab.diagnosis.evidence_file.plain import read_plain, write_plain
from grantlab.diagnosis.foresight.expected import StoreFacts
from grantlab.diagnosis.hiding import hide_companies, hide_secrets
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose, RoundTrip

FORMAT = "grantlab-connection"
VERSION = 2
"""Raised when a file of the version before can no longer be opened."""

LONGEST = 4 << 20
"""Characters of a file that is opened."""

MOST_ROUND_TRIPS = 2_000
"""How many are written, the newest of them; the store itself keeps far fewer."""

_UNTOLD = frozenset(
    {Purpose.COMPANY_INFO, Purpose.USERINFO, Purpose.METADATA, Purpose.JWKS}
)
"""Whose good answers are left out: a company's own affairs, and public documents."""

_HASHED = "code_challenge_method=S256"
_CHALLENGE = re.compile(r"(?<=[?&])(code_challenge=[\w-]{43})(?=&|$)", re.ASCII)

_BEGINS = re.compile(
    rf'\s{{0,100}}\{{\s{{0,100}}"format"\s{{0,10}}:\s{{0,10}}"{FORMAT}"'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """A connection's evidence as somebody handed it out."""

    exported_at: datetime
    """By the clock of its environment."""

    connection: int
    """Its number where it is stored; here it means nothing."""

    environment: Environment
    client_id: str
    store: StoreFacts
    evidence: Evidence


def write_evidence(file: EvidenceFile) -> dict[str, object]:
    """Return the members of a file, without a secret and without a company.

    What a company or UserInfo answered is left out whole, unless it was a refusal: nobody
    can foresee what stands in it.
    """
    evidence = file.evidence
    kept = evidence.round_trips[-MOST_ROUND_TRIPS:]
    is_cut = len(kept) < len(evidence.round_trips)
    written = replace(
        file,
        evidence=replace(
            evidence,
            round_trips=tuple(map(_without_answer, kept)),
            refused_at=None,
            record_is_whole=False if is_cut else evidence.record_is_whole,
        ),
    )
    members = cast("dict[str, object]", write_plain(written, _clean))
    return {"format": FORMAT, "version": VERSION, **members}


def open_evidence(text: str) -> EvidenceFile | None:
    """Return what an evidence file holds, or ``None`` when the text is no such file.

    A file is told by its first member. Every text in it is looked through once more for
    what has the shape of a secret, because a file may have been written by hand.

    Raises:
        EvidenceFileError: it is one, and cannot be opened; the message says why.
    """
    if _BEGINS.match(text) is None:
        return None
    if len(text) > LONGEST:
        raise EvidenceFileError(
            "the evidence file is longer than four million characters"
        )
    try:
        members = json.loads(text)
    except (ValueError, RecursionError):
        raise EvidenceFileError(
            "the evidence file is not whole: its JSON is broken"
        ) from None
    _check_version(members.get("version"))
    file = cast("EvidenceFile", read_plain(EvidenceFile, members, "file", _clean))
    _check_addresses(file.evidence.round_trips)
    # Which refusal is looked at is for whoever looks.
    return replace(file, evidence=replace(file.evidence, refused_at=None))


def _check_version(version: object) -> None:
    if type(version) is int and version == VERSION:
        return
    if type(version) is int and 0 < version < VERSION:
        raise EvidenceFileError(
            f"the evidence file is of version {version}, which has no round trips; export it"
            " once more with a Grantlab of today"
        )
    raise EvidenceFileError(
        f"the evidence file is not of version {VERSION}; a newer Grantlab wrote it, or a hand did"
    )


def _check_addresses(round_trips: tuple[RoundTrip, ...]) -> None:
    """Check that each address can be taken apart, as every reader of a record does."""
    for place, item in enumerate(round_trips):
        try:
            urlsplit(item.url)
        except ValueError:
            raise EvidenceFileError(
                f"file.evidence.round_trips[{place}].url is no address"
            ) from None


def _without_answer(round_trip: RoundTrip) -> RoundTrip:
    if round_trip.purpose not in _UNTOLD or round_trip.refused:
        return round_trip
    return replace(round_trip, response_body="", private_body=None)


def _clean(text: str) -> str:
    if _HASHED not in text:
        return _hide(text)
    # A hashed challenge may be shown, and is what the verifier is held against.
    pieces = _CHALLENGE.split(text)
    pieces[::2] = map(_hide, pieces[::2])
    return "".join(pieces)


def _hide(text: str) -> str:
    return hide_companies(hide_secrets(text))
