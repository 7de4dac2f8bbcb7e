"""``{{variables}}``: what each stands for, where that comes from, and what is missing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from grantlab.protocol.environment import Endpoints

_NAME = r"[\w$][\w.$-]*"
_USE = re.compile(rf"\{{\{{[ \t]*(?P<name>{_NAME})[ \t]*\}}\}}")

DEEPEST = 20
"""Variables within variables; more is nobody's intention."""

_FOLLOWED = 100
"""How far down a chain is followed, before it is known to be too deep."""

LONGEST = 1024 * 1024
"""Characters of a text whose variables are filled in: ten doublings make a thousand."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A name and what it stands for, which may hold variables itself."""

    name: str
    value: str = field(default="", repr=False)
    enabled: bool = True
    secret: bool = False
    """Whether its value stays here: it is sent, and neither shown nor exported."""

    description: str = ""


@dataclass(frozen=True, slots=True)
class VariableSet:
    """Variables that come from one place; its title is how a page names the place."""

    title: str
    variables: tuple[Variable, ...] = ()


class Trouble(StrEnum):
    """Why a variable cannot be filled in."""

    UNRESOLVED = "unresolved"
    LOOP = "loop"
    TOO_DEEP = "too-deep"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Use:
    """One ``{{name}}`` of a text."""

    name: str
    start: int
    end: int
    value: str | None = field(repr=False)
    """All filled in; ``None`` where there is trouble."""

    origin: str | None
    """The title of the set that has it."""

    shadowed: tuple[str, ...] = ()
    """Titles of the sets that have it too, and are not asked."""

    secret: bool = False
    """Whether it or a variable within it is secret."""

    trouble: Trouble | None = None
    culprit: str = ""
    """The variable in trouble: this one, or one within its value."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A text with its variables filled in as far as they can be."""

    text: str = field(repr=False)
    uses: tuple[Use, ...] = ()

    @property
    def troubled(self) -> tuple[Use, ...]:
        """What is to be flagged before anything is sent."""
        return tuple(use for use in self.uses if use.trouble is not None)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a name was found to stand for, or the trouble with it."""

    value: str | None = field(default=None, repr=False)
    origin: str | None = None
    shadowed: tuple[str, ...] = ()
    secret: bool = False
    trouble: Trouble | None = None
    culprit: str = ""
    depth: int = 1


def resolve(text: str, sets: Sequence[VariableSet]) -> Resolution:
    """Fill in the variables of a text; of the sets, an earlier one shadows a later one.

    What cannot be filled in stays as it was typed, and its use says why.
    """
    return Resolver(sets).resolve(text)


class Resolver:
    """Fills in many texts from the same sets, and looks each variable up once."""

    def __init__(self, sets: Sequence[VariableSet]) -> None:
        self._places: dict[str, list[tuple[str, Variable]]] = {}
        for one in sets:
            for variable in one.variables:
                if variable.enabled:
                    places = self._places.setdefault(variable.name, [])
                    places.append((one.title, variable))
        self._known: dict[str, _Found] = {}

    def resolve(self, text: str) -> Resolution:
        """Fill in one text."""
        uses = tuple(self._use(match) for match in _USE.finditer(text))
        filled = replace_uses(
            text,
            {use.name: use.value for use in uses if use.value is not None}.get,
        )
        return Resolution(filled, uses)

    def _use(self, match: "re.Match[str]") -> Use:
        found = self._find(match["name"], ())
        return Use(
            name=match["name"],
            start=match.start(),
            end=match.end(),
            value=found.value,
            origin=found.origin,
            shadowed=found.shadowed,
            secret=found.secret,
            trouble=found.trouble,
            culprit=found.culprit,
        )

    def _find(self, name: str, above: tuple[str, ...]) -> _Found:
        if name in self._known:
            return self._known[name]
        if name in above:
            return _Found(trouble=Trouble.LOOP, culprit=name)
        if len(above) >= _FOLLOWED:
            return _Found(trouble=Trouble.TOO_DEEP, culprit=name)
        # Whoever is found in a loop is in it from wherever one comes to it.
        found = self._known[name] = self._look_up(name, above)
        return found

    def _look_up(self, name: str, above: tuple[str, ...]) -> _Found:
        places = self._places.get(name)
        if not places:
            return _Found(trouble=Trouble.UNRESOLVED, culprit=name)
        (origin, variable), *others = places
        inner = {
            use: self._find(use, (*above, name))
            for use in dict.fromkeys(names_in(variable.value))
        }
        found = _Found(
            replace_uses(
                variable.value, {use: one.value for use, one in inner.items()}.get
            ),
            origin,
            tuple(dict.fromkeys(title for title, _ in others)),
            variable.secret or any(one.secret for one in inner.values()),
            depth=1 + max((one.depth for one in inner.values()), default=0),
        )
        troubled = next((one for one in inner.values() if one.trouble), None)
        if troubled is not None:
            return replace(
                found, value=None, trouble=troubled.trouble, culprit=troubled.culprit
            )
        if found.depth > DEEPEST:
            return replace(found, value=None, trouble=Trouble.TOO_DEEP, culprit=name)
        if len(found.value or "") > LONGEST:
            return replace(found, value=None, trouble=Trouble.TOO_LONG, culprit=name)
        return found


def names_in(text: str) -> list[str]:
    """Return the names of the variables of a text, in order."""
    return [match["name"] for match in _USE.finditer(text)]


def is_name(text: str) -> bool:
    """Whether a variable can have this name."""
    return re.fullmatch(_NAME, text) is not None


def replace_uses(text: str, value_of: Callable[[str], str | None]) -> str:
    """Return the text with each variable replaced for which there is a value."""

    def replace(match: "re.Match[str]") -> str:
        value = value_of(match["name"])
        return match[0] if value is None else value

    return _USE.sub(replace, text)


def mask_uses(text: str, *, fill: str = " ") -> str:
    """Return the text, as long as before, with a zero where each variable stands."""
    return _USE.sub(lambda match: "0".ljust(len(match[0]), fill), text)


def split_uses(text: str) -> list[tuple[str, bool]]:
    """Return the text cut at its variables: each piece, and whether it is a name."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _USE.finditer(text):
        pieces += [(text[end : match.start()], False), (match["name"], True)]
        end = match.end()
    pieces.append((text[end:], False))
    return [(piece, is_name) for piece, is_name in pieces if piece]


def encode_around(text: str, encode: Callable[[str], str]) -> str:
    """Return the text encoded, but for its variables."""
    return "".join(
        f"{{{{{piece}}}}}" if is_name else encode(piece)
        for piece, is_name in split_uses(text)
    )


def endpoint_variables(title: str, endpoints: Endpoints) -> VariableSet:
    """Return the addresses of an environment, under the names that requests use."""
    return VariableSet(
        title,
        (
            Variable("authorization_endpoint", endpoints.authorization),
            Variable("token_endpoint", endpoints.token),
            Variable("revocation_endpoint", endpoints.revocation),
            Variable("userinfo_endpoint", endpoints.userinfo),
            Variable("jwks_uri", endpoints.jwks),
            Variable("api_base", endpoints.api),
        ),
    )
