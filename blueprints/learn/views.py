"""The pages of the area; what they are made of is imported when one is first asked for."""

from flask import Blueprint, request
from werkzeug.wrappers import Response as BaseResponse

from blueprints.learn.search import read_query
from blueprints.rendering import render_page

learn = Blueprint("learn", __name__, url_prefix="/learn")


@learn.get("")
def index() -> BaseResponse:
    """Show the ways in, or what was searched for."""
    from blueprints.learn.build_index import build_learn_page

    return render_page(build_learn_page(_query()))


@learn.get("/statements")
def statements() -> BaseResponse:
    """Show the statements of the lifecycle."""
    from blueprints.learn.build_pages import build_statements_page

    return render_page(build_statements_page(_query()))


@learn.get("/statements/<statement_id>")
def statement(statement_id: str) -> BaseResponse:
    """Show one statement, and everything that belongs to it."""
    from blueprints.learn.build_pages import build_statement_page

    return render_page(build_statement_page(statement_id))


@learn.get("/causes")
def causes() -> BaseResponse:
    """List what a diagnosis can name."""
    from blueprints.learn.build_pages import build_causes_page

    return render_page(build_causes_page(_query()))


@learn.get("/causes/<cause_id>")
def cause(cause_id: str) -> BaseResponse:
    """Show one cause."""
    from blueprints.learn.build_pages import build_cause_page
    from blueprints.learn.causes import find_cause

    return render_page(build_cause_page(find_cause(cause_id)))


@learn.get("/disagreements")
def disagreements() -> BaseResponse:
    """Show where the documents disagree, and where they are wrong."""
    from blueprints.learn.build_pages import build_disagreements_page

    return render_page(build_disagreements_page(_query()))


@learn.get("/glossary")
def glossary() -> BaseResponse:
    """Show the words."""
    from blueprints.learn.build_pages import build_glossary_page

    return render_page(build_glossary_page(_query()))


def _query() -> str:
    return read_query(request.args.get("q", ""))
