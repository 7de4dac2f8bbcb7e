"""A person walks from the front page to a revoked connection, by clicking.

The client is on localhost and the provider alone on 127.0.0.1: two processes, two
sites, sockets between them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import PATIENCE_MS, running_browser
from tests.support.keyboard import finds_nothing_wrong, reads
from tests.support.servers import client, free_port, provider_alone

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]


expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser, who reads and clicks."""

    page: Page
    home: str

    def presses(self, name: str) -> None:
        button = self.page.get_by_role("button", name=name, exact=True)
        link = self.page.get_by_role("link", name=name, exact=True)
        button.or_(link).first.click()

    def reads(self, *words: str) -> None:
        reads(self.page, "body", *words)

    def consents(self) -> None:
        """Answer on the provider's pages, signing in if it asks."""
        sign_in = self.page.get_by_role("button", name="Sign in as Ada Example")
        choosing = self.page.get_by_role("heading", name="Choose a company")
        expect(sign_in.or_(choosing)).to_be_visible()
        if sign_in.is_visible():
            sign_in.click()
        self.reads("Choose a company")
        self.page.get_by_role("link", name="Sandbox Company_US_1").click()
        self.reads("The app asks for")
        self.presses("Connect")

    def finds_nothing_wrong_with_the_page(self) -> None:
        finds_nothing_wrong(self.page)


@dataclass(frozen=True)
class Servers:
    """The two processes, by their addresses."""

    home: str
    service: str


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("servers")
    port = free_port()
    redirect_uri = f"http://localhost:{port}/walk/callback"
    with (
        provider_alone(folder / "provider", redirect_uri=redirect_uri) as variables,
        client(folder / "client", port, variables) as home,
    ):
        yield Servers(home, variables["GRANTLAB_EMBEDDED_URL"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture
def service(servers: Servers) -> str:
    """Return where the service is, which stands in for Intuit and for QuickBooks."""
    return servers.service


@pytest.fixture
def visitor(servers: Servers, browser: Browser) -> Iterator[Visitor]:
    """Return somebody with a fresh profile: no cookie of anybody before."""
    with browser.new_context() as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield Visitor(page, servers.home)


@pytest.mark.proves("L207", "L301", "L302", "L602")
def test_a_visitor_walks_from_the_front_page_to_a_revoked_connection(
    visitor: Visitor,
) -> None:
    visitor.page.goto(visitor.home)
    visitor.reads("Grantlab", "Walk through", "Diagnose", "Playground")
    visitor.page.get_by_role("link", name="Walk through").first.click()

    visitor.reads("Keys and redirect URI", f"{visitor.home}/walk/callback")
    visitor.presses("Begin the walk")
    visitor.reads("You choose what the user will be asked to grant")
    visitor.presses("Prepare the request")
    visitor.reads(
        "Parameter by parameter", "S256", "com.intuit.quickbooks.accounting openid"
    )
    visitor.presses("Go to Intuit and ask")
    visitor.consents()

    visitor.reads("The two states", "Equal.", "9341450000000101")
    visitor.presses("On to exchange →")
    visitor.presses("Exchange the code")
    visitor.reads(
        "The code was exchanged", "200 OK", "They were stored before anything else"
    )
    visitor.presses("On to tokens →")
    visitor.reads(
        "Believed.",
        "https://oauth.platform.intuit.com/op/v1",
        "sealed with AES-256-GCM",
    )
    visitor.presses("On to call →")
    visitor.presses("Call CompanyInfo")
    visitor.reads(
        "The company answered",
        "Sandbox Company_US_1",
        "these tokens: CompanyInfo",
    )
    visitor.presses("On to refresh →")
    visitor.presses("Refresh now")
    visitor.reads("A new pair came, and is stored", "R1", "stale", "R2")
    visitor.presses("On to revoke →")
    visitor.presses("Revoke the connection")
    visitor.reads("The connection is ended", "Revoked")
    visitor.presses("Call the API again")
    visitor.reads("401 Unauthorized")
    visitor.presses("Refresh again")

    visitor.reads("400 Bad Request", "invalid_grant")
    visitor.presses("Compare it with the checklist")
    visitor.reads("R5", "confirmed")


@pytest.mark.proves("L205")
def test_a_visitor_breaks_the_state_and_then_walks_on(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.home}/walk")
    visitor.presses("Begin the walk")
    visitor.presses("Prepare the request")
    visitor.presses("Change the state")
    visitor.consents()
    visitor.reads("The state is unknown", "nothing was exchanged")
    visitor.presses("Back to the request")
    visitor.presses("Go to Intuit and ask")
    visitor.consents()

    visitor.reads("Equal.")
    visitor.page.reload()
    visitor.presses("Replay the callback")
    visitor.reads("You broke it: replay the callback", "Nothing was sent")
    visitor.presses("On to exchange →")
    visitor.presses("Exchange the code")

    visitor.reads("The code was exchanged")


@pytest.mark.proves("L603")
def test_a_visitor_sets_a_service_that_runs_elsewhere(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(f"{visitor.home}/walk")
    visitor.presses("Begin the walk")
    visitor.presses("Prepare the request")
    visitor.presses("Go to Intuit and ask")
    visitor.consents()
    visitor.presses("On to exchange →")
    visitor.presses("Exchange the code")
    page.goto(f"{visitor.home}/bench")

    page.get_by_label("Another length").fill("soon")
    page.keyboard.press("Enter")
    visitor.reads("Type a length of time such as 25h, 90m or 100d")
    expect(page.get_by_label("Another length")).to_be_focused()
    page.get_by_label("Another length").fill("2h")
    page.keyboard.press("Enter")
    visitor.reads("2 hours went by", "2 hours ahead of this machine")
    page.get_by_text("Consents: realm-id-missing").click()
    visitor.presses("Arm user-disconnects")
    visitor.reads("user-disconnects is armed", "1 request left")

    page.goto(f"{visitor.home}/connections/1")
    visitor.reads("moved ahead 2 hours")
    visitor.presses("Refresh")
    visitor.reads("invalid_grant")
    page.goto(f"{visitor.home}/bench")
    visitor.reads(
        "No fault waits", "Revoked by user disconnect", "held by connection 1"
    )
    visitor.finds_nothing_wrong_with_the_page()


@pytest.mark.proves("L603")
def test_a_visitor_who_disconnects_in_quickbooks_lands_on_a_hint_and_verifies_it(
    visitor: Visitor, service: str
) -> None:
    page = visitor.page
    page.goto(f"{service}/app/keys")
    page.get_by_label("after a disconnect from the development keys").fill(
        f"{visitor.home}/disconnected"
    )
    visitor.presses("Save the Disconnect URL of the development keys")
    page.goto(f"{visitor.home}/walk")
    visitor.presses("Begin the walk")
    visitor.presses("Prepare the request")
    visitor.presses("Go to Intuit and ask")
    visitor.consents()
    visitor.presses("On to exchange →")
    visitor.presses("Exchange the code")
    page.goto(f"{service}/app/apps")

    page.get_by_role("button", name="Disconnect").first.click()

    expect(page).to_have_url(f"{visitor.home}/disconnected?realmId=9341450000000101")
    visitor.reads("So it is a hint", "What is known here")
    visitor.finds_nothing_wrong_with_the_page()
    page.get_by_role("button", name="Verify by a call").press("Enter")
    visitor.reads("It is over", "401 Unauthorized", "invalid_grant", "needs consent")
    visitor.finds_nothing_wrong_with_the_page()
    visitor.presses("Connect again")
    visitor.reads("Keys and redirect URI")


@pytest.mark.proves("L402", "L406")
def test_a_visitor_lets_an_hour_pass_and_refreshes(visitor: Visitor) -> None:
    visitor.page.goto(f"{visitor.home}/walk")
    visitor.presses("Begin the walk")
    visitor.presses("Prepare the request")
    visitor.presses("Go to Intuit and ask")
    visitor.consents()
    visitor.presses("On to exchange →")
    visitor.presses("Exchange the code")
    visitor.presses("On to tokens →")
    visitor.presses("On to call →")
    visitor.presses("Let an hour pass")
    visitor.reads("You broke it: let an hour pass", "401 Unauthorized", "3200")
    visitor.reads("moved ahead")
    visitor.presses("On to refresh →")
    visitor.presses("Refresh now")
    visitor.reads("A new pair came, and is stored")

    visitor.presses("+1 day")

    visitor.reads("moved ahead 1 day")
    expect(visitor.page).to_have_url(re.compile("/walk/refresh.*#time-line$"))
    visitor.page.reload()
    visitor.reads("moved ahead 1 day")


NOTES_TRANSITIONS = """
  addEventListener("pageswap", (event) => {
    sessionStorage.setItem("glided", event.viewTransition !== null);
  });
"""


@pytest.mark.parametrize(
    ("motion", "glided"), [("no-preference", "true"), ("reduce", "false")]
)
def test_the_time_line_glides_unless_the_visitor_prefers_stillness(
    visitor: Visitor, motion: Literal["no-preference", "reduce"], glided: str
) -> None:
    visitor.page.emulate_media(reduced_motion=motion)
    visitor.page.add_init_script(NOTES_TRANSITIONS)
    visitor.page.goto(f"{visitor.home}/walk")
    visitor.presses("Begin the walk")
    visitor.reads("You choose what the user will be asked to grant")

    assert visitor.page.evaluate('sessionStorage.getItem("glided")') == glided


STEPS = (
    "keys", "scopes", "request", "response", "exchange",
    "tokens", "call", "refresh", "revoke", "checklist",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(visitor: Visitor, scheme: str) -> None:
    dark = scheme == "dark"
    visitor.page.emulate_media(
        color_scheme="dark" if dark else "light", reduced_motion="reduce"
    )
    visitor.page.set_viewport_size({"width": 390 if dark else 1440, "height": 900})
    visitor.page.goto(f"{visitor.home}/walk")
    visitor.presses("Begin the walk")
    visitor.presses("Prepare the request")
    visitor.presses("Go to Intuit and ask")
    visitor.consents()
    visitor.presses("On to exchange →")
    visitor.presses("Exchange the code")
    visitor.page.goto(visitor.page.url.replace("/exchange", "/refresh"))
    visitor.presses("Refresh now")
    address = visitor.page.url

    addresses = [address.replace("/refresh", f"/{step}") for step in STEPS]
    others = (
        "/", "/connections", "/connections/1", "/playground", "/diagnose", "/diagnose/token",
        "/diagnose/connections/1", "/bench",
        "/disconnected", "/disconnected?realmId=9341450000000101",
        "/learn", "/learn/statements", "/learn/statements/L504", "/learn/causes",
        "/learn/causes/code_reused", "/learn/disagreements", "/learn/glossary",
    )  # fmt: skip
    for url in (*addresses, *(visitor.home + other for other in others)):
        visitor.page.goto(url)
        visitor.finds_nothing_wrong_with_the_page()
        width = visitor.page.evaluate("document.documentElement.scrollWidth")
        assert width <= visitor.page.viewport_size["width"], f"{url} is too wide"  # type: ignore[index]  # a size was set
