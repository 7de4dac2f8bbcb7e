"""Joining the parts: database, vault, repositories, environments."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from click import get_current_context
from flask import Flask
from sqlalchemy.orm import Session, scoped_session

from blueprints.bench.playhouse import Playhouse
from blueprints.database_trouble import trouble_has_a_name
from blueprints.embedded import EmbeddedService, service_elsewhere, service_in_process
from blueprints.environments import Environments, Profile
from blueprints.intuit import IntuitService, intuits_production, intuits_sandbox
from blueprints.keys import key_beside_data, key_source
from blueprints.migrating import is_migrating
from blueprints.playground.shipped import shipped_collection
from blueprints.services import EXTENSION, Services
from blueprints.verification.verifier import Verifier
from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.runtime.clock import BenchClock, Clock
from grantlab.runtime.entropy import Entropy
from grantlab.runtime.patience import Patience
from grantlab.settings import Settings, SettingsError
from grantlab.store.access_tokens import AccessTokens
from grantlab.store.authorization_attempts import AuthorizationAttempts
from grantlab.store.batches import Batches
from grantlab.store.cases import Cases
from grantlab.store.claims import Claims
from grantlab.store.connections import Connections
from grantlab.store.database import (
    MIGRATIONS,
    check_database_url,
    db,
    engine_options,
    prepare_database,
    sqlite_url,
)
from grantlab.store.debts import RevocationDebts
from grantlab.store.due import DueConnections
from grantlab.store.errors import DatabaseAddressError, DatabaseNotReadyError
from grantlab.store.generations import Generations
from grantlab.store.key_pairs import KeyPairs
from grantlab.store.playground_collections import PlaygroundCollections
from grantlab.store.playground_history import PlaygroundSent
from grantlab.store.playground_variables import PlaygroundVariableSets
from grantlab.store.round_trips import RoundTrips
from grantlab.store.sealed_values import used_key_ids
from grantlab.store.sealing import Sealer
from grantlab.store.sendings import LargeAnswers, Sendings
from grantlab.store.vault_keys import VaultKeys
from grantlab.store.verification_runs import VerificationRuns
from grantlab.store.walks import Walks
from grantlab.vault.derived_keys import derive_key
from grantlab.vault.key_file import open_app_key
from grantlab.vault.vault import Vault
from grantlab.wire.metadata import EndpointFinder
from grantlab.wire.transports import Transport, over_network

DATABASE_NAME = "grantlab.sqlite"


@trouble_has_a_name()
def join_services(
    app: Flask,
    settings: Settings,
    *,
    provider_app: Flask | None,
    machine_clock: Clock,
    entropy: Entropy,
    patience: Patience,
) -> None:
    """Open what is stored, check that it can be opened, and give the app its parts.

    Raises:
        KeyRingError: stored values were sealed under keys that are not there.
        SettingsError: the directory cannot be made, or the address of the database is
            not one.
        DatabaseUnusableError: it cannot be opened, or not be brought up to date.
        DatabaseNotReadyError: the server cannot be reached, or has yet to be migrated.
    """
    make_directory(settings)
    _configure(app, settings, entropy)
    vault = open_vault(settings, entropy)
    sealer = Sealer(vault, key_beside_data(settings, vault.key_ids))
    session = cast("scoped_session[Session]", db.session)
    if get_current_context(silent=True) is not None:
        # Under the `flask` command: `flask db` is for whoever runs a database server.
        _add_migrations(app)
    with app.app_context():
        _open_store(app, vault, session=session, sealer=sealer, now=machine_clock.now())
        access_tokens = AccessTokens(db.engine, vault)
    key_pairs = KeyPairs(session, sealer)
    embedded = (
        service_elsewhere(settings, machine_clock)
        if provider_app is None
        else service_in_process(provider_app, settings.base_url)
    )
    app.extensions[EXTENSION] = Services(
        settings=settings,
        environments=_environments(
            settings,
            embedded,
            key_pairs,
            machine_clock=machine_clock,
            # One clock on both sides of the wire, and after a restart too.
            bench_clock=BenchClock(machine_clock, embedded.offset),
            closed_because=sealer.why_not_kept(Environment.PRODUCTION),
            let_go=session.commit,
        ),
        bench=embedded.control,
        playhouse=Playhouse(),
        verifier=Verifier(app),
        machine_clock=machine_clock,
        entropy=entropy,
        patience=patience,
        walks=Walks(session, sealer, entropy=entropy),
        attempts=AuthorizationAttempts(session, sealer),
        connections=Connections(session, sealer),
        generations=Generations(session, sealer),
        access_tokens=access_tokens,
        claims=Claims(session, machine_clock=machine_clock, entropy=entropy),
        round_trips=RoundTrips(session, sealer),
        key_pairs=key_pairs,
        debts=RevocationDebts(session, sealer, machine_clock=machine_clock),
        due=DueConnections(session, machine_clock=machine_clock),
        batches=Batches(session, sealer, machine_clock=machine_clock),
        sendings=Sendings(settings.instance / "sendings", entropy=entropy),
        large_answers=LargeAnswers(
            settings.instance / "sendings",
            vault,
            machine_clock=machine_clock,
            entropy=entropy,
        ),
        cases=Cases(session, sealer, machine_clock=machine_clock, entropy=entropy),
        playground_collections=PlaygroundCollections(
            session,
            sealer,
            machine_clock=machine_clock,
            entropy=entropy,
            shipped=shipped_collection,
        ),
        playground_variables=PlaygroundVariableSets(
            session, sealer, machine_clock=machine_clock, entropy=entropy
        ),
        playground_history=PlaygroundSent(session, sealer, machine_clock=machine_clock),
        verification_runs=VerificationRuns(
            session, sealer, machine_clock=machine_clock, entropy=entropy
        ),
    )


def make_directory(settings: Settings) -> None:
    """Make the directory of this machine's files, unless it is there.

    Raises:
        SettingsError: it cannot be made.
    """
    try:
        settings.instance.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise SettingsError(
            f"GRANTLAB_INSTANCE: {settings.instance} cannot be made: {exc.strerror}; an"
            " example: ./instance"
        ) from exc


def open_vault(settings: Settings, entropy: Entropy) -> Vault:
    """Open the vault with the keys that were set.

    Raises:
        KeyRingError: the keys cannot be had.
        SettingsError: it is not plain which keys are meant.
    """
    source = key_source(settings, entropy)
    return Vault(source.read(), entropy=entropy, source=source)


def configure_database(app: Flask, settings: Settings) -> None:
    """Say where the store is.

    Raises:
        SettingsError: the address of the database is not one.
    """
    url = database_url(settings)
    app.config.update(
        SQLALCHEMY_DATABASE_URI=url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(url),
    )
    db.init_app(app)


def open_database(app: Flask) -> None:
    """Bring the schema up to date, inside an application context."""
    prepare_database(lambda: _upgrade(app))


def _open_store(
    app: Flask,
    vault: Vault,
    *,
    session: "scoped_session[Session]",
    sealer: Sealer,
    now: datetime,
) -> None:
    """Bring the tables up to date, and check that what is in them opens."""
    try:
        open_database(app)
        used = used_key_ids(db.engine)
        vault.check_key_ids(used)
        Connections(session, sealer).check_index()
    except GrantlabError as exc:
        # Nobody is going to serve over it.
        session.remove()
        db.engine.dispose()
        if isinstance(exc, DatabaseNotReadyError) and is_migrating():
            return
        raise
    VaultKeys(session).put_first(vault.key_ids, used=used, now=now)


def _upgrade(app: Flask) -> None:
    _add_migrations(app)
    import flask_migrate

    flask_migrate.upgrade()


def _add_migrations(app: Flask) -> None:
    # Imported late: Alembic takes as long to load as everything else of a start.
    import flask_migrate

    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))


def _configure(app: Flask, settings: Settings, entropy: Entropy) -> None:
    key = open_app_key(settings.instance / "app.key", entropy=entropy)
    configure_database(app, settings)
    app.config.update(
        SECRET_KEY=derive_key(key, purpose="session"),
        WTF_CSRF_SECRET_KEY=derive_key(key, purpose="forms").hex(),
        # A page may stay open over lunch; the session is what the token is bound to.
        WTF_CSRF_TIME_LIMIT=None,
        SESSION_COOKIE_NAME="grantlab_client",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=2 << 20,
    )


def database_url(settings: Settings) -> str:
    """Return where the store is.

    Raises:
        SettingsError: the address of the database is not one, or needs another package.
    """
    if settings.database_url is None:
        return sqlite_url(settings.instance / DATABASE_NAME)
    try:
        return check_database_url(settings.database_url.get_secret_value())
    except DatabaseAddressError as exc:
        raise SettingsError(f"GRANTLAB_DATABASE_URL: {exc}") from None


def _environments(
    settings: Settings,
    embedded: EmbeddedService,
    key_pairs: KeyPairs,
    *,
    machine_clock: Clock,
    bench_clock: BenchClock,
    closed_because: str | None,
    let_go: Callable[[], None],
) -> Environments:
    network = over_network()
    return Environments(
        profiles={
            Environment.EMBEDDED: _embedded(embedded, bench_clock, network),
            Environment.SANDBOX: _intuit(
                Environment.SANDBOX,
                intuits_sandbox(settings, network),
                settings,
                key_pairs,
                network=network,
                clock=machine_clock,
            ),
            Environment.PRODUCTION: _intuit(
                Environment.PRODUCTION,
                intuits_production(network),
                settings,
                key_pairs,
                network=network,
                clock=machine_clock,
                closed_because=closed_because,
            ),
        },
        bench_clock=bench_clock,
        let_go=let_go,
    )


def _embedded(service: EmbeddedService, clock: Clock, network: Transport) -> Profile:
    return Profile(
        environment=Environment.EMBEDDED,
        clock=clock,
        finder=EndpointFinder(service.metadata),
        transport=service.transport,
        network=network,
        own_base=service.base_url,
        read_keys=service.read_keys,
        read_other_keys=service.read_other_keys,
        read_redirect_uris=service.read_redirect_uris,
        read_policy=service.read_policy,
        can_move_time=service.control.is_open,
        is_provided=True,
        keeps_values=True,
        keys_are_set=True,
        keys_page=f"{service.base_url}/app/keys",
        disconnect_page=f"{service.base_url}/app/apps",
    )


def _intuit(
    environment: Environment,
    service: IntuitService,
    settings: Settings,
    key_pairs: KeyPairs,
    *,
    network: Transport,
    clock: Clock,
    closed_because: str | None = None,
) -> Profile:
    other = (
        Environment.PRODUCTION
        if environment is Environment.SANDBOX
        else Environment.SANDBOX
    )
    return Profile(
        environment=environment,
        clock=clock,
        finder=EndpointFinder(service.source),
        transport=service.transport,
        network=network,
        own_base=service.own_base,
        is_provided=service.own_base is not None,
        read_keys=_keys_reader(environment, settings, key_pairs),
        read_other_keys=_keys_reader(other, settings, key_pairs),
        keys_are_set=environment in settings.key_pairs,
        closed_because=closed_because,
    )


def _keys_reader(
    environment: Environment, settings: Settings, key_pairs: KeyPairs
) -> Callable[[], KeyPair | None]:
    """Read keys from the settings, else from the page's; they may be entered any time."""
    return lambda: settings.key_pairs.get(environment) or key_pairs.get(environment)
