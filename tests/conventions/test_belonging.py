"""Statements, causes, steps and drills know of each other, or it is said why not."""

import pytest
from flask import Flask

from blueprints.learn.belonging import (
    STATEMENTS_BY_CAUSE,
    UNSHOWN,
    WITHOUT_STATEMENT,
    beside,
    causes_of,
    drills_of,
    steps_of,
)
from blueprints.learn.causes import all_causes
from blueprints.learn.disagreements import about, by_detail, by_preset, claims
from blueprints.learn.signposts import KNOBS
from blueprints.learn.statements import all_chapters
from grantlab.drills.catalogue import all_drills
from grantlab.provider.policy.knobs import KNOBS as KNOBS_OF_THE_PROVIDER
from tests.conventions.sources import ROOT


@pytest.fixture(autouse=True)
def _where_the_docs_are(app: Flask) -> object:
    with app.test_request_context():
        yield


def test_every_page_of_a_cause_is_one_that_can_be_read() -> None:
    pages = {page.stem for page in (ROOT / "docs" / "causes").glob("*.md")}

    assert {cause.id for cause in all_causes()} == pages


def test_a_cause_has_a_statement_or_says_why_it_has_none() -> None:
    bare = [
        cause.id
        for cause in all_causes()
        if bool(STATEMENTS_BY_CAUSE.get(cause.id))
        == bool(WITHOUT_STATEMENT.get(cause.id))
    ]

    assert bare == []


def test_a_cause_that_the_faq_names_has_a_drill() -> None:
    unplayed = [
        cause.id
        for cause in all_causes()
        if cause.faq_item and not beside(cause).drills
    ]

    assert unplayed == []


def test_a_statement_is_shown_at_a_step_or_says_where_else() -> None:
    ids = [one.id for chapter in all_chapters() for one in chapter.statements]

    assert {id_ for id_ in ids if not steps_of(id_)} == set(UNSHOWN)


def test_statements_and_causes_point_at_each_other() -> None:
    one_sided = [
        (cause.id, statement.id)
        for cause in all_causes()
        for statement in beside(cause).statements
        if cause not in causes_of(statement.id)
    ]

    assert one_sided == []


def test_every_drill_is_told_by_its_statements() -> None:
    told = {
        drill.name
        for chapter in all_chapters()
        for one in chapter.statements
        for drill in drills_of(one.id)
    }

    assert told == {drill.name for drill in all_drills()}


def test_the_statements_that_documents_dispute_name_their_disagreement() -> None:
    disputed = {one.anchor for one in about("L504")}

    assert disputed == {"the-value-before-it"}
    assert len(by_preset()) >= 7
    assert len(by_detail()) >= 10
    assert len(claims()) >= 4


def test_every_knob_of_the_bench_can_be_pointed_at() -> None:
    assert sorted(KNOBS) == sorted(knob.name for knob in KNOBS_OF_THE_PROVIDER)
