"""A stage before Intuit's sandbox: somebody's own keys, real time, a person to consent."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import ClassVar

from pydantic import SecretStr

from blueprints.services import Services
from blueprints.verification.world import World, open_world
from grantlab.diagnosis.readings.requests import error_of
from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.settings import Settings, default_settings
from grantlab.verification.ports import User
from grantlab.verification.stage import Stage
from grantlab.wire.errors import MetadataError
from grantlab.wire.line import Line
from grantlab.wire.metadata import fetch_endpoints
from grantlab.wire.recording import Recorder

SANDBOX = Environment.SANDBOX
NO_TOKEN = Secret("not-a-refresh-token")
"""Sent once, to see whether the service knows the keys: it is refused for other keys first."""


class SandboxNotReadyError(GrantlabError):
    """Nothing could be verified in the sandbox; the message says what to do first."""

    slug: ClassVar[str] = "sandbox-not-ready"


@contextmanager
def open_sandbox(
    settings: Settings, *, keys: KeyPair | None, other_keys: KeyPair | None, user: User
) -> Iterator[Stage]:
    """Give a stage before the sandbox, on which nothing can be moved or broken.

    ``keys`` are development keys, ``other_keys`` the production keys of the same app, where
    they are known. Port, and with it the redirect URI, are those of the settings.

    Raises:
        SandboxNotReadyError: the keys are missing or wrong, or the service does not answer.
    """
    settings_in = partial(_settings_in, settings, _check_keys(keys, other_keys))
    with open_world(settings_in) as world:
        _check_discovery(world)
        stage = world.stage(SANDBOX, user=user, other_keys=other_keys)
        _check_known(stage)
        yield stage


def open_own_sandbox(parts: Services, *, user: User) -> AbstractContextManager[Stage]:
    """Give a stage before the sandbox, with the keys that Grantlab has.

    Raises:
        SandboxNotReadyError: see ``open_sandbox``.
    """
    environments = parts.environments
    keys = environments.keys_of(SANDBOX)
    other_keys = environments.other_keys_of(SANDBOX)
    # They may have come from the store, and a run sends, and waits for a person.
    environments.let_go()
    return open_sandbox(parts.settings, keys=keys, other_keys=other_keys, user=user)


def _settings_in(settings: Settings, keys: KeyPair, instance: Path) -> Settings:
    """Return settings in which only what leads to the sandbox is as somebody has set it."""
    return default_settings(instance).model_copy(
        update={
            "port": settings.port,
            "sandbox_discovery_url": settings.sandbox_discovery_url,
            "sandbox_client_id": keys.client_id,
            "sandbox_client_secret": SecretStr(keys.client_secret.reveal()),
        }
    )


def _check_keys(keys: KeyPair | None, other_keys: KeyPair | None) -> KeyPair:
    if keys is None:
        raise SandboxNotReadyError(
            "there are no development keys yet: set GRANTLAB_SANDBOX_CLIENT_ID and "
            "GRANTLAB_SANDBOX_CLIENT_SECRET, or enter them in step 1 of the walk"
        )
    if other_keys is not None and other_keys.client_id == keys.client_id:
        raise SandboxNotReadyError(
            "the same client id is set for sandbox and production: the sandbox needs the "
            "development keys of the app, which are on the other tab of Intuit's page of keys"
        )
    return keys


def _check_discovery(world: World) -> None:
    profile = world.parts.environments.profiles[SANDBOX]
    line = Line(
        transport=profile.transport,
        endpoints=profile.finder.source.fallback,
        recorder=Recorder(SANDBOX, profile.clock),
    )
    try:
        fetch_endpoints(line, profile.finder.source)
    except MetadataError as exc:
        raise SandboxNotReadyError(f"the sandbox cannot be reached: {exc}") from exc


def _check_known(stage: Stage) -> None:
    """See that the service knows the keys, before a person is sent to a page of errors."""
    hand = stage.service.hand()
    hand.refresh(NO_TOKEN)
    if error_of(hand.recorded[-1]) == "invalid_client":
        raise SandboxNotReadyError(
            "the service does not know these keys (invalid_client): compare the client id, "
            "and enter the secret of the development keys anew"
        )
