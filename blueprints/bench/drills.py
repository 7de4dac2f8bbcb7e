"""The drills: their list, playing one, answering.

Their room is imported where it is needed: a start does not wait for it.
"""

from flask import redirect, request, session, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from blueprints.bench.blueprint import bench
from blueprints.framing import frame_of
from blueprints.rendering import Frame, render_page
from blueprints.services import services
from grantlab.protocol.environment import Environment

_SOLVED = "solved drills"


@bench.get("/drills")
def drills() -> BaseResponse:
    """List the drills."""
    from blueprints.bench.drill_pages import build_drills_page

    return render_page(build_drills_page(_solved(), _frame()))


@bench.get("/drills/<name>")
def drill(name: str) -> BaseResponse:
    """Show a drill, as far as it was played, and what it was if there is an answer."""
    from blueprints.bench.drill_pages import build_drill_page
    from grantlab.drills.catalogue import find_drill

    found = find_drill(name)
    recording = services().playhouse.find(found)
    answer = request.args.get("answer", "")
    return render_page(build_drill_page(found, recording, answer, _frame()))


@bench.post("/drills/<name>/play")
def play_drill(name: str) -> BaseResponse:
    """Play it, and show what was played."""
    from grantlab.drills.catalogue import find_drill

    services().playhouse.play(find_drill(name))
    return redirect(url_for(".drill", name=name, _anchor="played"), code=303)


@bench.post("/drills/<name>/answer")
def answer_drill(name: str) -> BaseResponse:
    """Note that it was solved, if it was, and show what it was."""
    from grantlab.drills.catalogue import find_drill

    found, answer = find_drill(name), request.form.get("answer", "")
    if found.choice(answer) is None:
        raise BadRequest
    if found.is_right(answer):
        session[_SOLVED] = sorted({*_solved(), name})
        session.permanent = True
    where = url_for(".drill", name=name, answer=answer, _anchor="answer")
    return redirect(where, code=303)


def _solved() -> list[str]:
    solved: list[str] = session.get(_SOLVED, [])
    return solved


def _frame() -> Frame:
    return frame_of(Environment.EMBEDDED, services())
