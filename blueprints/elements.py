"""Small elements that a page has hundreds of, made fast.

``Markup.format`` and ``Markup.join`` take many times as long as escaping and joining.
"""

from collections.abc import Iterable
from typing import LiteralString

from markupsafe import Markup, escape


def joined(elements: Iterable[Markup], between: LiteralString = "") -> Markup:
    """Return elements one after another."""
    return Markup(between.join(elements))  # noqa: S704 -- each was escaped


def bold(look: str, text: str) -> Markup:
    """Return a ``<b>`` of one of our classes, with its text escaped."""
    return Markup(f'<b class="{look}">{escape(text)}</b>')  # noqa: S704 -- escaped here


def span(look: str, text: str) -> Markup:
    """Return a ``<span>`` of one of our classes, with its text escaped."""
    return Markup(f'<span class="{look}">{escape(text)}</span>')  # noqa: S704 -- escaped here


def pill(look: str, label: str, about: str) -> Markup:
    """Return a pill that takes focus; what it stands for unfolds from it."""
    return Markup(  # noqa: S704 -- escaped here
        f'<span class="{look}" tabindex="0">{escape(label)}<i> {escape(about)}</i></span>'
    )


def line_break(depth: int) -> Markup:
    """Return a line break that is drawn and not copied, and how deep the next line stands."""
    return Markup(f'<i class="b{depth:d}"></i>')  # noqa: S704 -- a number


def time(datetime: str, words: str) -> Markup:
    """Return a ``<time>``."""
    return Markup(  # noqa: S704 -- escaped here
        f'<time datetime="{escape(datetime)}">{escape(words)}</time>'
    )
