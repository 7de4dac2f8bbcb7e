"""A new world, and what a restart keeps."""

from datetime import timedelta
from pathlib import Path

from flask import Flask

from app import create_app
from grantlab.settings import Settings
from grantlab.store.database import db
from tests.pages.bench.user import BenchUser
from tests.support.clocks import StandingClock


def test_the_page_says_what_goes_and_what_stays(user: BenchUser) -> None:
    assert "Goes at the service: every code, consent, token and refusal" in user.words
    assert "Stays there: the app with its keys, redirect URIs and scopes" in user.words
    assert "here: walks and connections" in user.words


def test_nothing_is_reset_by_one_click(holder: BenchUser) -> None:
    holder.send("/bench/reset")

    assert "Nothing was reset" in holder.words
    assert "held by connection 1" in holder.words


def test_a_new_world_keeps_the_clock_the_policy_and_the_connections(
    holder: BenchUser,
) -> None:
    holder.send("/bench/clock", by="1h")
    holder.press("Follow observed")
    holder.send("/bench/faults/http-503")

    holder.send("/bench/reset", sure="yes")

    state = holder.state
    assert "A new world has begun" in holder.words
    assert "Nothing is issued." in holder.words
    assert state.faults.armed == ()
    assert (state.clock.offset, state.policy.preset) == (timedelta(hours=1), "observed")
    assert holder.open("/connections/1").status_code == 200


def test_a_token_of_the_old_world_is_refused_in_the_new_one(holder: BenchUser) -> None:
    holder.send("/bench/reset", sure="yes")
    holder.open("/connections/1")
    holder.press("Refresh")

    holder.open("/bench")

    assert "Token unknown Token endpoint 400 invalid_grant" in holder.words


def test_a_restart_keeps_everything_that_was_set(
    holder: BenchUser, instance: Path
) -> None:
    holder.send("/bench/clock", by="25h")
    holder.press("Follow observed")
    holder.send("/bench/policy/grace", value="2h")
    holder.send("/bench/faults/http-503", times="7")
    before = holder.state

    again = create_app(Settings(instance=instance), clock=StandingClock())
    user = BenchUser(again)

    assert user.state == before
    assert "1 day 1 hour ahead of this machine" in user.words
    assert "observed followed" in user.words
    assert "7 requests left" in user.words
    assert "held by connection 1" in user.words
    _let_go(again)


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
