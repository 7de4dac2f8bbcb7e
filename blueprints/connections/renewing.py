"""How the renewal reaches each environment from a command."""

from collections.abc import Callable

from flask import Flask

from blueprints.environments import KeysMissingError
from blueprints.services import Services
from grantlab.flows.ports import Outside
from grantlab.flows.refresh_connection import read_basis, refresh_newest
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.renewal.pace import Pace
from grantlab.renewal.renewal_pass import ASKED_BY, Line
from grantlab.store.errors import RefreshInProgressError


def line_to(
    environment: Environment, *, concurrency: int, parts: Services, app: Flask
) -> Line:
    """Return how a pass reaches one environment.

    Raises:
        KeysMissingError: its keys are not there yet.
    """
    keys = parts.environments.keys_of(environment)
    if keys is None:
        raise KeysMissingError(
            f"the keys of the {environment} environment are not there yet"
        )
    profile = parts.environments.profiles[environment]
    # Endpoints that are to be looked for again are looked for now, and not by every thread.
    parts.environments.open_apart(environment, keys)
    # The embedded service is ours, and nobody counts its requests.
    rate = None if environment is Environment.EMBEDDED else parts.settings.renewal_rate
    return Line(
        environment=environment,
        clock=profile.clock,
        keeps_values=profile.keeps_values,
        open_outside=_opener(environment, keys, parts),
        refresh_alone=_refresher(environment, keys, parts, app),
        concurrency=concurrency,
        pace=Pace(rate),
    )


def _opener(
    environment: Environment, keys: KeyPair, parts: Services
) -> Callable[[], Outside]:
    return lambda: parts.environments.open_apart(environment, keys)


def _refresher(
    environment: Environment, keys: KeyPair, parts: Services, app: Flask
) -> Callable[[int], None]:
    def refresh(connection_id: int) -> None:
        with app.app_context():
            outside = parts.environments.open_with(environment, keys)
            basis = read_basis(connection_id, parts.refresh_parts)
            # It was found due a while ago; somebody may have brought its pair since. From
            # here on the claim sees to that: it is given on this basis only.
            if not parts.due.is_due(environment, connection_id, now=outside.now()):
                raise RefreshInProgressError("somebody else has seen to it")
            refresh_newest(
                basis,
                asked_by=ASKED_BY,
                outside=outside,
                parts=parts.refresh_parts,
            )

    return refresh
