"""A run: begun, under way, stopped, over."""

import re
from typing import ClassVar

import pytest

from blueprints.verification import stages
from grantlab.errors import GrantlabError
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.verification_runs import QUIET_AFTER
from grantlab.verification.results import Outcome
from tests.pages.verification.conftest import PRESETS, Keeper, Work
from tests.support.clocks import SECOND, StandingClock
from tests.support.reading import Reading
from tests.support.walking import Walker

FAILED = (Outcome.FAILED, "This was expected and is not so: It is refused.")
DECIDED = re.compile(r'(?s)data-decided="(\w+)">(.+?)</p>')


class LostError(GrantlabError):
    """What a stage may fail with."""

    slug: ClassVar[str] = "lost"


def test_before_the_first_run_the_page_says_what_will_be_here(walker: Walker) -> None:
    walker.open("/verification")

    assert "Does a connection to QuickBooks do what Intuit’s FAQ says?" in walker.words
    assert "statements will stand here" in walker.words
    assert "Statement by statement" not in walker.words


def test_what_the_sandbox_asks_of_a_person_is_said_before(walker: Walker) -> None:
    walker.open("/verification")

    asked = walker.words.partition("What the sandbox asks of you")[2]
    assert "You are asked to consent up to" in asked
    assert "the connection that most checks share" in asked
    assert "connected to nowhere else" in asked
    assert "http://localhost:8484/walk/callback is not registered" in asked
    ending = walker.words.partition("end a connection, in the sandbox")[2]
    assert "L303, L304" in ending.partition("They come last.")[0]


@pytest.mark.usefixtures("at_once")
def test_a_press_runs_every_check_under_every_preset(walker: Walker) -> None:
    walker.open("/verification")

    walker.press("Run the checks")

    assert "Everything that was run is as stated" in walker.words
    assert "Embedded, under faq, observed, rfc-9700 · begun" in walker.words
    row = walker.page.text.partition('id="L303"')[2].partition("</tr>")[0]
    assert Reading(row).words.count("pass") == 3


@pytest.mark.usefixtures("at_once")
def test_what_checks_send_stands_in_no_log_of_the_server(
    walker: Walker, capsys: pytest.CaptureFixture[str]
) -> None:
    walker.open("/verification")

    walker.press("Run the checks", preset="faq")

    assert "Everything that was run is as stated" in walker.words
    assert "round trip" not in capsys.readouterr().err


@pytest.mark.usefixtures("at_once")
def test_one_preset_can_be_chosen_and_the_form_remembers_it(walker: Walker) -> None:
    walker.open("/verification")

    walker.press("Run the checks", preset="observed")

    assert "Embedded, under observed · begun" in walker.words
    fields = Reading(walker.page.text).form_with("Run the checks").fields
    assert ("preset", "observed") in fields
    assert ("preset", "all") not in fields


@pytest.mark.usefixtures("at_once")
def test_what_was_done_and_seen_can_be_opened(walker: Walker) -> None:
    walker.open("/verification")
    walker.press("Run the checks")

    walker.open(f"{walker.page.request.path}/L303")

    assert "did The user consents" in walker.words
    assert "400 Bad Request" in walker.words
    assert "held The second exchange of the code is answered 400" in walker.words
    assert walker.page.text.count("<article") >= 2 * len(PRESETS)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("form", "media_type", "words"),
    [
        pytest.param("html", "text/html", "<!DOCTYPE html>", id="a page"),
        pytest.param("json", "application/json", '"outcome": "pass"', id="JSON"),
        pytest.param("junit", "application/xml", "<testsuites", id="JUnit XML"),
        pytest.param("markdown", "text/markdown", "| L303 |", id="Markdown"),
    ],
)
def test_a_report_is_taken_along(
    walker: Walker, form: str, media_type: str, words: str
) -> None:
    walker.open("/verification")
    walker.press("Run the checks", preset="faq")
    here = walker.page.request.path

    answer = walker.open(f"{here}/report?form={form}")

    assert answer.mimetype == media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert words in answer.text
    assert walker.open(f"{here}/report?form=pdf").status_code == 404


def test_a_run_that_has_come_to_nothing_yet_has_no_report(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep(at_most=0, ending=None)

    assert walker.open(f"/verification/{handle}/report").status_code == 404


def test_a_second_press_shows_the_run_that_is_under_way(
    walker: Walker, waiting: list[Work]
) -> None:
    other = Walker(walker.app)
    walker.open("/verification")
    other.open("/verification")

    walker.press("Run the checks")
    other.press("Run the checks", preset="faq")

    assert len(waiting) == 1
    assert other.page.request.path == walker.page.request.path
    assert "this run was under way already" in other.words
    assert "this run was under way already" not in walker.words


def test_how_far_a_run_is_can_be_asked_of_any_worker(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep(at_most=70, ending=None)

    page = walker.open(f"/verification/{handle}")
    progress = walker.client.get(
        f"/verification/{handle}",
        base_url=walker.address,
        headers={"Swap-Target": "progress"},
    )

    assert "<title>70 of 189 · Verify" in page.text
    assert "waiting" in Reading(page.text).words
    assert Reading(progress.text).words.startswith("70 of 189 checks")
    assert f'data-poll="/verification/{handle}"' in progress.text
    assert "<table" not in progress.text


def test_what_is_asked_again_and_again_brings_what_was_decided(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep({("faq", "L102"): FAILED}, at_most=65, ending=None)

    progress = walker.client.get(
        f"/verification/{handle}",
        base_url=walker.address,
        headers={"Swap-Target": "progress"},
    )

    decided = dict(DECIDED.findall(progress.text))
    assert len(decided) == 63
    assert Reading(decided["L102"]).words == "fail pass waiting"
    assert Reading(decided["L103"]).words == "pass waiting waiting"


@pytest.mark.usefixtures("waiting")
def test_a_run_can_be_stopped_and_what_was_run_is_kept(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep(at_most=70, ending=None)
    walker.open("/verification")

    walker.press("Stop")

    assert "The run was stopped 70 of 189 checks had been run." in walker.words
    assert "data-poll" not in walker.page.text
    assert "no result" in walker.words
    walker.press("Run the checks")
    assert "0 of" in walker.words


def test_no_check_is_run_after_a_run_was_stopped(
    walker: Walker, waiting: list[Work]
) -> None:
    walker.open("/verification")
    walker.press("Run the checks")
    walker.press("Stop")

    waiting.pop()()

    walker.open("/verification")
    assert "The run was stopped 0 of" in walker.words
    assert "✓" not in walker.words


def test_a_run_whose_process_died_is_told_so_and_another_can_be_begun(
    walker: Walker, keeper: Keeper, clock: StandingClock, waiting: list[Work]
) -> None:
    keeper.keep(at_most=70, ending=None)
    clock.advance(QUIET_AFTER + SECOND)

    walker.open("/verification")
    assert "The run broke off Nothing was heard of it after 70 of 189" in walker.words
    walker.press("Run the checks")

    assert len(waiting) == 1
    assert "broken off" in walker.words


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(LostError("the keys are gone"), "The keys are gone.", id="named"),
        pytest.param(
            KeyError("Anton Secretive"),
            "Something broke in Grantlab: KeyError. The log has it as ",
            id="a defect",
        ),
    ],
)
def test_a_run_that_cannot_go_on_says_why(
    walker: Walker, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(_opening: stages.Opening) -> None:
        raise error

    monkeypatch.setattr(stages, "OPENERS", {Environment.EMBEDDED: fail})
    walker.open("/verification")

    walker.press("Run the checks")

    assert f"The run could not go on {told}" in walker.words
    assert "Secretive" not in walker.words


def test_a_form_that_was_tampered_with_begins_nothing(
    walker: Walker, waiting: list[Work]
) -> None:
    walker.open("/verification")

    answer = walker.press("Run the checks", environment="production")

    assert answer.status_code == 400
    assert waiting == []


def test_where_somebody_has_to_consent_the_page_leads_there(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep(at_most=3, ending=None)
    runs = keeper.parts.verification_runs
    with walker.app.app_context():
        runs.ask(
            runs.get(handle).id,
            state=Secret("a state that nobody guesses"),
            address="https://intuit.example/connect",
        )

    walker.open("/verification")

    assert "You are asked to consent" in walker.words
    assert (
        Reading(walker.page.text).link_to("Consent") == "https://intuit.example/connect"
    )


def test_a_run_that_nobody_has_is_said_to_be_gone(walker: Walker) -> None:
    answer = walker.open("/verification/0123456789abcdef")

    assert answer.status_code == 404
    assert "The last ten of each environment are kept." in walker.words


def test_earlier_runs_can_be_looked_at(walker: Walker, keeper: Keeper) -> None:
    first = keeper.keep(presets=("faq",))
    keeper.keep(presets=("observed",))
    walker.open("/verification")
    assert "under observed finished, shown here" in walker.words

    walker.open(f"/verification/{first}")

    assert "under faq finished, shown here" in walker.words
