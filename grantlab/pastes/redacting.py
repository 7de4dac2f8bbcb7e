"""A text of which nothing is secret, and that can still be diagnosed."""

from collections.abc import Iterable, Iterator
from itertools import chain

from grantlab.pastes.marks import write_mark
from grantlab.pastes.plain import make_plain, without_surrogates
from grantlab.pastes.refusals import find_refusal
from grantlab.pastes.rewriting import Span
from grantlab.pastes.values import HIDDEN, hide_values, is_hidden


def redact(text: str) -> str:
    """Return the text with a mark in the place of every secret.

    Of what is returned, ``read_paste`` understands what it understands of the text itself,
    except for the places; and redacted again it stays as it is. So the redacted text is
    what may be kept, shown and worked on. A text that ``find_refusal`` refuses is not read,
    and nothing is returned of it.
    """
    if find_refusal(text) is not None:
        return ""
    text = without_surrogates(text)
    _, values, rest = hide_values(make_plain(text))
    marked = (
        (value.span, write_mark(value)) for value in values if is_hidden(value.look)
    )
    return "".join(_pieces(text, chain(marked, ((span, HIDDEN) for span in rest))))


def _pieces(text: str, marked: Iterable[tuple[Span, str]]) -> Iterator[str]:
    kept_to = 0
    for span, mark in marked:
        yield text[kept_to : span.start]
        yield mark
        kept_to = span.end
    yield text[kept_to:]
