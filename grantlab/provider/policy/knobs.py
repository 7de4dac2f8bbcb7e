"""The single settings of a policy, each with its name, its source and its form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import StrEnum
from functools import reduce
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.protocol.durations import DurationError, format_duration, parse_duration
from grantlab.provider.policy.policy import (
    Descriptions,
    NoCompany,
    ParallelRefresh,
    Pkce,
    Policy,
    UnknownRevocation,
    WrongHost,
)

Value = timedelta | bool | StrEnum
_FAQ_REFRESH = "Intuit FAQ on refresh tokens"
_CAPTURES = "captures of token responses: the value changes at most once a day"
_RFC_ROTATION = "RFC 9700 §4.14.2"
_NOT_STATED = "not stated by Intuit; the mildest reading"


class UnknownKnobError(GrantlabError):
    """A knob was named that a policy does not have."""

    slug: ClassVar[str] = "unknown-knob"

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no knob {name[:40]!r}")


class KnobValueError(GrantlabError):
    """A knob was given a value that it cannot take."""

    slug: ClassVar[str] = "knob-value"

    def __init__(self, name: str, value: str, form: str) -> None:
        super().__init__(f"{name} takes {form}, not {value[:40]!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One setting of a policy."""

    name: str
    says: str
    source: str
    """Whom the setting of the presets follows, unless ``by_preset`` names another."""

    by_preset: Mapping[str, str] = field(default_factory=dict)
    form: str
    choices: tuple[str, ...] = ()
    """Every value there is; empty where it is a length."""

    parse: Callable[[str], Value]

    def read(self, policy: Policy) -> Value:
        value: Value = getattr(policy, self.name)
        return value

    def show(self, policy: Policy) -> str:
        """Return the setting as it is typed."""
        return _show(self.read(policy))

    def source_of(self, preset: str) -> str:
        """Return whom a preset follows here."""
        return self.by_preset.get(preset, self.source)

    def turn(self, policy: Policy, text: str) -> Policy:
        """Return a policy with this one setting changed.

        Raises:
            KnobValueError: the text is not of the knob's form.
        """
        try:
            value = self.parse(text)
        except (ValueError, DurationError) as exc:
            raise KnobValueError(self.name, text, self.form) from exc
        changes: dict[str, Value] = {self.name: value}
        return replace(policy, **changes)  # type: ignore[arg-type]  # the knob's own form


def _length(text: str) -> timedelta:
    length = parse_duration(text)
    if length < timedelta():
        raise DurationError(text)
    return length


def _some_length(text: str) -> timedelta:
    length = _length(text)
    if not length:
        raise DurationError(text)
    return length


def _yes_or_no(text: str) -> bool:
    if text not in _YES_OR_NO:
        raise ValueError(text)
    return text == "yes"


def _show(value: Value) -> str:
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.value


def _one_of(words: tuple[str, ...]) -> str:
    return " or ".join(words)


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in kind)


_LENGTH = "a length such as 24h, or 0"
_SOME_LENGTH = "a length such as 100d"
_YES_OR_NO = ("yes", "no")

KNOBS: tuple[Knob, ...] = (
    Knob(
        name="changes_every",
        says="how old a refresh token is when a refresh changes its value",
        source=_FAQ_REFRESH,
        by_preset={"observed": _CAPTURES, "rfc-9700": _RFC_ROTATION},
        form=_LENGTH,
        parse=_length,
    ),
    Knob(
        name="grace",
        says="how long a superseded refresh token is still honoured",
        source=_FAQ_REFRESH,
        by_preset={
            "observed": "Intuit's help article on refresh tokens: it ends at once",
            "rfc-9700": _RFC_ROTATION,
        },
        form=_LENGTH,
        parse=_length,
    ),
    Knob(
        name="parallel_refresh",
        says="what the second of two refreshes at one moment gets",
        source=_NOT_STATED,
        form=_one_of(_words(ParallelRefresh)),
        choices=_words(ParallelRefresh),
        parse=ParallelRefresh,
    ),
    Knob(
        name="reuse_revokes_family",
        says="whether a superseded refresh token that comes back ends its whole chain",
        source="Intuit's guide warns of it; never measured",
        by_preset={"rfc-9700": _RFC_ROTATION},
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="lifetime",
        says="how long a fresh refresh token is good",
        source=_FAQ_REFRESH,
        by_preset={"observed": "captures: 8726400 seconds on the wire"},
        form=_SOME_LENGTH,
        parse=_some_length,
    ),
    Knob(
        name="hard_limit",
        says="how long a connection is good, counted from the consent",
        source="Intuit's announcement of November 2025",
        form=_SOME_LENGTH,
        parse=_some_length,
    ),
    Knob(
        name="code_lifetime",
        says="how long an authorization code is good",
        source="inferred from the number in captured codes",
        form=_SOME_LENGTH,
        parse=_some_length,
    ),
    Knob(
        name="reused_code_revokes_access",
        says="whether a code's second use ends the access tokens too",
        source="Intuit FAQ on codes names the refresh token only",
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="consent_ends_older",
        says="whether a new consent ends older ones of the same keys and company",
        source=_NOT_STATED,
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="unknown_revocation",
        says="the status that answers the revocation of a token that is not good",
        source="captures of the revocation endpoint",
        by_preset={"rfc-9700": "RFC 7009 §2.2"},
        form=_one_of(_words(UnknownRevocation)),
        choices=_words(UnknownRevocation),
        parse=UnknownRevocation,
    ),
    Knob(
        name="pkce",
        says="what a code challenge is worth",
        source="a client sends it; not documented by Intuit",
        by_preset={"rfc-9700": "RFC 9700 §2.1.1"},
        form=_one_of(_words(Pkce)),
        choices=_words(Pkce),
        parse=Pkce,
    ),
    Knob(
        name="requires_state",
        says="whether an authorization request without state is refused",
        source="listed as required; what happens without is not known",
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="describes_denial",
        says="whether access_denied comes with an error_description",
        source="documents of Intuit name the error only; never captured",
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="no_company",
        says="how realmId comes back where no company was asked for",
        source="documents and a capture disagree",
        form=_one_of(_words(NoCompany)),
        choices=_words(NoCompany),
        parse=NoCompany,
    ),
    Knob(
        name="id_token_on_refresh",
        says="whether a refresh gives an ID token where openid was granted",
        source=_NOT_STATED,
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="keeps_former_keys",
        says="whether the key set still holds the keys that signed before",
        source="one key in every sample; how Intuit changes it is not known",
        form=_one_of(_YES_OR_NO),
        choices=_YES_OR_NO,
        parse=_yes_or_no,
    ),
    Knob(
        name="descriptions",
        says="which error_description accompanies invalid_grant",
        source="captures; several texts and no rule",
        form=_one_of(_words(Descriptions)),
        choices=_words(Descriptions),
        parse=Descriptions,
    ),
    Knob(
        name="wrong_host",
        says="the code that a token meets at the other environment's address",
        source="captures of 403; older ones have the service's code 130",
        form=_one_of(_words(WrongHost)),
        choices=_words(WrongHost),
        parse=WrongHost,
    ),
)
_BY_NAME: Mapping[str, Knob] = {knob.name: knob for knob in KNOBS}


def find_knob(name: str) -> Knob:
    """Return the knob of that name.

    Raises:
        UnknownKnobError: there is none.
    """
    if name not in _BY_NAME:
        raise UnknownKnobError(name)
    return _BY_NAME[name]


def turn_knobs(policy: Policy, settings: Mapping[str, str]) -> Policy:
    """Return a policy with some settings changed.

    Raises:
        UnknownKnobError: a name is not a knob's.
        KnobValueError: a value is not of its knob's form.
    """
    return reduce(
        lambda turned, item: find_knob(item[0]).turn(turned, item[1]),
        settings.items(),
        policy,
    )
