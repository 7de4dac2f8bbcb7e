"""The blueprint that the views of the verification belong to."""

from flask import Blueprint

verification = Blueprint("verification", __name__, url_prefix="/verification")
