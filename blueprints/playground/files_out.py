"""A file that is handed out: its name, and that nobody keeps it on the way."""

import re

from flask import Response


def send_file_text(text: str, *, name: str, ending: str) -> Response:
    """Answer a text as a JSON file that is called after what it is of.

    ``ending`` is what follows the dot.
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()[:60] or "grantlab"
    response = Response(text, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}.{ending}"'
    response.headers["Cache-Control"] = "no-store"
    return response
