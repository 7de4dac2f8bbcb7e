"""Chapter 1: the registered app."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.authorization_response import read_authorization_response
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.protocol.state import STATE_OCTETS, make_state
from grantlab.protocol.token_response import TokenSet
from grantlab.verification.check import check
from grantlab.verification.granting import refresh_token_of
from grantlab.verification.notes import Notes
from grantlab.verification.readings import is_refused
from grantlab.verification.stage import Asked, Stage
from grantlab.verification.visitor import Visitor
from grantlab.wire.bench_control import BenchControl, BenchRefusedError
from grantlab.wire.browser import Sight

DEVELOPMENT, PRODUCTION = "development", "production"
"""What a provider of ours calls the two key pairs."""

PRODUCTION_API = "/quickbooks"
"""Where, below its base, it stands for the host of real companies."""

STRANGER = KeyPair("ABneverregisteredbyanybody", Secret("of no registered app"))
POSTMAN = "https://oauth.pstmn.io/v1/callback"
TURNED_AWAY = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What one key pair was given, for a company of its own."""

    keys: KeyPair
    api: str
    """The address of the API that its companies are reached at."""

    realm_id: str
    tokens: TokenSet


@check("L101")
def nothing_begins_without_a_registered_client_id(stage: Stage, notes: Notes) -> None:
    hand, request = stage.hand(notes), stage.prepare()
    notes.did(
        "A browser opens a request for consent, and then the same with an unknown client id."
    )
    shown = Visitor(hand).open(request)
    notes.expect(_is_asked(shown), "At the first, the user is asked to sign in.")
    stranger = replace(request, client_id=STRANGER.client_id)
    _expect_page(Visitor(hand).open(stranger), notes)
    notes.did(
        "An unknown client sends a code, and then the client does that it was issued to."
    )
    asked = stage.ask()
    hand.exchange(asked.exchange, keys=STRANGER)
    notes.expect(
        is_refused(hand.recorded[-1], "invalid_client", status=HTTPStatus.UNAUTHORIZED),
        "The unknown client is answered 401 invalid_client.",
    )
    notes.expect(hand.exchange(asked.exchange), "The registered client gets tokens.")


@check("L102")
def each_key_pair_opens_its_own_companies(stage: Stage, notes: Notes) -> None:
    notes.did("A user consents for each key pair, on the service's pages.")
    real_api = stage.bench.base_url + PRODUCTION_API
    sandbox = _own(
        stage, notes, stage.service.keys, stage.service.endpoints.api, DEVELOPMENT
    )
    real = _own(stage, notes, stage.other_pair, real_api, PRODUCTION)
    notes.expect(
        sandbox.realm_id != real.realm_id,
        "The two key pairs are given different companies.",
    )
    pairs = ((sandbox, real, DEVELOPMENT), (real, sandbox, PRODUCTION))
    for own, other, name in pairs:
        notes.did(
            f"The tokens of the {name} keys are used in their place, and in the other's."
        )
        notes.expect(
            _call(stage, notes, own, own) == HTTPStatus.OK,
            f"The access token of the {name} keys opens their own company.",
        )
        notes.expect(
            _call(stage, notes, own, other) in TURNED_AWAY,
            "It does not open the company of the other keys, at their address.",
        )
        notes.expect(
            _call(stage, notes, own, replace(own, api=other.api)) in TURNED_AWAY,
            "Nor does it open its own company at the other address.",
        )
        hand = stage.hand(notes)
        hand.refresh(refresh_token_of(own.tokens), keys=other.keys)
        notes.expect(
            is_refused(hand.recorded[-1], "invalid_grant"),
            "The refresh token, sent with the other keys, is answered 400 invalid_grant.",
        )


@check("L103")
def the_browser_is_sent_to_a_listed_address_only(stage: Stage, notes: Notes) -> None:
    hand, request = stage.hand(notes), stage.prepare()
    registered = request.redirect_uri
    notes.saw(f"The redirect URI on the list is “{registered}”.")
    for uri in (f"{registered}/", f"{registered}/more", registered.upper()):
        notes.did(f"A browser opens a request whose redirect URI is “{uri}”.")
        shown = Visitor(hand).open(replace(request, redirect_uri=uri))
        _expect_page(shown, notes)
    notes.did(
        "An address of the production keys' list is used with the development keys, and then"
        " with the production keys."
    )
    keys = stage.bench.fetch_state().app.keys[PRODUCTION]
    elsewhere = replace(request, redirect_uri=keys.redirect_uris[0])
    _expect_page(Visitor(hand).open(elsewhere), notes)
    notes.expect(
        _is_asked(Visitor(hand).open(replace(elsewhere, client_id=keys.client_id))),
        "With the production keys, the user is asked to sign in.",
    )
    notes.did(
        "The listed address of the development keys is used with production keys."
    )
    swapped = replace(request, client_id=keys.client_id)
    _expect_page(Visitor(hand).open(swapped), notes)
    notes.did("A user consents to the request with the listed address.")
    notes.expect(
        Visitor(hand).consent(request).leaves_for == registered,
        "The browser is sent to the listed address, character for character.",
    )


@check("L104")
def a_redirect_uri_is_https(stage: Stage, notes: Notes) -> None:
    _expect_registering(
        stage.bench,
        notes,
        (
            (DEVELOPMENT, "https://app.example.com/callback", True),
            (DEVELOPMENT, "http://localhost:8123/callback", True),
            (DEVELOPMENT, "http://app.example.com/callback", False),
            (DEVELOPMENT, "http://127.0.0.1:8123/callback", False),
            (DEVELOPMENT, "http://localhost.example.com/callback", False),
            (PRODUCTION, "https://app.example.com/callback", True),
            (PRODUCTION, "http://app.example.com/callback", False),
            (PRODUCTION, "http://localhost:8123/callback", False),
        ),
    )


@check("L105")
def a_redirect_uri_carries_nothing(stage: Stage, notes: Notes) -> None:
    _expect_registering(
        stage.bench,
        notes,
        tuple(
            (keys, f"https://app.example.com/return{rest}", not rest)
            for keys in (DEVELOPMENT, PRODUCTION)
            for rest in ("", "?order=42", "?", "#paid")
        ),
    )
    notes.did("A user consents to a request whose state carries something along.")
    chance = make_state(stage.entropy.octets(STATE_OCTETS)).reveal()
    request = replace(
        stage.prepare(), state=Secret(f"{chance}.order=42&back=/paid?%20#end")
    )
    brought = dict(stage.user.consent(request, realm_id=None))
    notes.expect(
        Secret(brought.get("state", "")) == request.state,
        "The state comes back as it was sent, character for character.",
    )


@check("L106")
def a_second_tool_needs_an_address_of_its_own(stage: Stage, notes: Notes) -> None:
    hand, request = stage.hand(notes), stage.prepare(redirect_uri=POSTMAN)
    notes.did(
        f"A second tool uses the same keys; its own redirect URI, {POSTMAN}, is not listed."
    )
    _expect_page(Visitor(hand).open(request), notes)
    notes.did("Its redirect URI is put on the list, and a user consents.")
    stage.bench.add_redirect_uri(DEVELOPMENT, POSTMAN)
    sight = Visitor(hand).consent(request)
    notes.expect(sight.leaves_for == POSTMAN, "The browser is sent to the second tool.")
    notes.expect(
        hand.exchange(_asked(request, sight).exchange),
        "The code that it brings there is exchanged for tokens.",
    )
    notes.expect(
        hand.exchange(stage.ask().exchange),
        "The first tool gets tokens by its own redirect URI, as before.",
    )


def _expect_page(sight: Sight, notes: Notes) -> None:
    """Expect that a request was answered with a page of the service that asks nothing."""
    notes.expect(
        sight.location is None and sight.status == HTTPStatus.BAD_REQUEST,
        "The service answers 400 with a page, and sends the browser nowhere.",
    )


def _expect_registering(
    bench: BenchControl, notes: Notes, addresses: tuple[tuple[str, str, bool], ...]
) -> None:
    """Register addresses for key pairs, and expect which of them are taken."""
    notes.did(
        "Redirect URIs are put on the lists of both key pairs, one after another."
    )
    for keys, uri, is_good in addresses:
        is_taken = _registers(bench, keys, uri)
        notes.expect(
            is_taken is is_good,
            f"The list of the {keys} keys {'takes' if is_good else 'refuses'} “{uri}”.",
        )


def _registers(bench: BenchControl, keys: str, uri: str) -> bool:
    try:
        bench.add_redirect_uri(keys, uri)
    except BenchRefusedError:
        return False
    return True


def _is_asked(sight: Sight) -> bool:
    return sight.location is None and sight.status == HTTPStatus.OK


def _asked(request: AuthorizationRequest, sight: Sight) -> Asked:
    return Asked(request=request, response=read_authorization_response(sight.brings))


def _own(stage: Stage, notes: Notes, keys: KeyPair, api: str, name: str) -> Owned:
    """Have a user choose a company that is offered for a key pair, and exchange."""
    (redirect_uri, *_) = stage.bench.fetch_state().app.keys[name].redirect_uris
    request = replace(
        stage.prepare(redirect_uri=redirect_uri), client_id=keys.client_id
    )
    hand = stage.hand(notes)
    asked = _asked(request, Visitor(hand).consent(request))
    tokens = hand.exchange(asked.exchange, keys=keys)
    return Owned(
        keys=keys,
        api=api,
        realm_id=notes.given(
            asked.response.realm_id, f"The {name} keys are given a company."
        ),
        tokens=notes.given(tokens, "The code is exchanged for tokens."),
    )


def _call(stage: Stage, notes: Notes, token_of: Owned, company_of: Owned) -> int | None:
    """Call a company at its address; return the status."""
    endpoints = replace(stage.service.endpoints, api=company_of.api)
    there = replace(stage, service=replace(stage.service, endpoints=endpoints))
    hand = there.hand(notes)
    hand.call(company_of.realm_id, token_of.tokens.access_token)
    return hand.recorded[-1].status
