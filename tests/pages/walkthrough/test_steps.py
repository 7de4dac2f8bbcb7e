"""The ten steps, walked as they are meant to be."""

import re

import pytest
from flask import Flask

from blueprints.embedded import PROVIDER_APP
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION
from tests.support.clocks import HOUR
from tests.support.reading import Reading
from tests.support.walking import Walker


def test_the_first_step_shows_the_redirect_uri_and_that_it_is_registered(
    walker: Walker,
) -> None:
    walker.open("/walk")

    assert "http://localhost:8484/walk/callback" in walker.words
    assert "Registered with the embedded service, to the character." in walker.words


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        pytest.param(
            "http://localhost/cb", "For development keys: registrable.", id="localhost"
        ),
        pytest.param(
            "https://app.example/cb", "For production keys: registrable.", id="https"
        ),
        pytest.param("https://app.example/cb?a=b", "It has a query", id="a query"),
        pytest.param(
            "http://app.example/cb", "It must begin with https", id="plain http"
        ),
        pytest.param("https://127.0.0.1/cb", "not an IP address", id="an address"),
        pytest.param("not a uri", "white space", id="no URI at all"),
    ],
)
@pytest.mark.proves("L104", "L105")
def test_a_redirect_uri_is_looked_at_while_it_is_typed(
    walker: Walker, uri: str, said: str
) -> None:
    page = walker.client.get(
        "/walk/lint",
        query_string={"uri": uri},
        base_url=walker.address,
        headers={"Swap-Target": "uri-problems"},
    )

    assert said in Reading(page.text).words
    assert "<html" not in page.text


def test_real_keys_are_sealed_and_their_step_says_where_intuit_has_them(
    walker: Walker,
) -> None:
    walker.open("/walk/keys?environment=sandbox")
    assert "Keys & credentials" in walker.words
    assert "Enter the keys first." in walker.words

    walker.press(
        "Seal these keys", client_id="ABinventedid", client_secret="  inventedsecret  "
    )

    assert "ABinventedid" in walker.words
    assert "inventedsecret" not in walker.page.text
    assert "Begin the walk" in walker.words


def test_a_production_walk_cannot_begin_and_the_page_says_why(
    guarded_app: Flask,
) -> None:
    walker = Walker(guarded_app)
    walker.open("/walk/keys?environment=production")
    walker.press("Seal these keys", client_id="ABinvented", client_secret="invented")

    assert "Production keys do not take http://localhost" in walker.words
    assert "importing a refresh token" in walker.words
    assert "Begin the walk" not in walker.words


def test_a_scope_of_ones_own_can_be_asked_for_and_is_refused(walker: Walker) -> None:
    walker.open("/walk/keys")
    walker.press("Begin")
    walker.press("Prepare the request", other="com.intuit.QuickBooks.accounting")

    walker.follow("Go to Intuit and ask")

    assert "invalid_scope" in walker.words
    assert "There is no code." in walker.words


def test_the_request_is_shown_parameter_by_parameter(asking: Walker) -> None:
    for name in ("client_id", "response_type", "scope", "redirect_uri", "state"):
        assert name in asking.words
    assert "code_challenge_method S256" in asking.words
    assert "waits for" not in asking.words


def test_pkce_can_be_switched_off(walker: Walker) -> None:
    walker.open("/walk/keys")
    walker.press("Begin")

    fields = {"environment": "embedded", "walk": walker.page.request.args["walk"]}
    page = walker.client.post(
        "/walk/scopes",
        data={**fields, "scope": "openid", "csrf_token": _token(walker)},
        base_url=walker.address,
        follow_redirects=True,
    )

    assert "code_challenge" not in page.text


def test_a_user_who_refuses_sends_back_a_no(asking: Walker) -> None:
    asking.follow("Go to Intuit and ask")
    asking.press("Sign in as")
    asking.follow("Sandbox Company_US_1")
    asking.press("No thanks")

    assert "access_denied" in asking.words
    assert "The user said no." in asking.words


@pytest.mark.proves("L205", "L207")
def test_the_response_shows_both_states_and_the_company(returned: Walker) -> None:
    assert (
        "Equal. This answer belongs to the question of this browser" in returned.words
    )
    assert "9341450000000101" in returned.words
    assert "code=" not in returned.page.request.url


def test_a_company_id_of_19_digits_stays_what_it_is(asking: Walker) -> None:
    asking.consent("9223372036854770003")
    asking.follow("On to exchange")
    asking.press("Exchange the code")
    asking.follow("On to tokens")

    assert '"9223372036854770003"' in asking.words


def test_an_openid_request_without_a_company_walks_on_without_one(
    walker: Walker,
) -> None:
    walker.open("/walk/keys")
    walker.press("Begin")
    walker.client.post(
        "/walk/scopes",
        data={
            "walk": walker.page.request.args["walk"],
            "scope": "openid",
            "csrf_token": _token(walker),
        },
        base_url=walker.address,
    )
    walker.go_to_step("Request")
    walker.follow("Go to Intuit and ask")
    walker.press("Sign in as")
    walker.press("Connect")

    assert "No company was granted" in walker.words


@pytest.mark.proves("L302", "L309")
def test_the_exchange_names_its_tokens_and_shows_the_row_on_disk(
    connected: Walker,
) -> None:
    assert "The code was exchanged" in connected.words
    assert "sealed_refresh_token" in connected.words
    assert "sealed with AES-256-GCM for this row and column" in connected.words


@pytest.mark.proves("L310")
def test_the_id_token_is_shown_claim_by_claim(connected: Walker) -> None:
    connected.follow("On to tokens")

    assert "Believed." in connected.words
    for claim in ("sub", "aud", "realmid", "auth_time", "iss", "iat", "exp"):
        assert f"<code>{claim}</code>" in connected.page.text


@pytest.mark.proves("L208", "L310")
def test_an_id_token_that_is_not_believed_proves_nothing_and_costs_no_token(
    walker: Walker, app: Flask
) -> None:
    walker.open("/walk/keys")
    walker.press("Begin")
    walker.press("Prepare the request")
    walker.consent()
    walker.follow("On to exchange")
    faults = provider_of(app.extensions[PROVIDER_APP]).faults
    faults.arm("service-clock-wrong", times=1, amount=-2 * HOUR)

    walker.press("Exchange the code")
    walker.follow("On to tokens")

    assert "The ID token was not believed" in walker.words
    assert "Exp has passed." in walker.words
    assert "The tokens are stored all the same" in walker.words
    assert "Believed." not in walker.words


def test_the_company_answers_and_is_proved(connected: Walker) -> None:
    connected.go_to_step("Call")
    connected.press("Call CompanyInfo")

    assert "The company answered" in connected.words
    assert "The company is Sandbox Company_US_1." in connected.words
    assert (
        "The last proof that it belongs to these tokens: CompanyInfo."
        in connected.words
    )


def test_userinfo_tells_who_consented(connected: Walker) -> None:
    connected.go_to_step("Call")
    connected.press("Ask UserInfo")

    assert "UserInfo answered" in connected.words
    assert "3f6c0c5e" in connected.words


@pytest.mark.proves("L501")
def test_a_refresh_shows_before_and_after(connected: Walker) -> None:
    connected.go_to_step("Refresh")
    connected.press("Refresh now")

    assert "A new pair came, and is stored" in connected.words
    assert "Before and after the last refresh" in connected.words
    assert "Whatever its use, this consent ends" in connected.words


@pytest.mark.proves("L601", "L602")
def test_revoking_ends_both_tokens_and_the_refusals_can_be_seen(
    connected: Walker,
) -> None:
    connected.go_to_step("Revoke")
    connected.press("Revoke the connection")
    assert "The connection is ended" in connected.words

    connected.press("Call the API again")
    assert "401 Unauthorized" in connected.words

    connected.press("Refresh again")
    assert "invalid_grant" in connected.words


def test_the_checklist_without_a_refusal_says_what_would_be_looked_at(
    connected: Walker,
) -> None:
    connected.go_to_step("Checklist")

    assert "E1" in connected.words
    assert "R6" in connected.words
    assert "confirmed" not in connected.words


def test_a_walk_can_be_deleted_and_its_connection_stays(connected: Walker) -> None:
    connected.go_to_step("Keys")
    connected.press("Delete this walk")

    assert "Begin the walk" in connected.words
    connected.open("/connections/1")
    assert connected.page.status_code == 200


@pytest.mark.proves("L605")
def test_a_new_walk_for_the_same_company_starts_afresh(connected: Walker) -> None:
    connected.go_to_step("Keys")
    connected.press("Begin a new walk")
    connected.press("Prepare the request")
    connected.consent()
    connected.follow("On to exchange")
    connected.press("Exchange the code")

    assert "The code was exchanged" in connected.words
    connected.open("/connections")
    assert "/connections/1" in connected.page.text
    assert "/connections/2" not in connected.page.text


@pytest.mark.proves("L604")
def test_a_deleted_walk_takes_the_older_values_with_it(
    app: Flask, connected: Walker
) -> None:
    connected.go_to_step("Refresh")
    connected.press("Refresh now")
    connected.go_to_step("Keys")

    connected.press("Delete this walk")

    with app.app_context():
        first, second = app.extensions[EXTENSION].generations.of_connection(1)
        assert first.sealed_refresh_token is None
        assert second.sealed_refresh_token is not None


def test_a_walk_whose_place_a_newer_consent_took_says_so(
    app: Flask, connected: Walker
) -> None:
    Walker(app).connect()

    connected.go_to_step("Refresh")

    assert "A newer consent for the same company" in connected.words
    assert "Begin a new walk On the same stage." in connected.words
    assert "There are no tokens yet" not in connected.words


def test_an_older_access_token_is_good_and_not_the_current_one(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")

    connected.press("Refresh now")

    assert re.search(r"A1 access token \w{12}, good", connected.words)
    assert re.search(r"A2 access token \w{12}, current", connected.words)


def test_a_long_history_is_cut_on_the_time_line_and_said_to_be(
    connected: Walker,
) -> None:
    connected.go_to_step("Refresh")
    for _ in range(5):
        connected.press("Refresh now")
    assert "3 older pairs of tokens" in connected.words
    assert "A2, access token" not in connected.words

    connected.follow("3 older pairs of tokens")

    assert "A1, access token" in connected.words


def test_revoked_tokens_are_not_said_to_be_good_for_a_hundred_days(
    connected: Walker,
) -> None:
    connected.go_to_step("Revoke")
    connected.press("Revoke the connection")

    connected.go_to_step("Tokens")

    assert "for a hundred days" not in connected.words


def test_a_second_answer_to_one_request_is_refused_and_the_first_one_stands(
    asking: Walker,
) -> None:
    asking.follow("Go to Intuit and ask")
    asking.press("Sign in as")
    asking.follow("Sandbox Company_US_1")
    consent = asking.page
    asking.press("Connect")
    asking.page = consent

    asking.press("Connect")

    assert "The state is used up" in asking.words
    assert "stands. Go on." in asking.words
    assert "it still waits" not in asking.words
    asking.press("Replay the callback")
    assert "Equal." in asking.words


def test_a_request_that_nothing_has_answered_has_no_code_to_take_out(
    asking: Walker,
) -> None:
    assert "There is no code to take out" in asking.words
    assert "No company was named" not in asking.words


def test_the_page_of_keys_leads_back_to_the_first_step(walker: Walker) -> None:
    walker.open("/walk/keys")

    walker.follow("Its page of keys")
    walker.follow("Back to where you came from")

    assert "1 Keys and redirect URI" in walker.words


def test_a_wrong_scope_leads_back_to_the_scopes(walker: Walker) -> None:
    walker.open("/walk/keys")
    walker.press("Begin")
    walker.press("Prepare the request", other="no.such.scope")
    walker.follow("Go to Intuit and ask")
    assert "invalid_scope" in walker.words

    assert "Asked for: com.intuit.quickbooks.accounting, openid, no.such.scope." in (
        walker.words
    )
    assert "My Hub, App dashboard, your app, Permissions" in walker.words
    assert "Source: Intuit’s page on OAuth errors" in walker.words

    walker.follow("its page of keys")
    assert "Scopes A request for a scope that is not enabled" in walker.words
    walker.follow("Back to where you came from")
    walker.follow("Choose the scopes again")

    assert "You choose what the user will be asked to grant" in walker.words


@pytest.mark.parametrize(
    ("client_id", "client_secret"),
    [
        pytest.param("A" * 129, "secret", id="an id that is too long"),
        pytest.param("ABid", "s" * (1 << 18), id="a secret that is far too long"),
        pytest.param("ABid", "", id="no secret"),
        pytest.param("ABïd", "secret", id="an accent"),
        pytest.param("ABid", '"secret"', id="quotation marks"),
        pytest.param("AB id", "secret", id="a blank"),
    ],
)
def test_keys_that_cannot_be_right_are_refused_and_never_cut(
    walker: Walker, client_id: str, client_secret: str
) -> None:
    walker.open("/walk/keys?environment=sandbox")

    walker.press("Seal these keys", client_id=client_id, client_secret=client_secret)

    assert "These keys were not stored" in walker.words
    assert "Forget these keys" not in walker.words


def test_an_address_that_production_keys_do_not_take_is_not_offered_to_them(
    walker: Walker,
) -> None:
    walker.open("/walk/keys?environment=production")

    assert "It cannot be registered for production keys" in walker.words
    assert "It has to be registered" not in walker.words


def test_a_button_of_a_walk_that_was_deleted_leads_to_its_step(
    connected: Walker,
) -> None:
    stale = connected.page
    connected.go_to_step("Keys")
    connected.press("Delete this walk")
    connected.page = stale

    answer = connected.press("Exchange twice")

    assert answer.status_code == 200
    assert "That walk is not one of this browser’s" in connected.words


def _token(walker: Walker) -> str:
    marker = 'name="csrf_token" value="'
    rest = walker.page.text.split(marker, 1)[1]
    return rest.split('"', 1)[0]
