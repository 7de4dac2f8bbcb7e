"""Somebody in support pastes what a customer sent, answers the question, and deletes the case."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.conventions.sources import ROOT
from tests.support.browser import opened_page
from tests.support.keyboard import finds_nothing_wrong, reads
from tests.support.servers import client, free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run Grantlab, and give the address of its front page."""
    with client(tmp_path_factory.mktemp("desk"), free_port(), {}) as address:
        yield address


def pasted(case: str) -> str:
    """Return the text of one of the cases with a known cause."""
    lines = (ROOT / "tests" / "data" / "cases.jsonl").read_text(encoding="utf-8")
    cases = map(json.loads, lines.splitlines())
    return next(str(one["raw_paste"]) for one in cases if one["id"] == case)


def test_a_case_is_pasted_answered_and_deleted(home: str) -> None:
    with opened_page() as page:
        page.goto(home)
        page.get_by_role("link", name="Diagnose").first.click()
        reads(page, "main", "What you have")
        finds_nothing_wrong(page)
        page.get_by_label("What you have").fill(pasted("case-034"))
        page.keyboard.press("Control+Enter")
        reads(
            page,
            "main",
            "What was understood",
            "400 invalid_grant",
            "Most likely it is one of",
        )
        finds_nothing_wrong(page)

        page.get_by_role(
            "button", name="Two refreshes within seconds sent the same value"
        ).click()
        reads(
            page,
            "main",
            "suspected",
            "Two refreshes were under way at once",
            "What you told",
        )
        finds_nothing_wrong(page)

        page.get_by_role("link", name="Delete this case").click()
        page.get_by_label("I mean it").check()
        finds_nothing_wrong(page)
        page.get_by_role("button", name="Delete it").click()
        reads(page, "main", "The case was deleted", "No case yet")


def test_the_desk_is_used_by_keyboard_alone(home: str) -> None:
    with opened_page() as page:
        page.goto(f"{home}/diagnose")
        page.get_by_label("What you have").focus()
        page.keyboard.insert_text(pasted("case-062"))
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Diagnose")).to_be_focused()
        page.keyboard.press("Enter")
        reads(page, "main", "The newest refresh token was not stored.")

        page.get_by_role("link", name="Place 1 in the paste").first.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#place-1$"))
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Place 1: back")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("#finding-not_persisted_after_refresh$"))


def test_a_file_is_dropped_on_the_box(home: str) -> None:
    with opened_page() as page:
        page.goto(f"{home}/diagnose")
        dropped = page.evaluate_handle(
            """(text) => {
              const data = new DataTransfer();
              data.items.add(new File([text], "customer.log", { type: "text/plain" }));
              return data;
            }""",
            pasted("case-062"),
        )
        page.dispatch_event("#paste", "drop", {"dataTransfer": dropped})
        page.get_by_role("button", name="Diagnose").click()

        reads(page, "main", "The newest refresh token was not stored.")


def test_the_desk_works_narrow_and_without_any_script(home: str) -> None:
    with opened_page(width=390, has_scripts=False) as page:
        page.goto(f"{home}/diagnose")
        page.set_input_files(
            "#file",
            {
                "name": "customer.log",
                "mimeType": "text/plain",
                "buffer": pasted("case-012").encode(),
            },
        )
        page.get_by_role("button", name="Diagnose").click()

        reads(page, "main", "Two redirect URIs", "The paste, redacted")
        page.get_by_role("button", name="Rename").click()
        reads(page, "main", "It has a new title")
