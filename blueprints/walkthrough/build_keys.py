"""Building step 1: which keys, and which redirect URI."""

from blueprints.environments import Profile
from blueprints.naming import secret_tag
from blueprints.redirect_uri_lint import lint
from blueprints.services import Services
from blueprints.walkthrough import bodies
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.walkthrough.ways_back import keys_page_from
from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.redirect_uri import find_difference

LABELS = {
    Environment.EMBEDDED: (
        "Embedded",
        "Grantlab’s own imitation of Intuit’s service, ready at once, offline. Its companies are invented.",
    ),
    Environment.SANDBOX: (
        "Sandbox",
        "Intuit’s service with your development keys and a sandbox company.",
    ),
    Environment.PRODUCTION: (
        "Production",
        "Intuit’s service with your production keys and real companies.",
    ),
}

NO_LOCALHOST = (
    "Production keys do not take http://localhost, so a production connection cannot be walked "
    "from this machine. It is made by importing a refresh token."
)


def build_keys(stage: Stage, parts: Services) -> bodies.KeysBody:
    """Return the middle of step 1; it needs no walk."""
    profile = parts.environments.profiles[stage.environment]
    keys = profile.read_keys()
    redirect_uri = parts.settings.redirect_uri
    registered, nearest = _registered(redirect_uri, profile)
    return bodies.KeysBody(
        environment=stage.environment,
        choices=tuple(_choice(environment, stage) for environment in Environment),
        client_id=None if keys is None else keys.client_id,
        secret=None if keys is None else secret_tag(keys.client_secret),
        redirect_uri=redirect_uri,
        registered=registered,
        difference=None if nearest is None else find_difference(redirect_uri, nearest),
        keys_page=keys_page_from(stage, parts),
        keys_from_environment=profile.keys_are_set,
        closed_because=profile.closed_because,
        keys_are_kept=parts.key_pairs.has(stage.environment),
        lint=lint(stage.looked_at or redirect_uri),
        cannot_begin=why_no_walk(stage.environment, keys),
    )


def _registered(uri: str, profile: Profile) -> tuple[bool | None, str | None]:
    """Return whether a redirect URI is on the list, and else the nearest that is."""
    if profile.read_redirect_uris is None:
        return None, None
    known = profile.read_redirect_uris()
    return uri in known, None if uri in known else _nearest(uri, known)


def _nearest(uri: str, registered: tuple[str, ...]) -> str | None:
    """Return the registered value that shares most with ours from the left."""

    def shared(other: str) -> int:
        difference = find_difference(uri, other)
        return len(uri) if difference is None else difference.position

    return max(registered, key=shared, default=None)


def why_no_walk(environment: Environment, keys: KeyPair | None) -> str | None:
    """Return why no walk can begin in an environment, or ``None`` when one can."""
    if environment is Environment.PRODUCTION:
        return NO_LOCALHOST
    return "Enter the keys first." if keys is None else None


def _choice(environment: Environment, stage: Stage) -> bodies.EnvironmentChoice:
    label, says = LABELS[environment]
    chosen = Stage(step=StepId.KEYS, environment=environment, scopes=stage.scopes)
    return bodies.EnvironmentChoice(
        environment=environment,
        label=label,
        says=says,
        href=chosen.url(),
        chosen=environment is stage.environment,
    )
