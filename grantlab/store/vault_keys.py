"""Which key of the vault came after which: so that an old one does not seal again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, scoped_session

from grantlab.store.models import VaultKey
from grantlab.vault.errors import KeyRingError


class VaultKeys:
    """Repository of the ids of keys that have stood first in the ring."""

    def __init__(self, session: scoped_session[Session]) -> None:
        self._session = session

    def put_first(
        self, ring: tuple[str, ...], *, used: frozenset[str], now: datetime
    ) -> None:
        """Note that the first key of a ring is the one that seals from now on.

        A store that has noted none yet takes the keys that are in ``used`` to be older.

        Raises:
            KeyRingError: the ring is not in order.
        """
        self.check_order(ring)
        known = self._known()
        if ring[0] in known:
            return
        older = [] if known else [key for key in reversed(ring[1:]) if key in used]
        self._add((*older, ring[0]), now=now)

    def check_order(self, ring: tuple[str, ...]) -> None:
        """Check that the first key of a ring is the one that was put first last.

        Another order comes of an old backup, or of a variable that one server still has
        from before; it would seal new values under a key that was to be retired.

        Raises:
            KeyRingError: another key of the ring was put first after it.
        """
        known = self._known()
        newest = next((key_id for key_id in reversed(known) if key_id in ring), None)
        if ring[0] in known and ring[0] != newest:
            raise KeyRingError(
                f"the key ring begins with key {ring[0]}, and key {newest} has been put "
                f"before it since; put {newest} first again, or a new key before both "
                f"(key ids in the ring: {', '.join(ring)})"
            )

    def _known(self) -> list[str]:
        """Return the ids that were noted, oldest first."""
        query = select(VaultKey.key_id).order_by(VaultKey.id)
        return list(self._session.execute(query).scalars())

    def _add(self, key_ids: tuple[str, ...], *, now: datetime) -> None:
        try:
            for key_id in key_ids:
                self._session.add(VaultKey(key_id=key_id, first_used_at=now))
                self._session.flush()
            self._session.commit()
        except IntegrityError:
            # Another process has started with the same ring and was first to say so.
            self._session.rollback()
