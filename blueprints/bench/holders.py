"""Who holds a token here: its connection, and the name that it has there."""

from dataclasses import dataclass
from datetime import datetime

from blueprints.naming import name_values
from blueprints.tags import Tag
from grantlab.protocol.environment import Environment
from grantlab.store.connections import Connections
from grantlab.store.generations import Generations


@dataclass(frozen=True, slots=True)
class Held:
    """A token as one of our connections knows it."""

    connection: int
    tag: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Finds tokens of the embedded environment in our own store."""

    connections: Connections
    generations: Generations
    now: datetime

    def find(self, *fingerprints: str) -> dict[str, Held]:
        """Return those that a connection holds, by fingerprint."""
        numbers = self.generations.holders(fingerprints, Environment.EMBEDDED)
        wanted = set(fingerprints)
        return {
            fingerprint: Held(number, tag)
            for number in numbers
            for fingerprint, tag in self._tags(number).items()
            if fingerprint in wanted
        }

    def _tags(self, number: int) -> dict[str, Tag]:
        """Return the tags of a connection's tokens: the same as on its own page."""
        return name_values(
            generations=self.generations.of_connection(number),
            revoked_at=self.connections.get(number).revoked_at,
            now=self.now,
        )
