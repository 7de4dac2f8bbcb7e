"""The blueprint that the views and commands of the bench belong to."""

from flask import Blueprint

bench = Blueprint("bench", __name__, url_prefix="/bench")
