"""The user of our own provider: consents at once, without pages."""

from urllib.parse import parse_qsl, urlsplit

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.round_trip import Pairs
from grantlab.wire.bench_control import BenchControl, ConsentWish


class BenchUser:
    """Consents over the control API; see the port ``User``."""

    def __init__(self, bench: BenchControl) -> None:
        self._bench = bench

    def consent(self, request: AuthorizationRequest, *, realm_id: str | None) -> Pairs:
        sent = dict(request.parameters)
        wish = ConsentWish(
            realm_id=realm_id,
            scopes=request.scopes,
            redirect_uri=request.redirect_uri,
            state=request.state.reveal(),
            code_challenge=sent.get("code_challenge"),
            code_challenge_method=sent.get("code_challenge_method"),
        )
        return tuple(parse_qsl(urlsplit(self._bench.consent(wish)).query))
