"""From a name in the docs to the page of what has that name.

The docs name drills, causes, knobs, breaks, steps and statements. Read here, each such name
is a link, so that the docs need say nothing twice and no list of links can grow old.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flask import url_for
from markdown_it.token import Token
from markupsafe import Markup

from blueprints.learn.causes import all_causes
from blueprints.learn.documents import markdown
from blueprints.walkthrough.breaks import BREAKS
from blueprints.walkthrough.steps import STEPS
from grantlab.drills.catalogue import all_drills
from grantlab.drills.drill import Drill

KNOBS = (
    "changes_every", "code_lifetime", "consent_ends_older", "describes_denial",
    "descriptions", "grace", "hard_limit", "id_token_on_refresh", "keeps_former_keys",
    "lifetime", "no_company", "parallel_refresh", "pkce", "requires_state",
    "reuse_revokes_family", "reused_code_revokes_access", "unknown_revocation", "wrong_host",
)  # fmt: skip
"""What can be turned on the bench, by the provider's names."""

_STATEMENT = re.compile(r"\b(L\d{3})\b|(?<=Item )([ER]\d)\b")
_PIECES = 3
"""Of a text that is split by that: what stands before, and the two ways to name one."""

_CAUSE_FILE = re.compile(r"(?:.*/)?causes/(\w+)\.md")


@dataclass(frozen=True, slots=True)
class Signposts:
    """Where names lead, by how the docs write them."""

    code: Mapping[str, str]
    """Causes and knobs, written as code."""

    drills: Mapping[str, Drill]
    """Written as code too; shown by their titles."""

    strong: Mapping[str, str]
    """Breaks, by what stands on their buttons."""

    emphasis: Mapping[str, str]
    """Steps of the walk."""

    files: Mapping[str, str]
    """Other pages of the docs."""


@cache
def signposts() -> Signposts:
    """Return where every name leads."""
    return Signposts(
        code={
            **{name: url_for("bench.index", _anchor=f"knob-{name}") for name in KNOBS},
            **{one.id: url_for("learn.cause", cause_id=one.id) for one in all_causes()},
        },
        drills={one.name: one for one in all_drills()},
        strong={
            item.title: url_for("walkthrough.show", step=item.step) for item in BREAKS
        },
        emphasis={
            name: url_for("walkthrough.show", step=step.id)
            for step in STEPS
            for name in (step.label, step.title)
        },
        files={
            "drills.md": url_for("bench.drills"),
            "glossary.md": url_for("learn.glossary"),
            "lifecycle.md": url_for("learn.statements"),
        },
    )


def render(text: str, *, here: str = "") -> Markup:
    """Return a page of the docs as markup; ``here`` is the address that it is shown at.

    Headings can be pointed at by their words.
    """
    tokens = markdown().parse(text)
    for token, inside in zip(tokens, [*tokens[1:], *tokens[:1]], strict=True):
        if token.type == "heading_open":
            token.attrSet("id", anchor_of(inside.content))
    return _drawn(tokens, here)


def render_line(text: str, *, here: str = "") -> Markup:
    """Return a line of the docs as markup."""
    return _drawn(markdown().parseInline(text), here)


def anchor_of(words: str) -> str:
    """Return the anchor of a heading or a word, such as ``how-to-tell``."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def _drawn(tokens: list[Token], here: str) -> Markup:
    for token in tokens:
        if token.children and token.type == "inline":
            token.children = list(_signposted(token.children, signposts(), here))
    reader = markdown()
    # Raw HTML is off, so everything that is no markup of the reader's own was escaped.
    return Markup(reader.renderer.render(tokens, reader.options, {}))  # noqa: S704 -- as above


def _signposted(children: list[Token], known: Signposts, here: str) -> Iterator[Token]:
    """Return a line with links added where something is named, and dead ones taken away."""
    links: list[bool] = []
    for at, token in enumerate(children):
        if token.type == "link_open":
            href = _address(str(token.attrGet("href")), known)
            links.append(bool(href))
            token.attrSet("href", href)
        if token.type in {"link_open", "link_close"}:
            kept = links[-1] if token.type == "link_open" else links.pop()
            if kept:
                yield token
            continue
        if any(links):
            yield token
        elif token.type == "text":
            yield from _with_statements(token, here)
        else:
            yield from _named(children, at, known, here)


def _named(
    children: list[Token], at: int, known: Signposts, here: str
) -> Iterator[Token]:
    """Return one token, as a link if it is a name, or begins or ends one."""
    token = children[at]
    drill = known.drills.get(token.content)
    if token.type == "code_inline" and drill is not None:
        title = Token("text", "", 0, content=drill.title)
        yield from _linked(url_for("bench.drill", name=drill.name), title)
        return
    href = {
        "code_inline": lambda: known.code.get(token.content),
        "strong_open": lambda: known.strong.get(_word(children, at + 1)),
        "strong_close": lambda: known.strong.get(_word(children, at - 1)),
        "em_open": lambda: known.emphasis.get(_word(children, at + 1)),
        "em_close": lambda: known.emphasis.get(_word(children, at - 1)),
    }.get(token.type, lambda: None)()
    if href is None or href == here:
        yield token
        return
    if token.nesting >= 0:
        yield Token("link_open", "a", 1, attrs={"href": href})
    yield token
    if token.nesting <= 0:
        yield Token("link_close", "a", -1)


def _word(children: list[Token], at: int) -> str:
    return children[at].content if children[at].type == "text" else ""


def _with_statements(token: Token, here: str) -> Iterator[Token]:
    pieces = _STATEMENT.split(token.content)
    for number, piece in enumerate(pieces):
        if not piece:
            continue
        text = Token("text", "", 0, content=piece)
        is_id = number % _PIECES != 0
        href = url_for("learn.statement", statement_id=piece) if is_id else here
        yield from [text] if href == here else _linked(href, text)


def _linked(href: str, token: Token) -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": href})
    yield token
    yield Token("link_close", "a", -1)


def _address(href: str, known: Signposts) -> str:
    """Return where a link of the docs leads here; empty for a page that is not shown."""
    if href.startswith("https://"):
        return href
    path, _, anchor = href.partition("#")
    cause = _CAUSE_FILE.fullmatch(path)
    if cause is not None:
        return known.code.get(cause[1], "")
    page = known.files.get(path.rpartition("/")[2], "")
    return f"{page}#{anchor}" if page and anchor else page
