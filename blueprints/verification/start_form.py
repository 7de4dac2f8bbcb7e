"""The form that begins a run."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.exceptions import BadRequest

from blueprints.verification.verifier import Wish
from blueprints.walkthrough.stage import PRESETS
from grantlab.protocol.environment import Environment
from grantlab.verification.announcing import (
    ONE_FOR_THIS,
    Announcement,
    announce,
    if_an_error_is_shown,
)
from grantlab.verification.reports import wording

ALL = "all"

_PLACES = {
    Environment.EMBEDDED: "A service and a store of its own, with the clock moved: every statement, in seconds. "
    "Nothing of yours is touched.",
    Environment.SANDBOX: "Intuit’s, with your development keys and a sandbox company: what can be shown "
    "without moving time. You are asked to consent in this browser.",
}
_PRESETS = {
    ALL: "one after the other",
    **wording.PRESETS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several that exclude each other."""

    value: str
    label: str
    explains: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StartForm:
    """What can be chosen, and what is chosen to begin with."""

    environments: tuple[Choice, ...]
    presets: tuple[Choice, ...]
    with_endings: bool
    asks: Announcement
    """What a person is asked for where the service is not ours, the endings included."""

    hints: tuple[str, ...]
    """What they should know before."""


def show_form(
    offered: tuple[Environment, ...],
    *,
    redirect_uri: str,
    environment: Environment = Environment.EMBEDDED,
    presets: tuple[str, ...] = PRESETS,
    with_endings: bool = True,
) -> StartForm:
    """Return the form; it begins with what the run before it was given."""
    preset = presets[0] if len(presets) == 1 else ALL
    return StartForm(
        environments=tuple(
            Choice(
                value=one,
                label=one.capitalize(),
                explains=_PLACES[one],
                chosen=one is environment,
            )
            for one in offered
        ),
        presets=tuple(
            Choice(
                value=value,
                label="All three" if value == ALL else value,
                explains=explains,
                chosen=value == preset,
            )
            for value, explains in _PRESETS.items()
        ),
        with_endings=with_endings,
        asks=announce(),
        hints=(ONE_FOR_THIS, if_an_error_is_shown(redirect_uri)),
    )


def read_form(values: Mapping[str, str], offered: tuple[Environment, ...]) -> Wish:
    """Return what was chosen.

    Raises:
        BadRequest: something was that the form does not offer.
    """
    environment, preset = values.get("environment"), values.get("preset", ALL)
    chosen = next((one for one in offered if one == environment), None)
    if chosen is None or preset not in _PRESETS:
        raise BadRequest
    own = PRESETS if preset == ALL else (preset,)
    return Wish(
        environment=chosen,
        presets=own if chosen is Environment.EMBEDDED else (),
        with_endings="with_endings" in values,
    )
