"""Somebody sends requests by hand, with the keyboard alone, and loses nothing on a reload."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support import invented
from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong, go_to, reads
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]

REFRESH = (
    "curl -X POST '{{token_endpoint}}' -u '{{client_id}}:{{client_secret}}' \\\n"
    f" -d grant_type=refresh_token -d refresh_token={invented.REFRESH_TOKEN}"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("playground"), free_port(), {}) as address:
        yield address


@pytest.fixture
def page(home: str) -> Iterator[Page]:
    """Open the playground in a fresh profile."""
    with opened_page() as page:
        page.goto(f"{home}/playground")
        yield page


def test_the_playground_is_used_by_keyboard_alone(page: Page) -> None:
    finds_nothing_wrong(page)
    go_to(page, "#url")
    page.keyboard.type("{{jwks_uri}}/{{nothing}}")
    reads(page, "#look", "from the embedded environment", "has no value")
    finds_nothing_wrong(page)
    page.keyboard.press("Control+Enter")
    reads(page, "#response", "It was not sent")

    page.keyboard.press("Control+a")
    page.keyboard.type("{{jwks_uri}}")
    page.keyboard.press("Enter")
    reads(page, "#response", "200 OK", "application/json")
    finds_nothing_wrong(page)

    page.keyboard.press("Control+k")
    page.keyboard.type("as code")
    finds_nothing_wrong(page)
    page.keyboard.press("Enter")
    reads(page, "#code", "Python, requests", "C#")

    go_to(page, "#response summary")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    finds_nothing_wrong(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_what_was_changed_of_a_kept_request_comes_back_after_a_reload(
    page: Page,
) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("signing keys")
    with page.expect_navigation(url=re.compile("saved=")):
        page.keyboard.press("Enter")
    go_to(page, "#url")
    page.keyboard.press("End")
    page.keyboard.type("/{{nothing}}")
    reads(page, "#look", "{{nothing}}", "has no value")
    page.wait_for_url(re.compile("/playground.collection="))

    page.reload()

    reads(page, "#look", "{{nothing}}", "has no value")
    expect(page.locator("#url")).to_have_value("{{jwks_uri}}/{{nothing}}")


def test_a_refused_refresh_goes_from_curl_to_the_desk_by_keyboard(page: Page) -> None:
    go_to(page, "#url")
    page.keyboard.insert_text(REFRESH)
    page.keyboard.press("Enter")
    expect(page.locator("#method")).to_have_value("POST")
    expect(page.locator("#field-1-value")).to_have_value(invented.REFRESH_TOKEN)
    expect(page.locator("#url")).to_be_focused()

    page.keyboard.press("Enter")
    reads(page, "#response", "400 Bad Request", "invalid_grant")
    finds_nothing_wrong(page)
    page.reload()
    expect(page.locator("#url")).to_have_value("{{token_endpoint}}")
    expect(page.locator("#field-1-value")).to_have_value("{{refresh_token}}")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert invented.REFRESH_TOKEN not in kept

    go_to(page, "#field-1-value")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(invented.REFRESH_TOKEN)
    page.keyboard.press("Control+Enter")
    reads(page, "#response", "invalid_grant")
    go_to(page, "#response .notice button")
    page.keyboard.press("Enter")
    reads(page, "main", "What was understood", "invalid_grant")


def test_production_is_seen_as_soon_as_it_is_chosen(page: Page) -> None:
    go_to(page, "#environment")
    page.keyboard.type("Prod")

    expect(page.locator("#company_name")).to_be_visible()
    expect(page.locator(".bar__frame")).to_be_hidden()
    reads(page, "#builder", "What is sent reaches a real company")
    finds_nothing_wrong(page)


def test_what_takes_long_is_sent_once_and_can_be_cancelled(page: Page) -> None:
    sent: list[str] = []
    page.route("**/playground/send", lambda route: sent.append(route.request.url))
    cancel = page.get_by_role("button", name="Cancel")
    expect(cancel).to_be_hidden()
    go_to(page, "#url")
    page.keyboard.type("{{jwks_uri}}")

    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    go_to(page, "[data-cancel]")
    with page.expect_response("**/playground/cancel") as cancelled:
        page.keyboard.press("Enter")

    assert cancelled.value.status == 204
    assert len(sent) == 1


def test_two_answers_are_compared_and_one_sent_again_by_keyboard(page: Page) -> None:
    go_to(page, "#url")
    for address in ("{{jwks_uri}}", "{{jwks_uri}}?again"):
        page.keyboard.press("Control+a")
        page.keyboard.type(address)
        page.keyboard.press("Enter")
        reads(page, "#response", "200 OK", address.removeprefix("{{jwks_uri}}"))

    page.keyboard.press("Control+k")
    page.keyboard.type("history")
    page.keyboard.press("Enter")
    reads(page, "main", "What was sent")
    for number in (1, 2):
        go_to(page, f".sent li:nth-child({number}) input")
        page.keyboard.press("Space")
    finds_nothing_wrong(page)
    go_to(page, "#found button")
    page.keyboard.press("Enter")
    reads(page, "main", "Two answers compared", "jwks?again")
    finds_nothing_wrong(page)

    go_to(page, "main a[href*='/history/']")
    page.keyboard.press("Enter")
    reads(page, "main", "The request", "The answer")
    go_to(page, "main .button--primary")
    page.keyboard.press("Enter")
    expect(page.locator("#url")).to_have_value(re.compile("/op/v1/jwks"))
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    reads(page, "#response", "200 OK")


def test_the_button_that_reads_a_curl_line_leaves_the_focus_at_the_address(
    page: Page,
) -> None:
    go_to(page, "#url")
    page.keyboard.insert_text("curl 'https://api.example/x' -H 'Accept: text/plain'")
    go_to(page, "#builder [data-swap=builder]")
    page.keyboard.press("Enter")

    expect(page.locator("#url")).to_have_value("https://api.example/x")
    expect(page.locator("#url")).to_be_focused()
    expect(page.locator("#look")).not_to_contain_text("curl command")


def test_a_company_that_is_named_by_an_answer_is_named_in_the_form(
    home: str, page: Page
) -> None:
    page.goto(f"{home}/walk")
    for said in (
        "Begin the walk",
        "Prepare the request",
        "Go to Intuit and ask",
        "Sign in as Ada Example",
        "Sandbox Company_US_1",
        "Connect",
        "On to exchange →",
        "Exchange the code",
    ):
        button = page.get_by_role("button", name=said)
        with page.expect_navigation():
            button.or_(page.get_by_role("link", name=said)).first.click()
    reads(page, "main", "The code was exchanged")
    page.goto(f"{home}/playground")
    chosen = page.locator("#connection option:checked")
    page.locator("#connection").select_option("1")
    expect(chosen).to_have_text("Embedded · Company not yet named")

    page.get_by_label("Bearer, from a connection").check()
    page.locator("#url").fill(
        "{{api_base}}/v3/company/{{realm_id}}/companyinfo/{{realm_id}}"
    )
    page.keyboard.press("Enter")
    reads(page, "#response", "200 OK")

    expect(chosen).to_have_text("Embedded · Sandbox Company_US_1")


def test_a_form_of_another_session_says_so_where_a_script_sends_it(page: Page) -> None:
    page.context.clear_cookies()
    go_to(page, "#builder [formaction*=look]")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("This form is no longer good")
    finds_nothing_wrong(page)

    page.reload()

    go_to(page, "#url")
    page.keyboard.type("{{jwks_uri}}")
    reads(page, "#look", "from the embedded environment")
