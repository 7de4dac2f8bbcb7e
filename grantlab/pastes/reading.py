"""The one way in: a paste becomes what was understood of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, tzinfo

from grantlab.pastes import names, tellings
from grantlab.pastes.assertions import is_said, is_told
from grantlab.pastes.claims.finding import find_claims
from grantlab.pastes.claims.silences import REASONS, find_choices, find_glossary
from grantlab.pastes.events import find_events
from grantlab.pastes.hedges import find_claimed
from grantlab.pastes.moments import find_moments
from grantlab.pastes.plain import make_plain
from grantlab.pastes.programs import finding as structures
from grantlab.pastes.programs.handed_codes import find_handed_codes
from grantlab.pastes.programs.misplaced import find_misplaced
from grantlab.pastes.programs.odd_values import find_odd_values
from grantlab.pastes.programs.sent_and_stored import find_sent_beside_stored
from grantlab.pastes.programs.two_places import find_two_places
from grantlab.pastes.redirects import find_redirect_uris, find_two_spellings
from grantlab.pastes.refusals import find_refusal
from grantlab.pastes.requests import find_token_requests
from grantlab.pastes.rewriting import Rewritten
from grantlab.pastes.sayings.table import SAYINGS
from grantlab.pastes.sendings import find_sent_twice
from grantlab.pastes.signs import TOLD
from grantlab.pastes.unanswered import find_unanswered, sightings_of
from grantlab.pastes.understood import Sighting, Understood
from grantlab.pastes.values import hide_values
from grantlab.pastes.words import Lookup, grams_of

_PHRASES = Lookup(phrase for phrases in SAYINGS.values() for phrase in phrases)
_WORDS = Lookup(structures.WORDS | tellings.WORDS)

_LONG = 3 << 15
"""From how many characters on only the beginning and the end of a text are read for sentences."""

_PART = 3 << 13
_Meaning = Callable[[str, int, int], bool]

_ANY_DIGIT = bytes.maketrans(b"123456789", b"0" * 9)
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
    grams = grams_of(lower)
    told = tuple(_find_in_parts(hidden, lower, grams))
    unanswered = find_unanswered(hidden)
    return Understood(
        length=len(text),
        sightings=(
            *_find_sayings(hidden, lower, grams, find_choices(lower, told)),
            *told,
            *find_odd_values(lower, values),
            *find_misplaced(lower, values),
            *find_handed_codes(lower, values),
            *find_sent_beside_stored(lower, values),
            *sightings_of(unanswered),
            *find_sent_twice(hidden, lower, moments, values),
            *find_two_places(lower, values),
        ),
        statuses=names.find_statuses(hidden, lower),
        fault_codes=names.find_fault_codes(hidden, lower),
        values=values,
        moments=moments,
        events=find_events(hidden, lower, moments, values),
        token_requests=requests,
        unanswered=unanswered,
        redirect_uris=find_redirect_uris(hidden, lower, requests),
        two_spellings=find_two_spellings(hidden, lower),
        intuit_tids=names.find_intuit_tids(hidden, lower),
        client_ids=names.find_client_ids(hidden, lower),
        realm_ids=names.find_realm_ids(hidden, lower),
        hosts=names.find_hosts(hidden, lower),
        libraries=names.find_libraries(hidden, lower),
    )


def _find_in_parts(
    hidden: Rewritten, lower: str, grams: set[str]
) -> Iterator[Sighting]:
    """Yield what sentences and programs say, in a long text at its beginning and its end.

    They are written by people, and are short; the middle of a long text is a log.
    """
    length = len(lower)
    is_long = length > _LONG
    for start, end in (
        [(0, _PART), (length - _PART, length)] if is_long else [(0, length)]
    ):
        part, small = hidden.part(start, end), lower[start:end]
        present = _WORDS.present(small, grams_of(small) if is_long else grams)
        for one in (
            *find_claims(part, small),
            *tellings.find_tellings(part, small, present),
            *structures.find_structures(part, small, present),
        ):
            yield replace(one, position=start + one.position) if start else one


def _find_sayings(
    hidden: Rewritten, lower: str, grams: set[str], choices: tuple[range, ...]
) -> Iterator[Sighting]:
    """Yield each sign that is said, at the first place of its phrases."""
    likely = _PHRASES.find_likely(grams)
    if len(lower) > _LONG:
        told = _each_line_once(lower)
        likely = frozenset(one for one in likely if _without_digits(one) in told)
    glossary = find_glossary(lower)
    for sign, phrases in SAYINGS.items():
        if likely.isdisjoint(phrases):
            continue
        silent = (*glossary, *choices) if sign in REASONS else glossary
        is_meant = _outside(silent, is_told if sign in TOLD else is_said)
        for phrase in phrases:
            place = find_claimed(lower, phrase, is_meant) if phrase in likely else -1
            if place >= 0:
                yield Sighting(sign, hidden.span(place, place + len(phrase)), place)
                break


def _each_line_once(lower: str) -> bytes:
    """Return the lines of a long log, of those that differ by their numbers only the first."""
    return b"\n".join(dict.fromkeys(_without_digits(lower).split(b"\n")))


def _without_digits(text: str) -> bytes:
    # Octets, because Python translates a text far more slowly.
    return text.encode(errors="surrogatepass").translate(_ANY_DIGIT)


def _outside(silent: tuple[range, ...], is_meant: _Meaning) -> _Meaning:
    """Return what is meant where none of these lines stands."""
    if not silent:
        return is_meant
    return lambda lower, start, end: (
        not any(start in line for line in silent) and is_meant(lower, start, end)
    )


def _in_small_letters(text: str) -> str:
    """Return the text in small letters, each in the place where the letter stood."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text.translate(_SMALL)
