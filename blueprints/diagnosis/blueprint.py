"""The area of the diagnosis."""

from flask import Blueprint

diagnosis = Blueprint("diagnosis", __name__, url_prefix="/diagnose")
