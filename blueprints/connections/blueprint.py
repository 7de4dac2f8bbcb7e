"""The area of the connections."""

from flask import Blueprint

connections = Blueprint("connections", __name__, url_prefix="/connections")
connections.cli.help = "List, show, refresh, revoke and forget connections."
