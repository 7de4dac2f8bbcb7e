"""The table of a run: what failed, what changed, what is sought."""

import pytest

from grantlab.store.models import RunEnding
from grantlab.verification.results import Outcome
from tests.bench.pages import weigh_first_visit
from tests.pages.verification.conftest import PRESETS, Keeper, Outcomes
from tests.support.reading import Reading
from tests.support.walking import Walker

NOT_SO = "This was expected and is not so: A second exchange is refused."
FAILED = (Outcome.FAILED, NOT_SO)
UNSAID = (Outcome.NOT_APPLICABLE, "Under this preset the value never stays.")
ADVICE = (Outcome.NOT_RUN, "It is advice.")
NOBODY = (Outcome.NEEDS_PERSON, "Nobody consented.")
HEAVY = 110_000
"""Octets of the page with its style sheets and scripts; nothing is compressed."""


def everywhere(statement: str, stands: tuple[Outcome, str]) -> Outcomes:
    return {(preset, statement): stands for preset in PRESETS}


def row_of(walker: Walker, statement: str) -> str:
    row = walker.page.text.partition(f'id="{statement}"')[2].partition("</tr>")[0]
    return Reading(f"<p{row}").words


def test_a_statement_has_its_words_its_sources_and_a_result_for_every_preset(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep({("faq", "L303"): FAILED})

    walker.open("/verification")

    row = row_of(walker, "L303")
    assert "A code is good for one exchange" in row
    assert "Intuit's Authorization FAQ" in row
    assert row.endswith("fail pass pass")
    assert f"faq {NOT_SO}" in row


def test_failures_come_before_everything_else(walker: Walker, keeper: Keeper) -> None:
    keeper.keep({**everywhere("L303", FAILED), ("faq", "L304"): FAILED})

    walker.open("/verification")

    assert "<title>2 fail · Verify" in walker.page.text
    assert "Fail 2 statements do not hold" in walker.words
    assert "185 pass 4 fail" in walker.words
    walker.follow("Show what fails")
    assert "2 of 63 statements." in walker.words


def test_why_several_statements_were_not_shown_is_said_above_them(
    walker: Walker, keeper: Keeper
) -> None:
    here = keeper.keep({**everywhere("L505", UNSAID), ("faq", "L504"): UNSAID})

    walker.open("/verification")

    reason = f"2 statements cannot be shown here, each for this reason: {UNSAID[1]}"
    assert walker.words.count(UNSAID[1]) == 1
    assert reason in walker.words
    assert row_of(walker, "L504").endswith("not applicable pass pass")
    walker.open(f"/verification/{here}?outcome=not+applicable&q=L504")
    assert reason in walker.words
    walker.open(f"/verification/{here}?outcome=pass&q=L303")
    assert UNSAID[1] not in walker.words


def test_what_is_so_under_every_preset_is_said_once(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep({**everywhere("L202", ADVICE), ("rfc-9700", "L505"): UNSAID})

    walker.open("/verification")

    assert row_of(walker, "L202").count("It is advice.") == 1
    assert "faq It is advice." not in row_of(walker, "L202")
    assert "rfc-9700 Under this preset" in row_of(walker, "L505")


def test_nothing_is_unfolded_where_nothing_was_done(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep({**everywhere("L202", ADVICE), **everywhere("L505", UNSAID)})

    walker.open("/verification")

    assert "Evidence" not in row_of(walker, "L202")
    assert "Evidence" not in row_of(walker, "L505")
    assert "Evidence" in row_of(walker, "L201")


def test_nobody_there_is_no_failure_and_no_success(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep(everywhere("L303", NOBODY))

    walker.open("/verification")

    assert "Nobody consented 1 statement needs somebody" in walker.words
    assert "as stated" not in walker.words


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        pytest.param("outcome=fail", ["L303"], id="an outcome"),
        pytest.param("outcome=not+run&chapter=2", ["L202"], id="outcome and chapter"),
        pytest.param("q=good+for+one+exchange", ["L303"], id="words"),
        pytest.param("q=never+stays", ["L505"], id="words of a reason"),
        pytest.param("chapter=3&q=L504", [], id="nothing"),
        pytest.param("outcome=fail&chapter=99999999999999999999", [], id="no chapter"),
    ],
)
def test_what_is_sought_is_found(
    walker: Walker, keeper: Keeper, sought: str, found: list[str]
) -> None:
    keeper.keep(
        {
            ("faq", "L303"): FAILED,
            ("rfc-9700", "L505"): UNSAID,
            **everywhere("L202", ADVICE),
        }
    )

    walker.open(f"/verification?{sought}")

    rows = walker.page.text.split('<tr role="row" id="')[1:]
    assert [row.partition('"')[0] for row in rows] == found
    assert f"{len(found) or 'None'} of 63 statements." in walker.words
    assert ("No statement is like that." in walker.words) is (not found)


@pytest.mark.parametrize("sought", ["outcome=%00", "chapter=x", "q=", "outcome=passed"])
def test_what_cannot_be_sought_is_no_filter(
    walker: Walker, keeper: Keeper, sought: str
) -> None:
    keeper.keep()

    walker.open(f"/verification?{sought}")

    assert walker.page.status_code == 200
    assert "of 63 statements." not in walker.words


def test_only_what_was_found_is_sent_while_somebody_types(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep()

    answer = walker.client.get(
        f"/verification/{handle}?q=L303",
        base_url=walker.address,
        headers={"Swap-Target": "found"},
    )

    assert answer.text.lstrip().startswith('<div id="found"')


def test_what_changed_since_the_run_before_is_told_and_failures_first(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep({("faq", "L101"): FAILED, **everywhere("L505", UNSAID)})
    keeper.keep({("observed", "L304"): FAILED})

    walker.open("/verification")

    changed = walker.words.partition("What changed")[2]
    assert "L304 observed pass → is now fail L101 faq fail → is now pass" in changed
    assert "L505 rfc-9700 not applicable → is now pass" in changed


def test_a_run_is_held_against_a_finished_one_under_the_same_preset(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep(presets=("faq",))
    keeper.keep({("faq", "L101"): FAILED}, ending=RunEnding.STOPPED)
    keeper.keep()
    walker.open("/verification")
    assert "What changed Nothing, since the run of" in walker.words

    keeper.keep(presets=("faq",))
    keeper.keep(presets=("observed",))

    walker.open("/verification")
    assert "What changed" not in walker.words


def test_a_result_that_another_version_kept_is_refused_in_words(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep()

    answer = walker.open(f"/verification/{handle}/L303")

    assert answer.status_code == 409
    assert "Another version of Grantlab wrote it" in walker.words


def test_a_statement_that_there_is_not_has_no_evidence(
    walker: Walker, keeper: Keeper
) -> None:
    handle = keeper.keep()

    assert walker.open(f"/verification/{handle}/L999").status_code == 404


def test_the_walk_and_the_statements_lead_to_the_verification(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep()
    walker.open("/learn/statements/L303")

    walker.follow("what came of it")
    assert "1 of 63 statements." in walker.words


def test_a_first_visit_to_a_finished_run_is_light(
    walker: Walker, keeper: Keeper
) -> None:
    keeper.keep()
    walker.open("/verification")

    assert weigh_first_visit(walker, walker.page.text) <= HEAVY
