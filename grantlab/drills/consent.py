"""The user consents: the question, the answer on the bench, and the way back."""

from grantlab.drills.acts import Consent, Keys
from grantlab.drills.drill import Stage
from grantlab.drills.program import Program
from grantlab.drills.world import World
from grantlab.flows.call_company import NO_COMPANY
from grantlab.flows.receive_authorization import describe_response
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.environment import Environment
from grantlab.protocol.pkce import VERIFIER_OCTETS, make_code_verifier
from grantlab.protocol.round_trip import Pairs, Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.state import STATE_OCTETS, make_state
from grantlab.protocol.token_request import CodeExchange
from grantlab.wire.redaction import redact_url


def ask_and_receive(
    act: Consent, stage: Stage, program: Program, world: World
) -> tuple[RoundTrip, ...]:
    """Let the user consent, and give the code to the program; return the navigations."""
    request = _prepare(stage, world)
    asked = RoundTrip(
        purpose=Purpose.AUTHORIZATION_REQUEST,
        environment=Environment.EMBEDDED,
        method="GET",
        url=redact_url(request.url),
        started_at=world.clock.now(),
        client_id=request.client_id,
    )
    brought = world.bench.consent_to(request)
    _receive(request, brought, program)
    if act.adds_code is not None:
        program.added_code = act.adds_code
        brought = (*brought, ("code", act.adds_code))
    came_back = describe_response(
        brought, stage.redirect_uri, Environment.EMBEDDED, now=world.clock.now()
    )
    return (asked, came_back)


def _prepare(stage: Stage, world: World) -> AuthorizationRequest:
    octets = world.entropy.octets
    verifier = make_code_verifier(octets(VERIFIER_OCTETS)) if stage.uses_pkce else None
    return AuthorizationRequest(
        endpoint=world.endpoints.authorization,
        client_id=world.keys[Keys.DEVELOPMENT].client_id,
        redirect_uri=stage.redirect_uri,
        scopes=stage.scopes,
        state=make_state(octets(STATE_OCTETS)),
        code_verifier=verifier,
    )


def _receive(request: AuthorizationRequest, brought: Pairs, program: Program) -> None:
    members = dict(brought)
    program.realm_id = members.get("realmId", NO_COMPANY)
    program.consent = CodeExchange(
        code=Secret(members["code"]),
        redirect_uri=request.redirect_uri,
        code_verifier=request.code_verifier,
    )
