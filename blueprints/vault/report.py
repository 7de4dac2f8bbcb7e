"""What ``flask vault check`` found, in words and in members."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from blueprints.vault.opening import OpenedVault
from grantlab.store.checking import Opened
from grantlab.vault.errors import KeyRingError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How keys and values stand."""

    source: str
    ring: tuple[str, ...]
    found: Opened
    ring_problem: str | None
    """What is wrong with the ring as a whole; ``None`` when nothing is."""

    lies: str
    """Where the keys lie, and what follows for production."""

    refused: bool
    """Whether production is refused for that."""

    production: int
    """Key pairs and connections of production that are stored."""

    @property
    def found_something(self) -> bool:
        stays_open = self.refused and self.production
        return bool(self.found.unopened or self.ring_problem or stays_open)

    @property
    def unused(self) -> tuple[str, ...]:
        """The older keys that nothing needs any more."""
        return tuple(key for key in self.ring[1:] if not self.found.by_key[key])


def report(opened: OpenedVault, found: Opened, *, production: int) -> Report:
    """Join what was found to what is known of the keys."""
    beside = opened.key_beside_data
    lies = (
        f"apart from the data, in {opened.source.name}"
        if beside is None
        else f"beside the data, in {beside}: whoever copies the directory has both, so "
        "nothing of production is kept or used"
    )
    return Report(
        source=opened.source.name,
        ring=opened.vault.key_ids,
        found=found,
        ring_problem=_what_is_wrong(opened),
        lies=lies,
        refused=beside is not None,
        production=production,
    )


def as_lines(told: Report) -> Iterator[str]:
    """Return a line for each thing, its kind first and tabs between."""
    for place, key in enumerate(told.ring):
        kind = "older" if place else "newest"
        yield f"key\t{key}\t{kind}\t{told.found.by_key[key]} values"
    for column, count in sorted(told.found.by_column.items()):
        yield f"column\t{column}\t{count} values"
    yield f"keys lie\t{told.lies}"
    if told.ring_problem is not None:
        yield f"key ring\t{told.ring_problem}"
    if told.refused and told.production:
        yield f"production\t{told.production} key pairs and connections are stored and refused"
    for problem in told.found.problems:
        yield f"does not open\t{problem}"
    left_out = told.found.unopened - len(told.found.problems)
    if left_out:
        yield f"does not open\tand {left_out} more"
    yield from _next_steps(told)


def as_members(told: Report) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "source": told.source,
        "ring": list(told.ring),
        "opened": told.found.opened,
        "by_key": dict(told.found.by_key),
        "by_column": dict(told.found.by_column),
        "unopened": told.found.unopened,
        "problems": told.found.problems,
        "key_ring": told.ring_problem,
        "beside_data": told.refused,
        "keys_lie": told.lies,
        "production_stored": told.production,
        "unused_keys": list(told.unused),
    }


def _next_steps(told: Report) -> Iterator[str]:
    older = told.found.opened - told.found.by_key[told.ring[0]]
    if older:
        yield f"next\tflask vault rekey: {older} values are under older keys"
    elif told.unused and not told.found.unopened:
        yield f"next\tnothing needs {', '.join(told.unused)}: take it out of the ring"
    yield f"result\t{told.found.opened} values open, {told.found.unopened} do not"


def _what_is_wrong(opened: OpenedVault) -> str | None:
    try:
        opened.check_ring()
    except KeyRingError as exc:
        return str(exc)
    return None
