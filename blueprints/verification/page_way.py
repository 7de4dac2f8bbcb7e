"""A person before a page: the page leads to Intuit, and the browser comes back to the walk's redirect URI."""

from datetime import timedelta
from typing import Final

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.round_trip import Pairs
from grantlab.runtime.clock import Clock
from grantlab.runtime.patience import Patience
from grantlab.store.verification_runs import VerificationRuns
from grantlab.verification.errors import NobodyThereError
from grantlab.verification.person import DID_NOT_COME, WAITS

LOOKS_EVERY: Final = timedelta(seconds=1)


class PageWay:
    """Asks by way of the run's row; see the port ``Way``.

    The row is what any process of this installation can reach: the page that shows the
    address, and the callback that takes the response.
    """

    def __init__(
        self, runs: VerificationRuns, run_id: int, *, clock: Clock, patience: Patience
    ) -> None:
        self._runs = runs
        self._run_id = run_id
        self._clock = clock
        """The machine's."""

        self._patience = patience

    def ask(self, request: AuthorizationRequest, _realm_id: str | None, /) -> Pairs:
        until = self._clock.now() + WAITS
        self._runs.ask(self._run_id, state=request.state, address=request.url)
        while self._clock.now() < until:
            brought = self._runs.take_brought(self._run_id)
            if brought is not None:
                return brought
            if not self._runs.beat(self._run_id):
                raise NobodyThereError("The run was ended before anybody consented.")
            self._patience.pause(LOOKS_EVERY)
        self._runs.ask_nobody(self._run_id)
        raise NobodyThereError(DID_NOT_COME)
