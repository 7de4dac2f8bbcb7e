"""The first page of the area: the ways in, or what was searched for behind all of them."""

from collections.abc import Iterator

from flask import url_for

from blueprints.learn import disagreements, statements, words
from blueprints.learn.build_pages import (
    build_causes_page,
    build_disagreements_page,
    build_glossary_page,
    build_statements_page,
)
from blueprints.learn.causes import all_causes
from blueprints.learn.pages import Hit, LearnPage

MOST_HITS = 40
"""Shown of what was found; whoever finds more needs another word."""


def build_learn_page(query: str) -> LearnPage:
    """Return the ways in; with a query, what was found behind any of them."""
    hits = tuple(_hits(query)) if query else ()
    return LearnPage(
        query=query,
        hits=hits[:MOST_HITS],
        hit_count=len(hits),
        statement_count=statements.total(),
        cause_count=len(all_causes()),
        disagreement_count=disagreements.total(),
        word_count=words.total(),
    )


def _hits(query: str) -> Iterator[Hit]:
    for stage in build_causes_page(query).stages:
        for found in stage.causes:
            yield Hit(
                kind="Cause",
                title=found.cause.title,
                says=found.happened,
                href=url_for("learn.cause", cause_id=found.cause.id),
            )
    for chapter in build_statements_page(query).chapters:
        for statement in chapter.statements:
            yield Hit(
                kind="Statement",
                title=statement.id,
                says=statement.says,
                href=url_for("learn.statement", statement_id=statement.id),
            )
    differing = build_disagreements_page(query)
    for one in (*differing.by_preset, *differing.by_detail):
        yield Hit(
            kind="Disagreement",
            title=one.subject.striptags(),
            says=one.seen,
            href=url_for("learn.disagreements", _anchor=one.anchor),
        )
    for claim in differing.claims:
        yield Hit(
            kind="Not so",
            title="A document is wrong",
            says=claim.text,
            href=url_for("learn.disagreements", _anchor=claim.anchor),
        )
    for one_list in build_glossary_page(query).lists:
        for word in one_list.words:
            yield Hit(
                kind="Word",
                title=word.word.striptags(),
                says=word.means,
                href=url_for("learn.glossary", _anchor=word.anchor),
            )
