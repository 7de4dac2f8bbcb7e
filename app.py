"""Where the parts are joined: the client's application, and the provider's."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from blueprints.refusing import said_to_commands
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy

if TYPE_CHECKING:
    from grantlab.runtime.patience import Patience
    from grantlab.settings import Settings

ROOT = Path(__file__).parent


def create_provider_app(
    instance: Path,
    *,
    clock: Clock,
    entropy: Entropy,
    patience: "Patience | None" = None,
    seed_redirect_uri: str = "http://localhost:8484/walk/callback",
    hosts: tuple[str, ...] = (),
) -> Flask:
    """Make the provider over the database in ``instance``, which is made if need be.

    It is mounted under a prefix or serves alone; its own addresses follow from the
    request. ``hosts`` are names it answers to besides those of this machine.
    ``blueprints.provider.context.provider_of`` gives the provider behind it.
    """
    from blueprints.provider.registration import register_provider
    from grantlab.provider.provider import Provider
    from grantlab.runtime.patience import SystemPatience

    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    provider = Provider(
        instance, clock=clock, entropy=entropy, seed_redirect_uri=seed_redirect_uri
    )
    register_provider(app, provider, patience=patience or SystemPatience(), hosts=hosts)
    return app


@said_to_commands
def create_app(
    settings: "Settings | None" = None,
    *,
    clock: Clock | None = None,
    entropy: Entropy | None = None,
    patience: "Patience | None" = None,
) -> Flask:
    """Make the client, with the embedded provider mounted under ``/intuit``.

    Tests hand in settings, a clock, an entropy and a patience; without them the
    environment, the machine's clock and its randomness are used.

    Raises:
        SettingsError: a variable is not of its form.
        KeyRingError: the vault's keys are not the ones that stored values need.
    """
    from blueprints import register
    from blueprints.embedded import mount_provider
    from blueprints.guards import install_guards
    from blueprints.joining import join_services
    from blueprints.logs import install_logs
    from blueprints.rendering import install_rendering
    from grantlab.runtime.clock import SystemClock
    from grantlab.runtime.entropy import SystemEntropy
    from grantlab.runtime.patience import SystemPatience
    from grantlab.settings import read_settings

    install_logs()
    settings = settings or read_settings()
    machine_clock = clock or SystemClock()
    chance = entropy or SystemEntropy()
    app = Flask(__name__)
    provider_app = None
    if settings.embedded_url is None:
        provider_app = create_provider_app(
            settings.instance,
            clock=machine_clock,
            entropy=chance,
            patience=patience,
            seed_redirect_uri=settings.redirect_uri,
        )
        mount_provider(app, provider_app)
    join_services(
        app,
        settings,
        provider_app=provider_app,
        machine_clock=machine_clock,
        entropy=chance,
        patience=patience or SystemPatience(),
    )
    install_guards(app)
    install_rendering(app)
    register(app)
    return app


if __name__ == "__main__":
    import sys

    from blueprints.serving import serve

    serve(reload="--reload" in sys.argv[1:])
