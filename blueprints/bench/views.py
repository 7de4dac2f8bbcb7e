"""The bench, as it is set now."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from blueprints.bench import actions, drills, places, pointing, unavailable
from blueprints.bench.blueprint import bench
from blueprints.bench.build_page import build_page
from blueprints.rendering import render_page
from blueprints.services import services

__all__ = ["actions", "bench", "drills", "places", "pointing", "unavailable"]

PART = "any(clock, policy, faults, ledger, reset)"


@bench.get("")
def index() -> BaseResponse:
    """Show how the provider is set."""
    page = build_page(
        services(),
        slug=request.args.get("notice", ""),
        about=request.args.get("about", ""),
        whole="all" in request.args,
    )
    return render_page(page)


@bench.get(f"/<{PART}:part>")
@bench.get(f"/<{PART}:part>/<path:_button>")
def show_part(part: str, _button: str = "") -> BaseResponse:
    """Lead to a part of the page: a form that came back stands at its button's address."""
    return redirect(url_for(".index", _anchor=part), code=303)
