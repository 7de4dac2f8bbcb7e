"""The cases of the desk."""

from datetime import timedelta

import pytest

from grantlab.store.cases import (
    KEPT_FOR,
    LONGEST_TITLE,
    MOST_KEPT,
    Outcome,
)
from grantlab.store.errors import CaseNotFoundError
from grantlab.store.models import DiagnosisCase
from tests.support.clocks import DAY, SECOND
from tests.unit.store.parts import StoreParts

NAMED = Outcome(verdict="confirmed", cause_id="code_reused")
OPEN = Outcome(verdict="cannot-tell", cause_id=None)
TEXT = '{"error":"invalid_grant"} for Sandbox Company_US_1'


def keep(store: StoreParts, text: str = TEXT) -> DiagnosisCase:
    return store.cases.add(text, title="A refresh was refused", outcome=OPEN)


def test_a_case_opens_by_its_handle_as_it_was_kept(store: StoreParts) -> None:
    handle = keep(store).handle

    case = store.elsewhere(lambda: store.cases.get(handle))

    assert len(handle) == 32
    assert store.elsewhere(lambda: store.cases.text(store.cases.get(handle))) == TEXT
    assert store.cases.title(case) == "A refresh was refused"
    assert (case.verdict, case.cause_id, case.answers, case.zone) == (
        "cannot-tell", None, (), "",
    )  # fmt: skip


def test_neither_text_nor_title_is_on_disk_as_it_is(store: StoreParts) -> None:
    case = keep(store)

    assert case.sealed_text is not None
    assert b"Company" not in case.sealed_text
    assert b"refused" not in (case.sealed_title or b"")
    assert "Company" not in case.text_index


def test_the_same_text_is_found_again_and_the_newest_case_of_it(
    store: StoreParts,
) -> None:
    keep(store)
    second = keep(store)
    keep(store, "another text")

    assert store.cases.of_text(TEXT) is second
    assert store.cases.of_text("a third text") is None


def test_what_a_person_tells_is_kept_with_what_came_of_it(store: StoreParts) -> None:
    case = keep(store)
    store.clock.advance(DAY)

    store.cases.note(
        case, answers=(("which", "refresh"),), zone="Europe/Berlin", outcome=NAMED
    )
    store.cases.rename(case, "x" * (LONGEST_TITLE + 1))

    kept = store.elsewhere(lambda: store.cases.get(case.handle))
    assert kept.answers == (("which", "refresh"),)
    assert (kept.zone, kept.verdict, kept.cause_id) == (
        "Europe/Berlin", "confirmed", "code_reused",
    )  # fmt: skip
    assert kept.changed_at - kept.pasted_at == DAY
    assert store.cases.title(kept) == "x" * LONGEST_TITLE


def test_what_was_worked_on_last_is_listed_first(store: StoreParts) -> None:
    first, second = keep(store), keep(store, "another text")
    store.clock.advance(SECOND)

    store.cases.rename(first, "Theirs")

    assert store.cases.all() == [first, second]


def test_a_deleted_case_is_gone(store: StoreParts) -> None:
    case = keep(store)

    store.cases.remove(case)

    with pytest.raises(CaseNotFoundError):
        store.cases.get(case.handle)
    assert store.cases.of_text(TEXT) is None


@pytest.mark.parametrize(
    ("passes", "is_kept"),
    [
        pytest.param(KEPT_FOR - SECOND, True, id="a second before"),
        pytest.param(KEPT_FOR, False, id="to the second"),
    ],
)
def test_a_case_is_kept_for_ninety_days_after_it_was_worked_on(
    store: StoreParts, passes: timedelta, is_kept: bool  # noqa: FBT001 -- a column of the table
) -> None:  # fmt: skip
    case = keep(store)
    store.clock.advance(DAY)
    store.cases.rename(case, "Theirs")

    store.clock.advance(passes)

    assert (store.cases.all() == [case]) is is_kept
    assert (store.cases.of_text(TEXT) is case) is is_kept


def test_what_is_too_old_is_deleted_when_the_next_is_kept(store: StoreParts) -> None:
    keep(store)
    store.clock.advance(KEPT_FOR)

    keep(store, "another text")

    assert store.session.query(DiagnosisCase).count() == 1


def test_of_too_many_the_oldest_goes(store: StoreParts) -> None:
    first = keep(store).handle
    for number in range(MOST_KEPT - 1):
        store.clock.advance(SECOND)
        keep(store, f"text {number}")
    assert store.cases.get(first) in store.cases.all()
    store.clock.advance(SECOND)

    keep(store, "one more")

    assert len(store.cases.all()) == MOST_KEPT
    with pytest.raises(CaseNotFoundError):
        store.cases.get(first)
