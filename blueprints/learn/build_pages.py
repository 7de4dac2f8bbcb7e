"""From the docs to the pages: what is drawn once, and what was asked for.

Nothing here changes while the application runs, so each view is drawn when it is first
asked for and kept.
"""

from functools import cache

from flask import url_for
from markupsafe import Markup

from blueprints.learn import belonging, disagreements, statements, words
from blueprints.learn.causes import all_causes, is_looked_for_in, look_alikes_of
from blueprints.learn.documents import read_document, read_sections
from blueprints.learn.pages import (
    CausePage,
    CausesPage,
    CauseView,
    ChapterView,
    ClaimView,
    DisagreementsPage,
    DisagreementView,
    GlossaryPage,
    StageView,
    StatementPage,
    StatementsPage,
    StatementView,
    WordListView,
    WordView,
)
from blueprints.learn.search import has_words
from blueprints.learn.signposts import render, render_line
from blueprints.sentences import with_capital
from grantlab.diagnosis.verdicts import Cause, Stage

STAGE_TITLES = {
    Stage.AUTHORIZE: "Asking the user",
    Stage.STATE: "Coming back with the state",
    Stage.EXCHANGE: "Exchanging the code",
    Stage.REFRESH: "Refreshing",
    Stage.API: "Calling the API",
}


def build_statements_page(query: str) -> StatementsPage:
    """Return the statements that have the words of a query."""
    chapters = (
        ChapterView(
            chapter.title,
            tuple(
                _statement(one)
                for one in chapter.statements
                if has_words(query, one.id, one.says, chapter.title)
            ),
        )
        for chapter in statements.all_chapters()
    )
    return StatementsPage(
        query=query,
        chapters=tuple(chapter for chapter in chapters if chapter.statements),
        total=statements.total(),
    )


@cache
def build_statement_page(id_: str) -> StatementPage:
    """Return the page of one statement.

    Raises:
        UnknownStatementError: there is none of that id.
    """
    one = statements.find_statement(id_)
    ids = [
        own.id for chapter in statements.all_chapters() for own in chapter.statements
    ]
    place = ids.index(id_)
    return StatementPage(
        statement=_statement(one),
        chapter=next(
            chapter.title
            for chapter in statements.all_chapters()
            if one in chapter.statements
        ),
        before=ids[place - 1] if place else "",
        after=ids[place + 1] if place + 1 < len(ids) else "",
    )


def build_causes_page(query: str) -> CausesPage:
    """Return the causes whose pages have the words of a query."""
    stages = (
        StageView(
            STAGE_TITLES[stage],
            tuple(
                _cause(cause)
                for cause in all_causes()
                if cause.stage is stage and _is_found(cause, query)
            ),
        )
        for stage in Stage
    )
    return CausesPage(
        query=query,
        stages=tuple(stage for stage in stages if stage.causes),
        total=len(all_causes()),
    )


@cache
def build_cause_page(cause: Cause) -> CausePage:
    """Return the page of one cause."""
    beside = belonging.beside(cause)
    here = url_for("learn.cause", cause_id=cause.id)
    return CausePage(
        cause=cause,
        text=render(_text_of(cause), here=here),
        statements=tuple(map(_statement, beside.statements)),
        unstated_because=beside.unstated_because,
        step=beside.step,
        drills=beside.drills,
        look_alikes=look_alikes_of(cause),
        looked_for_in=is_looked_for_in(cause),
    )


def build_disagreements_page(query: str) -> DisagreementsPage:
    """Return the disagreements and the errors that have the words of a query."""
    return DisagreementsPage(
        query=query,
        sources=tuple(statements.source_names().items()),
        by_preset=_found(disagreements.by_preset(), query),
        by_detail=_found(disagreements.by_detail(), query),
        claims=tuple(
            ClaimView(claim.anchor, _line(claim.text))
            for claim in disagreements.claims()
            if has_words(query, claim.text)
        ),
        total=disagreements.total(),
    )


def build_glossary_page(query: str) -> GlossaryPage:
    """Return the words that have the words of a query."""
    lists = (
        WordListView(
            one.title,
            tuple(
                _word(word)
                for word in one.words
                if has_words(query, word.word, word.means, word.avoided)
            ),
        )
        for one in words.all_word_lists()
    )
    return GlossaryPage(
        query=query, lists=tuple(one for one in lists if one.words), total=words.total()
    )


@cache
def _line(text: str) -> Markup:
    return render_line(text)


@cache
def _text_of(cause: Cause) -> str:
    return read_document(f"causes/{cause.id}.md")


def _is_found(cause: Cause, query: str) -> bool:
    return not query or has_words(query, _text_of(cause))


@cache
def _statement(one: statements.Statement) -> StatementView:
    elsewhere = belonging.UNSHOWN.get(one.id)
    return StatementView(
        id=one.id,
        says=_line(one.says),
        sources="; ".join(one.sources),
        proofs=one.proofs,
        unproved_because=one.unproved_because,
        steps=belonging.steps_of(one.id),
        unshown=None if elsewhere is None else _elsewhere(elsewhere),
        drills=belonging.drills_of(one.id),
        causes=belonging.causes_of(one.id),
        disagreements=tuple(map(_disagreement, disagreements.about(one.id))),
    )


def _elsewhere(elsewhere: belonging.Elsewhere) -> Markup:
    if elsewhere.endpoint is None:
        return Markup("{}").format(elsewhere.says)
    href = url_for(elsewhere.endpoint, _anchor=elsewhere.anchor)
    return Markup('<a href="{}">{}</a>').format(href, elsewhere.says)


@cache
def _cause(cause: Cause) -> CauseView:
    happened = read_sections(_text_of(cause))[1].paragraphs[0]
    return CauseView(cause, _line(happened), belonging.beside(cause).drills)


@cache
def _disagreement(one: disagreements.Disagreement) -> DisagreementView:
    return DisagreementView(
        anchor=one.anchor,
        subject=_line(with_capital(one.subject)),
        sides=tuple(map(_line, one.sides)),
        seen=_line(one.seen),
    )


def _found(
    all_of_them: tuple[disagreements.Disagreement, ...], query: str
) -> tuple[DisagreementView, ...]:
    return tuple(
        _disagreement(one)
        for one in all_of_them
        if has_words(query, one.subject, *one.sides, one.seen)
    )


@cache
def _word(word: words.Word) -> WordView:
    return WordView(
        anchor=word.anchor,
        word=_line(word.word),
        means=_line(word.means),
        origin=_line(word.origin),
        avoided=_line(word.avoided),
    )
