"""Evidence from what is stored of one walk or connection."""

from collections.abc import Iterable
from datetime import datetime

from blueprints.services import Services
from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import KeyPairName
from grantlab.flows.gather_evidence import gather_evidence
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.store.models import RefreshAttempt, TokenGeneration


def gather(
    environment: Environment,
    *,
    round_trips: tuple[RoundTrip, ...],
    generations: Iterable[TokenGeneration],
    attempts: Iterable[RefreshAttempt],
    now: datetime,
    parts: Services,
) -> Evidence:
    """Return what is on record, with what this installation knows of its own keys."""
    read_redirect_uris = parts.environments.profiles[environment].read_redirect_uris
    return gather_evidence(
        round_trips=round_trips,
        generations=generations,
        attempts=attempts,
        key_pairs=name_key_pairs(environment, parts),
        registered_redirect_uris=None
        if read_redirect_uris is None
        else read_redirect_uris(),
        record_is_whole=_is_whole(round_trips),
        now=now,
    )


def _is_whole(round_trips: tuple[RoundTrip, ...]) -> bool:
    """Whether everything since the consent is there: then its response still is.

    The oldest round trips are the first to go, with a walk that was deleted or a
    history that grew too long.
    """
    return any(item.purpose is Purpose.AUTHORIZATION_RESPONSE for item in round_trips)


def name_key_pairs(
    environment: Environment, parts: Services
) -> tuple[KeyPairName, ...]:
    """Return what the key pairs of an environment are called."""
    pairs = (
        (parts.environments.keys_of(environment), f"{environment} keys"),
        (parts.environments.other_keys_of(environment), "the app’s other keys"),
    )
    return tuple(
        KeyPairName(client_id=keys.client_id, name=name)
        for keys, name in pairs
        if keys is not None
    )
