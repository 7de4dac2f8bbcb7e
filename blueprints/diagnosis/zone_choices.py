"""The time zones that somebody can choose for moments without one."""

from datetime import UTC, tzinfo
from functools import cache
from typing import NamedTuple

from blueprints.diagnosis.zones import find_zone

_PLACES = (
    ("America/Los_Angeles", "Pacific: Los Angeles"),
    ("America/Denver", "Mountain: Denver"),
    ("America/Phoenix", "Mountain without summer time: Phoenix"),
    ("America/Chicago", "Central: Chicago"),
    ("America/New_York", "Eastern: New York, Toronto"),
    ("America/Halifax", "Atlantic: Halifax"),
    ("America/Sao_Paulo", "São Paulo"),
    ("Europe/London", "London, Dublin"),
    ("Europe/Berlin", "Berlin, Paris, Madrid"),
    ("Africa/Johannesburg", "Johannesburg"),
    ("Asia/Dubai", "Dubai"),
    ("Asia/Kolkata", "India"),
    ("Asia/Manila", "Manila, Singapore"),
    ("Australia/Sydney", "Sydney, Melbourne"),
    ("Pacific/Auckland", "Auckland"),
)
"""Named by place, because a log that spans a change of clocks has no one distance to UTC."""

_WHOLE_HOURS = range(-12, 15)


class ZoneChoice(NamedTuple):
    """One choice."""

    id: str
    words: str
    zone: tzinfo


NOT_TOLD = ZoneChoice("", "not told: read as UTC", UTC)


def choice_of(id_: str) -> ZoneChoice:
    """Return the choice with an id; one that is not offered is as good as none."""
    return next((choice for choice in zone_choices() if choice.id == id_), NOT_TOLD)


@cache
def zone_choices() -> tuple[ZoneChoice, ...]:
    """Return what is on offer, first to leave it untold.

    Places are left out where the machine has no table of time zones.
    """
    hours = ((f"{hour:+03}:00", f"UTC{hour:+03}:00") for hour in _WHOLE_HOURS if hour)
    found = (
        ZoneChoice(id_, words, zone)
        for id_, words in (*_PLACES, *hours)
        if (zone := find_zone(id_)) is not None
    )
    return (NOT_TOLD, ZoneChoice("UTC", "UTC", UTC), *found)
