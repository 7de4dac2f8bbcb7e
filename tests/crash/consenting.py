"""Connections in any number, although the service has but a few companies."""

from urllib.parse import parse_qsl, urlsplit

from blueprints.services import Services
from grantlab.flows.ports import Outside
from grantlab.protocol.scope import ACCOUNTING
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import read_token_answer
from grantlab.wire.bench_control import ConsentWish

ASKED_BY = "crash test"


def connect_once(parts: Services, outside: Outside) -> int:
    """Consent, exchange and store; return the number of the connection.

    Which company it is is not noted, so that each consent makes a row of its own. Values
    of older generations are wiped, as in the real environments.
    """
    redirect = parts.bench.consent(ConsentWish())
    request = CodeExchange(
        code=Secret(dict(parse_qsl(urlsplit(redirect).query))["code"]),
        redirect_uri=parts.settings.redirect_uri,
        code_verifier=None,
    )
    tokens = read_token_answer(
        outside.token_endpoint.exchange(request, keys=outside.keys)
    )
    connection = parts.connections.open_for(
        environment=outside.environment,
        realm_id=None,
        client_id=outside.keys.client_id,
        scopes=(ACCOUNTING,),
        now=outside.now(),
    )
    parts.generations.commit_consent(
        connection, tokens, walk_id=None, asked_by=ASKED_BY, keep_values=False
    )
    return connection.id
