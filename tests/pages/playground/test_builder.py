"""The builder: a request is put together, looked at, sent, and its answer is told."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from structlog.testing import capture_logs
from werkzeug.datastructures import MultiDict

from blueprints.embedded import PROVIDER_APP
from blueprints.playground.blueprint import LARGEST_FORM
from blueprints.provider.context import provider_of
from blueprints.services import EXTENSION
from grantlab.playground.variables import Variable, VariableSet
from grantlab.protocol.environment import Environment
from grantlab.store.database import db
from tests.bench.pages import weigh_first_visit
from tests.support import invented
from tests.support.clocks import StandingClock
from tests.support.reading import Reading
from tests.support.walking import Walker

LIGHT = 60_000
"""Octets of a first visit, with its style sheets and scripts."""

COMPANY_INFO = "{{api_base}}/v3/company/{{realm_id}}/companyinfo/{{realm_id}}"


@pytest.fixture
def connected(app: Flask) -> Walker:
    """Somebody in front of the playground, who has connected a company."""
    walker = Walker(app)
    walker.connect()
    walker.open("/playground")
    return walker


@pytest.fixture
def walker(app: Flask) -> Walker:
    """Somebody in front of the playground who has nothing yet."""
    walker = Walker(app)
    walker.open("/playground")
    return walker


def rows(of: str, *pairs: tuple[str, str]) -> dict[str, str]:
    """Return the fields of a form's rows, each switched on."""
    fields: dict[str, str] = {}
    for number, (name, value) in enumerate(pairs):
        row = f"{of}-{number}"
        fields |= {f"{row}-name": name, f"{row}-value": value, f"{row}-on": "1"}
    return fields


def stored_refresh_token(app: Flask) -> str:
    """Return the refresh token of the first connection, as its owner could."""
    parts = app.extensions[EXTENSION]
    with app.app_context():
        current = parts.generations.current(parts.connections.get(1))
        token: str = parts.generations.refresh_token(current).reveal()
    return token


def code_of(walker: Walker) -> str:
    return walker.page.text.partition('<div id="code"')[2]


def send_a_refresh(walker: Walker) -> None:
    """Send an invented refresh token from the builder."""
    walker.press(
        "Send",
        url="{{token_endpoint}}",
        method="POST",
        auth="basic",
        body="form",
        **rows(
            "field",
            ("grant_type", "refresh_token"),
            ("refresh_token", invented.REFRESH_TOKEN),
        ),
    )


def test_a_company_is_asked_with_the_token_of_its_connection(
    connected: Walker,
) -> None:
    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")

    assert connected.page.status_code == 200
    assert "200 OK" in connected.words
    assert "Sandbox Company_US_1" in connected.words
    assert "connection 1" in connected.words


def test_an_answer_that_cannot_be_put_into_the_history_is_shown_all_the_same(
    connected: Walker,
) -> None:
    with connected.app.app_context():
        db.session.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON playground_history"
                " BEGIN SELECT RAISE(ABORT, 'no room'); END"
            )
        )
        db.session.commit()

    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")

    assert "200 OK" in connected.words
    assert "is not in the history: the database could not be written" in connected.words


def test_a_variable_without_a_value_is_flagged_and_nothing_is_sent(
    walker: Walker,
) -> None:
    walker.press("Send", url="{{api_base}}/v3/company/{{realm_id}}/query")

    assert walker.page.status_code == 422
    assert "It was not sent" in walker.words
    assert "{{realm_id}} has no value" in walker.words


def test_a_look_tells_each_value_and_where_it_is_from(connected: Walker) -> None:
    connected.press("Check without sending", url=COMPANY_INFO, connection="1")

    assert "/intuit/sandbox-quickbooks from the embedded environment" in connected.words
    assert "from the connection 1" in connected.words
    assert 'value="1" selected' in " ".join(connected.page.text.split())


def test_broken_json_is_told_with_its_place(walker: Walker) -> None:
    walker.press(
        "Send", url="{{api_base}}/v3", method="POST", body="json", text='{"Name": }'
    )

    assert walker.page.status_code == 422
    assert "Body: line 1, column 10" in walker.words


def test_a_problem_is_told_by_the_name_of_its_input(walker: Walker) -> None:
    walker.press("Send", url="https://a.example/b c", **rows("header", ("X Y", "1")))

    assert "Address: column 20" in walker.words
    assert "Header 1: the name of a header is one word" in walker.words


def test_credentials_that_no_header_can_hold_are_refused_and_not_repeated(
    walker: Walker,
) -> None:
    walker.press(
        "Send",
        url="https://a.example/",
        auth="custom",
        authorization="Bearer Schlüssel",
    )

    assert walker.page.status_code == 422
    assert "Authorization: only letters of ASCII can stand in a header" in walker.words
    assert "Schlüssel" not in walker.page.text


def test_a_refused_grant_is_explained_and_becomes_a_case(walker: Walker) -> None:
    send_a_refresh(walker)
    assert "400 Bad Request" in walker.words
    assert "invalid_grant" in walker.words

    walker.press("Diagnose this")

    assert walker.page.request.path.startswith("/diagnose/cases/")
    assert invented.REFRESH_TOKEN not in walker.page.text


def test_a_refresh_on_the_way_is_told(connected: Walker, clock: StandingClock) -> None:
    clock.advance(timedelta(minutes=55))

    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")

    assert "200 OK" in connected.words
    assert "Refreshed before it was sent." in connected.words
    assert "R2" in connected.words


def test_a_401_is_shown_where_refreshing_is_off(
    connected: Walker, clock: StandingClock
) -> None:
    clock.advance(timedelta(hours=2))

    connected.press(
        "Send", url=COMPANY_INFO, auth="bearer", connection="1", refresh="off"
    )

    assert "401 Unauthorized" in connected.words
    assert "refresh once, and ask again" in connected.words
    assert "Refreshed" not in connected.words


def test_a_refused_refresh_on_the_way_leads_to_the_checklist(
    connected: Walker, clock: StandingClock
) -> None:
    clock.advance(timedelta(days=101))

    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")
    assert "the refresh was refused: invalid_grant (HTTP 400)." in connected.words
    connected.follow("Diagnose this")

    assert connected.page.request.path == "/diagnose/connections/1"


def test_a_token_that_would_go_elsewhere_stays_and_the_way_is_told(
    connected: Walker,
) -> None:
    connected.press(
        "Send",
        url="https://sandbox-quickbooks.api.intuit.com/v3/company/1/companyinfo/1",
        auth="bearer",
        connection="1",
    )

    assert "sandbox-quickbooks.api.intuit.com is none of them." in connected.words
    assert (
        "Write {{api_base}} for the API of the chosen environment." in connected.words
    )


def test_a_company_that_needs_consent_is_chosen_only_where_there_is_no_other(
    connected: Walker, clock: StandingClock
) -> None:
    clock.advance(timedelta(days=101))
    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")
    alone = Walker(connected.app)
    alone.open("/playground")
    assert 'value="1" selected' in " ".join(alone.page.text.split())

    another = Walker(connected.app)
    another.connect("Harbour Cafe")
    another.open("/playground")

    assert 'value="2" selected' in " ".join(another.page.text.split())


@pytest.mark.proves("L705")
def test_new_tokens_are_placeholders_until_they_are_asked_for(
    connected: Walker,
) -> None:
    refresh = {
        "url": "{{token_endpoint}}",
        "method": "POST",
        "auth": "basic",
        "body": "form",
        **rows(
            "field",
            ("grant_type", "refresh_token"),
            ("refresh_token", stored_refresh_token(connected.app)),
        ),
    }

    connected.press("Send", **refresh)

    assert "200 OK" in connected.words
    assert '"refresh_token":"{{refresh_token}}"' in connected.words
    with capture_logs() as logged:
        connected.press("Send", **refresh, shows_secrets="1")
    assert '"refresh_token":"RT1-' in connected.words
    assert [line["where"] for line in logged if "shown" in line["event"]] == [
        "playground"
    ]


@pytest.mark.proves("L705")
@pytest.mark.parametrize(
    "typed",
    [
        pytest.param(
            {"auth": "custom", "authorization": f"Bearer {invented.ACCESS_TOKEN}"},
            id="a header that was typed",
        ),
        pytest.param(
            {"auth": "typed-basic", "username": "me", "password": "open-sesame"},
            id="a password that was typed",
        ),
    ],
)
def test_a_typed_credential_never_comes_back(
    walker: Walker, typed: dict[str, str]
) -> None:
    walker.press("Check without sending", url="{{api_base}}/v3", **typed)

    assert invented.ACCESS_TOKEN not in walker.page.text
    assert "open-sesame" not in walker.page.text
    assert "Type it again before you send" in walker.words


@pytest.mark.proves("L705")
def test_the_address_of_a_request_opens_it_again_without_its_secrets(
    walker: Walker,
) -> None:
    walker.press(
        "Check without sending",
        url=f"{{{{api_base}}}}/v3?access_token={invented.ACCESS_TOKEN}",
        method="POST",
        body="form",
        **rows("param", ("minorversion", "75")),
        **rows("header", ("Accept", "application/json"), ("X-Api-Key", "hush")),
        **rows("field", ("refresh_token", invented.REFRESH_TOKEN)),
    )

    address = Reading(walker.page.text).link_to("Address of this request")
    walker.open(address)

    assert invented.ACCESS_TOKEN not in address
    assert invented.REFRESH_TOKEN not in address
    assert "hush" not in address
    for kept in ('value="POST"', 'value="75"', 'value="application/json"'):
        assert kept in walker.page.text
    assert "access_token={{access_token}}" in walker.words
    assert 'value="{{refresh_token}}"' in walker.page.text


def test_a_curl_command_fills_the_form(walker: Walker) -> None:
    walker.press(
        "Read this curl line",
        url="curl -X POST 'https://example.com/a' \\\n -H 'Accept: text/html' -d a=1",
    )

    assert "https://example.com/a" in walker.words
    for filled in ('value="POST"', 'value="text/html"', 'id="field-0-name"'):
        assert filled in walker.page.text


def test_a_curl_command_that_is_sent_is_read_instead(walker: Walker) -> None:
    walker.press("Send", url="curl https://example.com/a")

    assert "https://example.com/a" in walker.words
    assert "Answer" in walker.words
    assert "no answer" not in walker.words


def test_a_broken_curl_command_is_told_with_its_place(walker: Walker) -> None:
    walker.press("Read this curl line", url="curl 'https://example.com/a")

    assert walker.page.status_code == 422
    assert "line 1, column 6" in walker.words


@pytest.mark.proves("L705")
def test_the_token_of_a_curl_command_gives_way_to_the_connections(
    walker: Walker,
) -> None:
    walker.press(
        "Read this curl line",
        url=f"curl https://example.com -H 'Authorization: Bearer {invented.ACCESS_TOKEN}'",
    )

    assert invented.ACCESS_TOKEN not in walker.page.text
    assert "own token or key pair was left out" in walker.words


@pytest.mark.proves("L705")
def test_the_password_of_a_curl_command_has_to_be_typed_again(walker: Walker) -> None:
    walker.press(
        "Read this curl line", url="curl https://example.com -u me:open-sesame"
    )

    assert "open-sesame" not in walker.page.text
    assert "own password was left out" in walker.words
    walker.press("Send")
    assert "{{password}} has no value" in walker.words


def test_a_password_that_is_a_variable_stays_in_the_form(walker: Walker) -> None:
    walker.press(
        "Check without sending",
        url="{{jwks_uri}}",
        auth="typed-basic",
        password="{{mine}}",
    )

    walker.press("Send")

    assert "{{mine}} has no value" in walker.words


def test_a_request_is_shown_as_code_in_seven_ways(connected: Walker) -> None:
    connected.press("Show as code", url=COMPANY_INFO, auth="bearer", connection="1")

    for label in ("curl", "Python, requests", "JavaScript, fetch", "PHP", "C#"):
        assert f"Copy {label}" in connected.words
    assert "$ACCESS_TOKEN" in connected.words


def test_secrets_are_in_the_code_only_on_a_press_that_is_recorded(
    walker: Walker,
) -> None:
    typed = {
        "url": "https://example.com",
        **rows("header", ("X-Api-Key", "hush-hush")),
    }

    walker.press("Show as code", **typed)

    assert "hush-hush" not in code_of(walker)
    with capture_logs() as logged:
        walker.press("Show as code", **typed, shows_secrets="1")
    assert "hush-hush" in code_of(walker)
    assert any("secrets were shown" in line["event"] for line in logged)


def test_an_address_that_was_forgotten_is_asked_for(walker: Walker) -> None:
    walker.press("Send", url="")

    assert walker.page.status_code == 422
    assert "an address is missing" in walker.words


def test_nothing_is_changed_in_production_without_a_company(walker: Walker) -> None:
    walker.press(
        "Send",
        environment="production",
        method="POST",
        url="{{api_base}}/v3/company/1/customer",
        body="json",
        text="{}",
    )

    assert walker.page.status_code == 422
    assert "it is not known which company is meant" in walker.words
    assert "Production. Real companies" in walker.words


def test_a_connection_of_another_environment_is_flagged(connected: Walker) -> None:
    connected.press("Send", url="{{api_base}}", environment="sandbox", connection="1")

    assert "This connection is of embedded, and sandbox is chosen" in connected.words


def test_an_answer_alone_is_given_to_a_script_that_asks_for_it(
    connected: Walker,
) -> None:
    connected.open("/playground")
    form = MultiDict(Reading(connected.page.text).form_with("Send").filled("Send"))
    form["url"] = "{{jwks_uri}}"

    answer = connected.client.post(
        "/playground/send",
        base_url=connected.address,
        data=form,
        headers={"Swap-Target": "response"},
    )

    assert answer.text.startswith('<div id="response"')
    assert "200 OK" in answer.text


def test_an_answer_that_names_the_company_tells_it_to_the_form(
    connected: Walker,
) -> None:
    unnamed = "Embedded · Company not yet named"
    assert unnamed in connected.words
    form = MultiDict(Reading(connected.page.text).form_with("Send").filled("Send"))
    form["url"], form["auth"], form["connection"] = COMPANY_INFO, "bearer", "1"

    answer = connected.client.post(
        "/playground/send",
        base_url=connected.address,
        data=form,
        headers={"Swap-Target": "response"},
    )

    assert 'data-connection="1"' in answer.text
    assert 'data-called="Embedded · Sandbox Company_US_1"' in answer.text


def test_a_part_that_the_page_does_not_have_gets_the_whole_page(walker: Walker) -> None:
    walker.open("/playground")
    form = MultiDict(Reading(walker.page.text).form_with("Send").filled("Send"))

    answer = walker.client.post(
        "/playground/look",
        base_url=walker.address,
        data=form,
        headers={"Swap-Target": "nothing-here"},
    )

    assert "Kept requests" in answer.text
    assert "a new collection" in answer.text


def test_what_makes_no_sense_in_an_address_is_left_out(walker: Walker) -> None:
    answer = walker.open(
        "/playground?environment=moon&connection=x&refresh=never&auth=9&body=9"
        "&param-99999-name=a&header-1-name=%00&url=%7B%7B"
    )

    assert answer.status_code == 200


def test_a_request_that_is_not_under_way_can_be_cancelled_in_vain(
    walker: Walker,
) -> None:
    form = MultiDict(Reading(walker.page.text).form_with("Send").filled("Send"))

    answer = walker.client.post(
        "/playground/cancel", base_url=walker.address, data=form
    )

    assert answer.status_code == 204


def test_a_first_visit_is_light(app: Flask) -> None:
    walker = Walker(app)
    walker.open("/playground")

    assert weigh_first_visit(walker, walker.page.text) < LIGHT


def test_a_kept_request_is_opened_for_the_connection_there_is(
    connected: Walker,
) -> None:
    connected.follow("CompanyInfo")

    connected.press("Send")

    assert "200 OK" in connected.words
    assert "Sandbox Company_US_1" in connected.words


def test_a_variable_of_ones_own_goes_before_that_of_the_collection(
    app: Flask, connected: Walker
) -> None:
    own = VariableSet("Mine", (Variable("customer_name", "Grace Invented"),))
    with app.app_context():
        app.extensions[EXTENSION].playground_variables.add(Environment.EMBEDDED, own)

    connected.follow("Create a customer")

    assert "Grace Invented from the Mine" in connected.words
    assert "before collection Grantlab" in connected.words


def test_what_was_sent_is_in_the_history_and_can_be_sent_again(
    connected: Walker,
) -> None:
    connected.press("Send", url=COMPANY_INFO, auth="bearer", connection="1")
    connected.open("/playground/history")
    assert "companyinfo" in connected.words

    connected.open("/playground?sent=1")
    connected.press("Send")

    assert "200 OK" in connected.words


@pytest.mark.proves("L705")
def test_a_request_is_saved_with_placeholders_for_its_secrets(walker: Walker) -> None:
    walker.press(
        "Save",
        url="https://example.com",
        name="Mine",
        **rows("header", ("X-Api-Key", "hush-hush")),
    )
    assert "Mine" in walker.words

    walker.follow("Mine")

    assert "hush-hush" not in walker.page.text
    assert "x_api_key" in walker.page.text


def test_a_request_without_an_answer_goes_to_the_desk_with_all_that_is_known(
    walker: Walker,
) -> None:
    provider_of(walker.app.extensions[PROVIDER_APP]).faults.arm("answer-cut")
    send_a_refresh(walker)

    walker.press("Diagnose this")

    assert "Refresh: no answer" in walker.words
    assert "Sent POST http://localhost:8484/intuit/oauth2/v1/tokens/bearer" in (
        walker.words
    )
    assert "Answer none came: the connection ended before it was whole" in walker.words
    assert "No answer came, so no token and no key was judged." in walker.words
    assert "Do Send the same refresh token once more, at once" in walker.words
    assert "Status: none: the connection ended" in walker.words


def test_a_page_of_html_is_shown_as_source(connected: Walker) -> None:
    provider_of(connected.app.extensions[PROVIDER_APP]).faults.arm("http-502")

    connected.press("Send", url="{{token_endpoint}}", method="POST", auth="basic")

    assert "502 Bad Gateway" in connected.words
    assert '<b class="t">&lt;html&gt;' in connected.page.text
    assert "The service failed, which says nothing about the tokens." in connected.words
    assert "Diagnose this" in connected.words


def test_a_text_that_is_longer_on_its_way_than_it_is_gets_an_answer(
    walker: Walker,
) -> None:
    # In a form each of these takes three octets.
    walker.press(
        "Check without sending", url="{{api_base}}", body="json", text='"' * 900_000
    )

    assert walker.page.status_code == 200
    assert "line 1, column 3" in walker.words


def test_a_request_that_is_too_long_to_be_read_is_refused_in_words(
    walker: Walker,
) -> None:
    walker.press("Check without sending", url="{{api_base}}", text="x" * LARGEST_FORM)

    assert walker.page.status_code == 413
    assert "That is too much" in walker.words


def test_a_large_answer_is_handed_out_once_as_a_file_that_nobody_caches(
    app: Flask, walker: Walker
) -> None:
    with app.app_context():
        handle = app.extensions[EXTENSION].large_answers.keep(b"<script>large")
    label = "Check without sending"
    form = dict(Reading(walker.page.text).form_with(label).filled(label))
    asked = {"csrf_token": form["csrf_token"], "answer": handle}

    first, second = (
        walker.client.post("/playground/download", base_url=walker.address, data=asked)
        for _ in range(2)
    )

    assert (first.status_code, first.data) == (200, b"<script>large")
    assert first.mimetype == "application/octet-stream"
    assert first.headers["Content-Disposition"].startswith("attachment")
    assert first.headers["Cache-Control"] == "no-store"
    assert second.status_code == 410
    assert "not kept any more" in Reading(second.text).words
