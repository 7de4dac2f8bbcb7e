"""The provider's front door."""

from flask import Blueprint, Response, request

from blueprints.provider.pages import FrontPage
from blueprints.provider.rendering import render

bp = Blueprint("front", __name__)


@bp.get("/")
def index() -> Response:
    return render(FrontPage(request.root_url.rstrip("/")))
