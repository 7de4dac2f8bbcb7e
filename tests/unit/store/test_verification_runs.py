"""Runs of the verification: one under way, ten kept, one consent at a time."""

import pytest

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.errors import RunNotFoundError
from grantlab.store.models import RunEnding, VerificationResult, VerificationRun
from grantlab.store.verification_runs import (
    MOST_KEPT,
    QUIET_AFTER,
    KeptResult,
    ResultOutline,
)
from tests.support.clocks import NOON, SECOND
from tests.unit.store.parts import BROWSER, StoreParts

PRESETS = ("faq", "observed")
OUTLINE = ResultOutline("faq", "L303", "pass", "", 7)
STATE = Secret("a state that nobody guesses")
ADDRESS = "https://intuit.example/connect?state=a+state+that+nobody+guesses"
BROUGHT = (("code", "invented-code"), ("code", "again"), ("realmId", "1"))


def begin(
    store: StoreParts, environment: Environment = Environment.EMBEDDED
) -> VerificationRun:
    run, is_new = store.verification_runs.begin(
        environment,
        presets=PRESETS,
        with_endings=True,
        planned=4,
        browser_digest=BROWSER,
    )
    assert is_new
    return run


def finish(store: StoreParts) -> VerificationRun:
    run = begin(store)
    store.verification_runs.end(run.id, RunEnding.FINISHED)
    return run


def kept(outline: ResultOutline = OUTLINE, record: str = "{}") -> KeptResult:
    return KeptResult(outline, record)


def test_a_run_is_there_for_another_worker_while_it_is_under_way(
    store: StoreParts,
) -> None:
    run = begin(store)
    store.verification_runs.keep(run.id, kept())

    found = store.elsewhere(lambda: store.verification_runs.get(run.handle))
    outlines = store.elsewhere(lambda: store.verification_runs.outlines(found))

    assert (found.presets, found.planned, found.began_at) == (PRESETS, 4, NOON)
    assert store.verification_runs.ending_of(found) is None
    assert outlines == [OUTLINE]


def test_a_second_press_is_given_the_run_that_is_under_way(store: StoreParts) -> None:
    first = begin(store)

    second, is_new = store.verification_runs.begin(
        Environment.SANDBOX,
        presets=(),
        with_endings=False,
        planned=1,
        browser_digest=BROWSER,
    )

    assert (second.handle, is_new) == (first.handle, False)


def test_of_two_presses_at_once_one_begins(store: StoreParts) -> None:
    def press() -> tuple[str, bool]:
        run, is_new = store.verification_runs.begin(
            Environment.EMBEDDED,
            presets=PRESETS,
            with_endings=True,
            planned=4,
            browser_digest=BROWSER,
        )
        return run.handle, is_new

    pressed = store.at_once(press)

    assert len({handle for handle, _ in pressed}) == 1
    assert sorted(is_new for _, is_new in pressed) == [False, True]


def test_a_run_that_ended_makes_room_for_the_next(store: StoreParts) -> None:
    first = finish(store)

    second = begin(store)

    assert second.handle != first.handle
    assert store.verification_runs.under_way() is second


def test_a_run_whose_process_died_is_broken_off_and_makes_room(
    store: StoreParts,
) -> None:
    run = begin(store)
    store.clock.advance(QUIET_AFTER + SECOND)
    assert store.verification_runs.ending_of(run) is RunEnding.BROKEN_OFF

    begin(store)

    found = store.elsewhere(lambda: store.verification_runs.get(run.handle))
    assert (found.ending, found.under_way) == (RunEnding.BROKEN_OFF, None)


def test_a_run_that_is_heard_of_is_not_broken_off(store: StoreParts) -> None:
    run = begin(store)
    store.clock.advance(QUIET_AFTER)
    store.verification_runs.keep(run.id, kept())
    store.clock.advance(QUIET_AFTER)

    found = store.elsewhere(lambda: store.verification_runs.get(run.handle))

    assert store.verification_runs.ending_of(found) is None


def test_what_a_run_leaves_elsewhere_is_noted_however_it_ended(
    store: StoreParts,
) -> None:
    run = begin(store)
    store.verification_runs.end(run.id, RunEnding.STOPPED)

    store.verification_runs.note_left(run.id, "The consent stands.")

    assert store.verification_runs.get(run.handle).left == "The consent stands."


def test_what_comes_after_a_run_was_stopped_is_not_kept(store: StoreParts) -> None:
    run = begin(store)
    store.elsewhere(lambda: store.verification_runs.end(run.id, RunEnding.STOPPED))

    goes_on = store.verification_runs.keep(run.id, kept())

    assert not goes_on
    assert not store.verification_runs.end(run.id, RunEnding.FINISHED)
    found = store.elsewhere(lambda: store.verification_runs.get(run.handle))
    assert (found.ending, found.ended_at) == (RunEnding.STOPPED, NOON)
    assert store.verification_runs.outlines(found) == []


def test_a_statement_is_opened_with_its_records_under_every_preset(
    store: StoreParts,
) -> None:
    run = begin(store)
    for preset in PRESETS:
        for statement in ("L303", "L304"):
            outline = OUTLINE._replace(preset=preset, statement=statement)
            store.verification_runs.keep(run.id, kept(outline, f"{preset} {statement}"))

    found = store.verification_runs.results(run, "L304")

    assert [one.record for one in found] == ["faq L304", "observed L304"]
    assert len(store.verification_runs.results(run)) == 4


def test_the_last_ten_runs_of_each_environment_are_kept(store: StoreParts) -> None:
    other = begin(store, Environment.SANDBOX)
    store.verification_runs.end(other.id, RunEnding.FINISHED)
    first = finish(store)
    store.session.add(
        VerificationResult(run_id=first.id, record="", **OUTLINE._asdict())
    )
    store.session.commit()

    handles = [finish(store).handle for _ in range(MOST_KEPT)]

    runs = store.elsewhere(store.verification_runs.all)
    assert [run.handle for run in runs] == [*reversed(handles), other.handle]
    assert store.session.query(VerificationResult).count() == 0
    with pytest.raises(RunNotFoundError):
        store.elsewhere(lambda: store.verification_runs.get(first.handle))


def test_a_handle_that_cannot_be_one_is_not_looked_for(store: StoreParts) -> None:
    with pytest.raises(RunNotFoundError):
        store.verification_runs.get("\0")


def test_a_run_is_held_against_the_last_finished_one_of_its_environment(
    store: StoreParts,
) -> None:
    finished = finish(store)
    stopped = begin(store)
    store.verification_runs.end(stopped.id, RunEnding.STOPPED)
    elsewhere = begin(store, Environment.SANDBOX)
    store.verification_runs.end(elsewhere.id, RunEnding.FINISHED)
    newest = begin(store)

    before = store.verification_runs.before(newest)

    assert before is not None
    assert before.handle == finished.handle
    assert store.verification_runs.before(finished) is None


def test_a_consent_is_brought_back_once_by_the_browser_that_began(
    store: StoreParts,
) -> None:
    runs = store.verification_runs
    run = begin(store)
    assert runs.ask(run.id, state=STATE, address=ADDRESS)
    asked = store.elsewhere(lambda: runs.get(run.handle))
    assert store.elsewhere(lambda: runs.address_of(asked)) == ADDRESS
    assert runs.take_brought(run.id) is None

    def bring(browser: str = BROWSER) -> bool:
        found = store.elsewhere(
            lambda: runs.bring(STATE, BROUGHT, browser_digest=browser)
        )
        return found is not None

    assert [bring("c" * 64), bring(), bring()] == [False, True, False]
    assert runs.take_brought(run.id) == BROUGHT
    assert runs.take_brought(run.id) is None
    answered = store.elsewhere(lambda: runs.get(run.handle))
    assert runs.address_of(answered) is None


def test_neither_state_nor_code_is_on_disk_in_the_clear(store: StoreParts) -> None:
    runs = store.verification_runs
    run = begin(store)
    runs.ask(run.id, state=STATE, address=ADDRESS)
    asked = store.place.octets_on_disk()
    runs.bring(STATE, BROUGHT, browser_digest=BROWSER)

    brought = store.place.octets_on_disk()

    assert b"nobody+guesses" not in asked
    assert STATE.reveal().encode() not in asked
    assert b"invented-code" not in brought


def test_nobody_is_asked_for_a_run_that_has_ended(store: StoreParts) -> None:
    runs = store.verification_runs
    run = begin(store)
    runs.ask(run.id, state=STATE, address=ADDRESS)
    runs.end(run.id, RunEnding.STOPPED)

    assert runs.bring(STATE, BROUGHT, browser_digest=BROWSER) is None
    assert not runs.ask(run.id, state=STATE, address=ADDRESS)
    ended = store.elsewhere(lambda: runs.get(run.handle))
    assert (ended.sealed_address, ended.sealed_brought) == (None, None)
