"""The area of the connections."""

from flask import Blueprint

connections = Blueprint("connections", __name__, url_prefix="/connections")
connections.cli.help = (
    "Look at connections, refresh and end them, clean up, export and import."
)
