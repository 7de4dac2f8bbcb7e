"""A client id and its secret."""

from dataclasses import dataclass

from grantlab.protocol.secret import Secret


@dataclass(frozen=True, slots=True)
class KeyPair:
    """What the client proves itself with; each pair belongs to one environment (L102)."""

    client_id: str
    client_secret: Secret
