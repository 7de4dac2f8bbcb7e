"""The keys of real environments that were entered on the page."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.environment import Environment
from grantlab.protocol.key_pair import KeyPair
from grantlab.store.models import StoredKeyPair
from grantlab.store.sealing import Sealer


class KeyPairs:
    """Repository of entered key pairs; alone opens their client secrets."""

    def __init__(self, session: scoped_session[Session], sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def get(self, environment: Environment) -> KeyPair | None:
        """Return the pair of an environment, or ``None`` when none was entered.

        One of production is as if it were not there while the vault's key lies beside
        the data; it is not touched.
        """
        if self._sealer.why_not_kept(environment) is not None:
            return None
        row = self._row(environment)
        if row is None:
            return None
        return KeyPair(row.client_id, self._sealer.unseal(row, "sealed_client_secret"))

    def has(self, environment: Environment) -> bool:
        """Tell whether a pair was entered, without opening it."""
        return self._row(environment) is not None

    def put(self, environment: Environment, keys: KeyPair, *, now: datetime) -> None:
        """Keep a pair, sealed, in the place of an earlier one.

        Raises:
            KeyBesideDataError: it is of production, and the vault's key lies beside the
                data.
        """
        self._sealer.check_may_keep(environment)
        row = self._row(environment) or StoredKeyPair(environment=environment)
        row.client_id = keys.client_id
        row.entered_at = now
        self._session.add(row)
        self._session.flush()
        self._sealer.seal(row, "sealed_client_secret", keys.client_secret)
        self._session.commit()

    def remove(self, environment: Environment) -> None:
        """Forget a pair."""
        row = self._row(environment)
        if row is not None:
            self._session.delete(row)
            self._session.commit()

    def _row(self, environment: Environment) -> StoredKeyPair | None:
        query = select(StoredKeyPair).where(StoredKeyPair.environment == environment)
        return self._session.execute(query).scalar()
