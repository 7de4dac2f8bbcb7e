"""What is said to a person before a run."""

from blueprints.verification.asking import announcement_lines
from grantlab.verification.announcing import SHARED, Announcement, announce
from grantlab.verification.check import Check
from grantlab.verification.notes import Notes
from grantlab.verification.running import EVERYTHING, Selection
from grantlab.verification.stage import Stage

REDIRECT_URI = "http://localhost:8484/walk/callback"


def show(_stage: Stage, _notes: Notes) -> None:
    """Show nothing: no check is run here."""


def check(
    statement: str,
    *,
    ends: bool = False,
    asks_for: str | None = None,
    here: bool = True,
) -> Check:
    return Check(
        statement=statement,
        show=show,
        in_sandbox=here,
        ends_connection=ends,
        asks_for=asks_for,
    )


CHECKS = (
    check("L1", ends=True, asks_for="a second consent"),
    check("L2"),
    check("L3", here=False),
    check("L4", ends=True),
    check("L5", ends=True, asks_for="a second consent"),
)


def told(selection: Selection = EVERYTHING) -> Announcement:
    return announce(selection, checks=CHECKS)


def test_each_consent_is_named_with_what_it_is_for() -> None:
    consents = [(one.asked_for, one.statements) for one in told().consents]

    assert consents == [(SHARED, ("L2", "L4")), ("a second consent", ("L1", "L5"))]


def test_without_endings_the_shared_consent_is_left() -> None:
    announced = told(Selection(with_endings=False))

    assert [one.asked_for for one in announced.consents] == [SHARED]
    assert announced.endings == ()


def test_a_selection_asks_for_what_it_needs() -> None:
    announced = told(Selection(statements=frozenset({"L1", "L3"})))

    assert [one.asked_for for one in announced.consents] == ["a second consent"]
    assert announced.endings == ("L1",)


def test_it_is_said_in_lines_and_with_the_way_out() -> None:
    lines = " ".join(announcement_lines(told(), redirect_uri=REDIRECT_URI))

    assert "up to 2 times" in lines
    assert "- a second consent (L1, L5)" in lines
    assert "L1, L4, L5 end a connection" in lines
    assert "--without-endings" in lines
    assert "connected to nowhere else" in lines
    assert f"{REDIRECT_URI} is not registered" in lines


def test_where_nobody_is_asked_nothing_else_is_said() -> None:
    nothing = told(Selection(statements=frozenset({"L3"})))

    assert list(announcement_lines(nothing, redirect_uri=REDIRECT_URI)) == [
        "Nobody is asked to consent."
    ]
