"""The user of our own provider: consents at once, without pages."""

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.round_trip import Pairs
from grantlab.wire.bench_control import BenchControl

COMPANIES = ("9341450000000101", "9341450000000102")
"""Two companies of our own provider's that its user can connect."""


class BenchUser:
    """Consents over the control API; see the port ``User``."""

    def __init__(self, bench: BenchControl) -> None:
        self._bench = bench

    def consent(self, request: AuthorizationRequest, *, realm_id: str | None) -> Pairs:
        return self._bench.consent_to(request, realm_id=realm_id)
