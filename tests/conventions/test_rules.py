"""What holds for every rule of the diagnosis."""

import ast
import re
from pathlib import Path

import pytest

from grantlab.diagnosis.catalogue import EXPLAINS, PRECEDENCE, all_rules
from grantlab.diagnosis.checklist import ITEMS
from grantlab.diagnosis.pastes.catalogue import EXPLAINS as PASTE_EXPLAINS
from grantlab.diagnosis.pastes.catalogue import PRECEDENCE as PASTE_PRECEDENCE
from grantlab.diagnosis.pastes.catalogue import all_paste_rules
from grantlab.diagnosis.pastes.look_alikes import FAMILIES
from grantlab.diagnosis.pastes.registry import PasteRule
from grantlab.diagnosis.questions import all_questions
from grantlab.diagnosis.registry import Rule
from grantlab.diagnosis.remedies import REMEDIES
from grantlab.diagnosis.reports.plain_questions import PLAIN_QUESTIONS
from grantlab.diagnosis.reports.words_by_cause import WORDS
from grantlab.drills.catalogue import all_drills
from tests.conventions.sources import name_of, python_files, tree_of
from tests.scenarios.diagnosis.every_kind import every_kind
from tests.scenarios.diagnosis.pasted import PLAYED

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "causes"
RULES = ROOT / "grantlab" / "diagnosis" / "rules"
PASTE_RULES = ROOT / "grantlab" / "diagnosis" / "pastes" / "rules"
HEADINGS = [
    "What happened",
    "How to tell",
    "What to do",
    "How to reproduce it on the bench",
]
REMEDY = re.compile(
    r'^ *(?:remedy=|_?REMEDY = |remedy = |_\w+ = )\(?\s*f?"(\w+)', re.MULTILINE
)
VERBS = {
    "Ask", "Begin", "Call", "Keep", "Let", "Read", "Refresh", "Register", "Rename", "Send", "Store", "Take", "Use",
}  # fmt: skip
EVERY_RULE = [pytest.param(rule, id=rule.cause.id) for rule in all_rules()]
EVERY_CAUSE = [
    *EVERY_RULE,
    *(
        pytest.param(rule, id=f"{rule.cause.id} in a paste")
        for rule in all_paste_rules()
    ),
]


def test_rule_ids_are_unique() -> None:
    ids = [rule.cause.id for rule in all_rules()]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("rule", EVERY_CAUSE)
def test_a_rule_has_a_page_with_the_four_headings(rule: Rule | PasteRule) -> None:
    page = (PAGES / f"{rule.cause.id}.md").read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS
    assert page.startswith(f"# {rule.cause.title}\n")
    assert "\nSource: " in page


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_says_where_it_has_it_from_and_what_it_looks_at(rule: Rule) -> None:
    assert rule.cause.source.endswith(".")
    assert not rule.looks_at.endswith(".")
    assert re.fullmatch(r"[a-z][a-z0-9_]+", rule.cause.id)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_over_records_is_judged_in_a_table_of_tests(rule: Rule) -> None:
    tables = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests" / "unit" / "diagnosis").glob("test_*_rules.py")
    ]

    assert any(f'"{rule.cause.id}"' in table for table in tables)


@pytest.mark.parametrize("rule", EVERY_RULE)
def test_a_rule_over_records_is_played_in_a_drill_or_an_incident(rule: Rule) -> None:
    drilled = {drill.right for drill in all_drills()}
    played = {script.shows for script in every_kind()}

    assert rule.cause.id in drilled | played


def test_a_rule_over_pastes_is_played_too() -> None:
    """Where no record shows a cause, it is played and pasted."""
    only_pasted = {rule.cause.id for rule in all_paste_rules()} - {
        rule.cause.id for rule in all_rules()
    }

    assert set(PLAYED) == only_pasted


def test_every_page_belongs_to_a_rule() -> None:
    assert {page.stem for page in PAGES.glob("*.md")} == {
        *(rule.cause.id for rule in all_rules()),
        *(rule.cause.id for rule in all_paste_rules()),
    }


def test_every_cause_has_a_remedy_and_its_page_begins_with_it() -> None:
    told = {
        page.stem: " ".join(
            page.read_text(encoding="utf-8")
            .partition("\n## What to do\n")[2]
            .replace("`", "")
            .split()
        )
        for page in PAGES.glob("*.md")
    }

    assert set(REMEDIES) == set(told)
    assert [
        id_ for id_, says in REMEDIES.items() if not told[id_].startswith(says)
    ] == []


def test_every_paste_rule_has_its_place_in_the_order_of_naming() -> None:
    ids = [rule.cause.id for rule in all_paste_rules()]

    assert sorted(ids) == sorted(PASTE_PRECEDENCE)
    assert set(ids) >= set(PASTE_EXPLAINS).union(*PASTE_EXPLAINS.values())


def test_families_and_answers_name_causes_that_exist() -> None:
    ids = {rule.cause.id for rule in all_rules()} | {
        rule.cause.id for rule in all_paste_rules()
    }

    named = {cause for family in FAMILIES for cause in family.causes} | {
        cause
        for question in all_questions()
        for answer in question.answers
        for cause in (*answer.points_to, *answer.rules_out)
    }

    assert named <= ids
    assert max(len(family.causes) for family in FAMILIES) <= 4


def test_the_ids_of_questions_and_of_their_answers_are_unique() -> None:
    ids = [question.id for question in all_questions()]

    assert len(ids) == len(set(ids))
    for question in all_questions():
        answers = [answer.id for answer in question.answers]
        assert len(answers) == len(set(answers))


def test_every_item_of_the_faq_has_a_rule_and_every_rule_an_item() -> None:
    items = {id_ for id_, _ in ITEMS}

    assert {rule.cause.faq_item for rule in all_rules()} - {None} == items


def test_every_rule_has_its_place_in_the_order_of_naming() -> None:
    ids = {rule.cause.id for rule in all_rules()}

    assert ids == set(PRECEDENCE)
    assert ids >= set(EXPLAINS).union(*EXPLAINS.values())


def test_every_remedy_begins_with_a_verb() -> None:
    first_words = {
        word
        for module in (*RULES.glob("*.py"), *PASTE_RULES.glob("*.py"))
        for word in REMEDY.findall(module.read_text(encoding="utf-8"))
    }

    assert first_words
    assert first_words <= VERBS


def test_a_diagnosis_looks_at_nothing_that_evidence_leaves_out() -> None:
    left_out = {"response_headers", "response_header", "intuit_tid", "private_body"}

    looking = [
        f"{name_of(path)}: {node.attr}"
        for path in python_files("grantlab/diagnosis")
        # A report tells of headers, and concludes nothing from them.
        if path.parent.name != "reports"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in left_out
    ]

    assert looking == []


def test_every_cause_has_words_for_the_customer() -> None:
    causes = {rule.cause.id for rule in all_rules()}
    causes |= {rule.cause.id for rule in all_paste_rules()}

    assert causes - set(WORDS) == set()


def test_every_question_can_be_put_to_a_customer() -> None:
    assert {question.id for question in all_questions()} == set(PLAIN_QUESTIONS)
