"""Pages that need nothing else: each one file, with all the style it has in it.

They are rendered beside the application, because a command that has none wants them, too.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from blueprints.rendering import Unindented
from blueprints.tags import wire_text
from grantlab.diagnosis.wording import moment

_ROOT = Path(__file__).parents[1]


def render_alone(template: str, page: object) -> str:
    """Return a page; it loads nothing, and no script runs in it."""
    return _environment().get_template(template).render(page=page)


@cache
def style_of(*sheets: str) -> Markup:
    """Return style sheets of ours as one element."""
    texts = (
        (_ROOT / "static" / "css" / sheet).read_text(encoding="utf-8")
        for sheet in sheets
    )
    return Markup(f"<style>\n{''.join(texts)}</style>")  # noqa: S704 -- our own sheets


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_ROOT / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Unindented],
    )
    environment.filters["wire_text"] = wire_text
    environment.filters["in_words"] = moment
    return environment
