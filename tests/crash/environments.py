"""The environments as the tests of crashes want them."""

from dataclasses import replace

from blueprints.environments import Environments
from blueprints.services import Services
from grantlab.protocol.environment import Environment
from grantlab.wire.bench_offset import AskedOffset

EMBEDDED = Environment.EMBEDDED


def as_real_ones(parts: Services) -> Environments:
    """Return the environments; the embedded one wipes old values, as real ones do."""
    environments = parts.environments
    profile = replace(environments.profiles[EMBEDDED], keeps_values=False)
    profiles = {**environments.profiles, EMBEDDED: profile}
    return replace(environments, profiles=profiles)


def forget_the_time(parts: Services) -> None:
    """Ask the provider how far its clock is ahead, at the next look."""
    offset = parts.environments.bench_clock.kept
    assert isinstance(offset, AskedOffset)
    offset.forget()
