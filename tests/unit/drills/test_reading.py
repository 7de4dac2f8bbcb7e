"""A drill's file that is not of its form is answered with a line, a field and words."""

import pytest

from grantlab.drills.acts import Refresh, TimePasses
from grantlab.drills.errors import DrillFileError
from grantlab.drills.reading import read_drill

GOOD = """\
name: the-example
title: The example
incident: Somebody calls.
stage:
  opens_at: 2026-03-09T09:14:00Z
acts:
  - act: consent
    says: She consents.
  - act: refresh
    says: It refreshes.
    expect: [400 invalid_grant superseded, no answer]
  - act: pass-time
    says: Time passes.
    by: 2h30m
choices:
  - {id: code_reused, why: Because.}
  - {id: provider_outage, why: Because.}
  - {id: stale_refresh_token, why: Because.}
  - {id: own, title: A cause of its own, why: Because.}
right: own
reveal:
  gave_away: This.
  remedy: That.
  statements: [L502, R4]
  step: refresh
"""


def problems_of(text: str) -> tuple[str, ...]:
    with pytest.raises(DrillFileError) as caught:
        read_drill(text, file="example.yaml")

    return caught.value.problems


def test_a_good_file_becomes_a_drill() -> None:
    drill = read_drill(GOOD, file="example.yaml")

    refresh, pause = drill.acts[1:]
    assert isinstance(refresh, Refresh)
    assert [str(answer) for answer in refresh.expect] == [
        "400 invalid_grant superseded",
        "no answer",
    ]
    assert isinstance(pause, TimePasses)
    assert pause.by is not None
    assert pause.by.total_seconds() == 9000
    assert drill.stage.opens_at.isoformat() == "2026-03-09T09:14:00+00:00"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "act: refresh",
            "act: refreshen",
            "line 9, acts.1: is no verb: there are consent, exchange, call,",
            id="unknown verb",
        ),
        pytest.param(
            "- act: refresh\n    says",
            "- says",
            "line 9, acts.1: needs a verb: act",
            id="no verb",
        ),
        pytest.param(
            "    says: It refreshes.\n",
            "",
            "line 9, acts.1.says: is missing",
            id="missing field of an act",
        ),
        pytest.param(
            "right: own\n", "", "line 1, right: is missing", id="missing field"
        ),
        pytest.param(
            "says: She consents.",
            "says: She consents.\n    sends: stored",
            "line 9, acts.0.sends: is not a field of this",
            id="field of another verb",
        ),
        pytest.param(
            "by: 2h30m",
            "by: a while",
            "line 14, acts.2.by: 'a while' is not a length of time such as 25h",
            id="no length of time",
        ),
        pytest.param(
            "by: 2h30m",
            "by: 2h\n    to: after-code-ends",
            "line 12, acts.2: time passes either by a length or to a moment",
            id="two lengths of time",
        ),
        pytest.param(
            "no answer]",
            "refused]",
            "line 11, acts.1.expect.1: 'refused' is no answer: write 200,",
            id="no answer that could come",
        ),
        pytest.param(
            "2026-03-09T09:14:00Z",
            "2026-03-09T09:14:00",
            "line 5, stage.opens_at: Input should have timezone info",
            id="moment without a zone",
        ),
        pytest.param(
            "  opens_at",
            "  preset: oauth-3\n  opens_at",
            "line 5, stage.preset: Input should be 'faq', 'observed' or 'rfc-9700'",
            id="unknown preset",
        ),
        pytest.param(
            "right: own",
            "right: revoked_by_app",
            "line 1, the drill: revoked_by_app is right, and not among the choices",
            id="right answer that cannot be given",
        ),
        pytest.param(
            "id: provider_outage",
            "id: code_reused",
            "line 1, the drill: two choices have one id",
            id="one answer twice",
        ),
        pytest.param(
            "id: provider_outage",
            "id: provider_outrage",
            "line 17, choices.1: provider_outrage is no cause, and has no title",
            id="no cause",
        ),
        pytest.param(
            "  - {id: stale_refresh_token, why: Because.}\n",
            "",
            "line 16, choices: Tuple should have at least 4 items after validation, not 3",
            id="too few choices",
        ),
        pytest.param(
            "title: The example",
            "title: The example\ntitle: Another",
            "line 3: title is written twice",
            id="one field twice",
        ),
        pytest.param(
            "[L502, R4]",
            "[L502, X4]",
            "line 24, reveal.statements.1: String should match",
            id="no statement",
        ),
    ],
)
def test_a_problem_is_named_with_its_line_and_field(
    old: str, new: str, problem: str
) -> None:
    assert old in GOOD

    found = problems_of(GOOD.replace(old, new, 1))

    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("- a list", "line 1: a drill is a mapping of fields", id="a list"),
        pytest.param("", "line 1: a drill is a mapping of fields", id="nothing"),
        pytest.param("a: [1\nb: 2", "line 2: ", id="no YAML"),
        pytest.param(
            "a: !!python/object/apply:os.system [x]", "line 1", id="a call in a tag"
        ),
    ],
)
def test_what_is_no_drill_at_all_is_told(text: str, problem: str) -> None:
    assert problems_of(text)[0].startswith(problem)


def test_all_problems_are_told_at_once_with_the_file() -> None:
    text = GOOD.replace("right: own\n", "").replace("    by: 2h30m\n", "    by: soon\n")

    with pytest.raises(
        DrillFileError, match=r"^example\.yaml, line 14.*; example\.yaml"
    ):
        read_drill(text, file="example.yaml")
