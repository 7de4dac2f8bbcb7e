"""The area of the connections."""

from flask import Blueprint

from blueprints.database_trouble import AppCommands

connections = Blueprint("connections", __name__, url_prefix="/connections")
connections.cli = AppCommands()
connections.cli.help = (
    "Look at connections, refresh, renew and end them, clean up, export and import."
)
