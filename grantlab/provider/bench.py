"""How the bench is set: the clock's offset, and the policy.

It lies in the database and is read anew by every request, so that it survives a restart
and two processes never differ.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from sqlite3 import Connection
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.protocol.durations import LONGEST
from grantlab.provider.columns import keep_length, read_length
from grantlab.provider.database import Database
from grantlab.provider.policy.knobs import turn_knobs
from grantlab.provider.policy.policy import Policy
from grantlab.provider.policy.presets import FAQ, find_preset

_OFFSET = "SELECT clock_offset FROM bench"
_POLICY = "SELECT revision, preset, knobs FROM bench"
_MOVE = "UPDATE bench SET clock_offset = ?"
_SET_POLICY = "UPDATE bench SET preset = ?, knobs = ?"
_COUNT = "UPDATE bench SET revision = revision + 1"
_SECOND = timedelta(seconds=1)


class BackwardsError(GrantlabError):
    """The clock was to be turned back."""

    slug: ClassVar[str] = "backwards"

    def __init__(self) -> None:
        super().__init__("the clock only moves forward")


class TooFarError(GrantlabError):
    """The clock was to be moved beyond a hundred years."""

    slug: ClassVar[str] = "too-far"

    def __init__(self) -> None:
        super().__init__("the clock goes a hundred years ahead at most")


class MovedMeanwhileError(GrantlabError):
    """The clock was to be moved on from a time that it no longer told."""

    slug: ClassVar[str] = "moved-meanwhile"

    def __init__(self) -> None:
        super().__init__("the clock was moved meanwhile; nothing was done now")


class KeptOffset:
    """How far the provider's clock is ahead, for every process that asks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self) -> timedelta:
        (microseconds,) = self._database.glance(_OFFSET)
        return read_length(microseconds)

    def add(self, by: timedelta, *, seen: timedelta | None = None) -> None:
        """Move it; two who move it at once move it by both.

        Whoever says what they have ``seen``, to the second, moves it from there only:
        a form that is sent twice moves it once.

        Raises:
            MovedMeanwhileError: it is no longer what was seen.
            TooFarError: it would be more than a hundred years.
        """
        with self._database.write() as connection:
            (kept,) = connection.execute(_OFFSET).fetchone()
            offset = read_length(kept)
            if seen is not None and seen != offset - offset % _SECOND:
                raise MovedMeanwhileError
            if offset + by > LONGEST:
                raise TooFarError
            connection.execute(_MOVE, (keep_length(offset + by),))


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """A policy, and which of its knobs were turned by hand."""

    revision: int
    policy: Policy
    turned: Mapping[str, str]


class Bench:
    """The policy in force, and the way to another one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.forget()

    def forget(self) -> None:
        """Know nothing of the database: it may be another one from now on."""
        self._known = PolicyInForce(-1, FAQ, {})

    def in_force(self) -> PolicyInForce:
        """Return what is in force now; it is read again only after a change."""
        revision, preset, knobs = self._database.glance(_POLICY)
        known = self._known
        if known.revision != revision:
            turned = json.loads(knobs)
            policy = turn_knobs(find_preset(preset), turned)
            known = self._known = PolicyInForce(revision, policy, turned)
        return known

    def set_policy(self, preset: str | None, knobs: Mapping[str, str]) -> None:
        """Take a preset, or keep the one in force, and turn some knobs.

        A preset takes back whatever was turned before.

        Raises:
            UnknownPresetError: there is no such preset.
            UnknownKnobError: there is no such knob.
            KnobValueError: a knob does not take its value.
        """
        with self._database.write() as connection:
            _, kept, knobs_kept = connection.execute(_POLICY).fetchone()
            before = json.loads(knobs_kept) if preset is None else {}
            base = find_preset(kept if preset is None else preset)
            turned = {
                name: value
                for name, value in (before | dict(knobs)).items()
                if turn_knobs(base, {name: value}) != base
            }
            connection.execute(_SET_POLICY, (base.preset, json.dumps(turned)))
            count_change(connection)


def count_change(connection: Connection) -> None:
    """Let every process read the bench again."""
    connection.execute(_COUNT)
