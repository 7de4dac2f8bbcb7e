"""Ending a connection, as the page and the command line do it."""

from enum import StrEnum

from blueprints.environments import KeysMissingError
from blueprints.services import Services
from grantlab.flows.revoke_connection import (
    forget_connection,
    owe_revocation,
    revoke_connection,
)
from grantlab.protocol.errors import RevocationError
from grantlab.store.errors import ValueWipedError
from grantlab.store.models import Connection
from grantlab.wire.errors import ForbiddenAddressError, UnreachableError

COULD_NOT_BE_TOLD = (
    ForbiddenAddressError,
    KeysMissingError,
    RevocationError,
    UnreachableError,
)
"""Why the service does not know that a connection is to end."""


class Told(StrEnum):
    """Whether the service knows; the value is the slug of the notice."""

    REVOKED = "revoked"
    OWED = "wiped"
    NOTHING_TO_TELL = "nothing-to-tell"


def revoke(connection: Connection, parts: Services) -> None:
    """Tell the service to end a connection; if it cannot be told, nothing changes."""
    revoke_connection(
        connection.id,
        outside=parts.environments.open(connection.environment),
        parts=parts.ending_parts,
    )


def revoke_or_owe(connection: Connection, parts: Services) -> Told:
    """Tell the service; if it cannot be told, wipe here all the same and owe it."""
    try:
        revoke(connection, parts)
    except COULD_NOT_BE_TOLD as exc:
        owe_revocation(
            connection.id,
            problem=str(exc),
            now=parts.environments.clock_of(connection.environment).now(),
            parts=parts.ending_parts,
        )
        return Told.OWED
    return Told.REVOKED


def tell_and_forget(connection: Connection, parts: Services) -> Told:
    """End a connection at the service, now or later, and delete it here."""
    try:
        told = revoke_or_owe(connection, parts)
    except ValueWipedError:
        told = Told.NOTHING_TO_TELL
    forget_connection(connection.id, parts=parts.ending_parts)
    return told
