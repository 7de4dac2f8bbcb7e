"""The front page."""

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from blueprints.connections.summary import summarise_all
from blueprints.home.pages import build_home
from blueprints.rendering import render_page
from blueprints.services import services

home = Blueprint("home", __name__)


@home.get("/")
def index() -> BaseResponse:
    """Show what this is, and how the connections stand."""
    return render_page(build_home(summarise_all(services())))
