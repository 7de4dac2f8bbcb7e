"""The one way in: a paste becomes what was understood of it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, tzinfo

from grantlab.pastes import names
from grantlab.pastes.assertions import is_said, is_told
from grantlab.pastes.claims import (
    REASONS,
    find_choices,
    find_claims,
    find_glossary,
)
from grantlab.pastes.events import find_events
from grantlab.pastes.hedges import find_claimed
from grantlab.pastes.moments import find_moments
from grantlab.pastes.plain import make_plain
from grantlab.pastes.programs import find_odd_values, find_structures
from grantlab.pastes.redirects import find_redirect_uris, find_two_spellings
from grantlab.pastes.refusals import find_refusal
from grantlab.pastes.requests import find_token_requests
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.sayings.table import SAYINGS
from grantlab.pastes.signs import TOLD
from grantlab.pastes.tellings import find_tellings
from grantlab.pastes.understood import Sighting, Understood
from grantlab.pastes.values import hide_values

_WORD = re.compile(r"[a-z0-9_]+")
_GRAM = 4


def _grams(text: str) -> frozenset[str]:
    """Return every four characters in a row."""
    return frozenset(text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1))


_PHRASES = {
    sign: tuple(
        (phrase, _grams(phrase), _grams(max(_WORD.findall(phrase), key=len)))
        for phrase in phrases
    )
    for sign, phrases in SAYINGS.items()
}
"""The phrases, each with its grams and with those of its longest word: a phrase is not
looked for where one of them is missing."""

_WORTH_A_VOCABULARY = 1 << 15

_PART = 1 << 16
_Meaning = Callable[[str, int, int], bool]

_SMALL = {letter: letter + 32 for letter in range(ord("A"), ord("Z") + 1)}


def read_paste(text: str, *, zone: tzinfo = UTC) -> Understood:
    """Return what a paste says, without a secret in it.

    Any text is read; one that is too long, or is no text, is refused in words. Secrets are
    replaced by fingerprints before anything is looked for, and nothing here is stored.
    ``zone`` is that of moments which are written without one.
    """
    refusal = find_refusal(text)
    if refusal is not None:
        return Understood(length=len(text), refusal=refusal)
    hidden, values, _ = hide_values(make_plain(text))
    lower = _in_small_letters(hidden.text)
    moments = find_moments(hidden, zone)
    requests = find_token_requests(hidden, values)
    told = tuple(_find_in_parts(hidden, lower))
    return Understood(
        length=len(text),
        sightings=(
            *_find_sayings(hidden, lower, find_choices(lower, told)),
            *told,
            *find_odd_values(lower, values),
        ),
        statuses=names.find_statuses(hidden, lower),
        fault_codes=names.find_fault_codes(hidden, lower),
        values=values,
        moments=moments,
        events=find_events(hidden, lower, moments, values),
        token_requests=requests,
        redirect_uris=find_redirect_uris(hidden, lower, requests),
        two_spellings=find_two_spellings(hidden, lower),
        intuit_tids=names.find_intuit_tids(hidden, lower),
        client_ids=names.find_client_ids(hidden, lower),
        realm_ids=names.find_realm_ids(hidden, lower),
        hosts=names.find_hosts(hidden, lower),
        libraries=names.find_libraries(hidden, lower),
    )


def _find_in_parts(hidden: Rewritten, lower: str) -> Iterator[Sighting]:
    """Yield what sentences and programs say, in a long text at its beginning and its end.

    They are written by people, and are short; the middle of a long text is a log.
    """
    length = len(lower)
    is_long = length > 2 * _PART
    for start, end in (
        [(0, _PART), (length - _PART, length)] if is_long else [(0, length)]
    ):
        part, small = hidden.part(start, end), lower[start:end]
        for find in (find_claims, find_tellings, find_structures):
            for one in find(part, small):
                yield replace(one, position=start + one.position)


def _find_sayings(
    hidden: Rewritten, lower: str, choices: tuple[range, ...]
) -> Iterator[Sighting]:
    """Yield each sign that is said, at the first place of its phrases."""
    is_long = len(lower) > _WORTH_A_VOCABULARY
    seen = _grams(_vocabulary(lower) if is_long else lower)
    glossary = find_glossary(lower)
    for sign, phrases in _PHRASES.items():
        is_meant = is_told if sign in TOLD else is_said
        silent = (*glossary, *choices) if sign in REASONS else glossary
        for phrase, grams, grams_of_word in phrases:
            if not (grams_of_word if is_long else grams) <= seen:
                continue
            place = find_claimed(lower, phrase, _outside(silent, is_meant))
            if place >= 0:
                yield Sighting(sign, hidden.span(place, place + len(phrase)), place)
                break


def _outside(silent: tuple[range, ...], is_meant: _Meaning) -> _Meaning:
    """Return what is meant where none of these lines stands."""
    if not silent:
        return is_meant
    return lambda lower, start, end: (
        not any(start in line for line in silent) and is_meant(lower, start, end)
    )


def _vocabulary(lower: str) -> str:
    """Return each word of the text once: a long log says the same over and over."""
    return "\n".join(set(_WORD.findall(lower)))


def _in_small_letters(text: str) -> str:
    """Return the text in small letters, each in the place where the letter stood."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_SMALL)
