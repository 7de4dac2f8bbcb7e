"""The walks of the browsers."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import WalkNotFoundError
from grantlab.store.models import Walk
from grantlab.store.sealing import Sealer

HANDLE_OCTETS = 6

# Put together once: every page of a walk begins with it.
_OF_BROWSER = select(Walk).where(
    Walk.handle == bindparam("handle"),
    Walk.browser_digest == bindparam("browser_digest"),
)


class Walks:
    """Repository of walks."""

    def __init__(
        self, session: scoped_session[Session], sealer: Sealer, *, entropy: Entropy
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._entropy = entropy

    def add(
        self,
        *,
        browser_digest: str,
        environment: Environment,
        scopes: tuple[str, ...],
        uses_pkce: bool,
        now: datetime,
        reconnects_id: int | None = None,
    ) -> Walk:
        """Begin a walk, if need be for a connection whose company is to consent again."""
        walk = Walk(
            handle=self._entropy.octets(HANDLE_OCTETS).hex(),
            browser_digest=browser_digest,
            environment=environment,
            scopes=scopes,
            uses_pkce=uses_pkce,
            started_at=now,
            reconnects_id=reconnects_id,
        )
        self._session.add(walk)
        self._session.commit()
        return walk

    def get(self, handle: str, *, browser_digest: str) -> Walk:
        """Return this browser's walk.

        Raises:
            WalkNotFoundError: there is none, or it is another browser's.
        """
        wanted = {"handle": handle, "browser_digest": browser_digest}
        walk = self._session.execute(_OF_BROWSER, wanted).scalar()
        if walk is None:
            raise WalkNotFoundError("no walk of this browser has this handle")
        return walk

    def by_id(self, walk_id: int) -> Walk:
        """Return a walk that is known to exist."""
        return self._session.get_one(Walk, walk_id)

    def set_stage(
        self, walk: Walk, *, scopes: tuple[str, ...], uses_pkce: bool
    ) -> None:
        """Change what the next authorization request of a walk asks for."""
        walk.scopes = scopes
        walk.uses_pkce = uses_pkce
        self._session.commit()

    def note_stray(
        self, walk: Walk, *, problem: str, state: Secret | None, now: datetime
    ) -> None:
        """Keep what came back with a state that was not to be used."""
        walk.stray_at = now
        walk.stray_problem = problem
        self._sealer.seal(walk, "sealed_stray_state", state)
        self._session.commit()

    def clear_stray(self, walk: Walk) -> None:
        """Forget the last response that was not to be used."""
        walk.stray_at = walk.stray_problem = walk.sealed_stray_state = None
        self._session.commit()

    def stray_state(self, walk: Walk) -> Secret | None:
        """Return the state that came back and was not to be used."""
        return self._sealer.unseal_if_kept(walk, "sealed_stray_state")

    def attach(self, walk: Walk, connection_id: int) -> None:
        """Say which connection a walk has led to."""
        walk.connection_id = connection_id
        self._session.commit()

    def newest_of_browser(self, browser_digest: str) -> Walk | None:
        """Return the walk that a browser began last."""
        query = (
            select(Walk)
            .where(Walk.browser_digest == browser_digest)
            .order_by(Walk.id.desc())
        )
        return self._session.execute(query).scalars().first()

    def remove(self, walk: Walk) -> None:
        """Delete a walk with everything that only it needed."""
        self._session.delete(walk)
        self._session.commit()
