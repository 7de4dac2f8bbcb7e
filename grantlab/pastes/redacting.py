"""A text of which nothing is secret, and that can still be diagnosed."""

from collections.abc import Iterator

from grantlab.pastes.marks import write_mark
from grantlab.pastes.plain import make_plain, without_surrogates
from grantlab.pastes.refusals import find_refusal
from grantlab.pastes.understood import Value
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
    pieces = list(_pieces(text if rest is None else text[: rest.start], values))
    return "".join(pieces if rest is None else [*pieces, HIDDEN])


def _pieces(text: str, values: tuple[Value, ...]) -> Iterator[str]:
    kept_to = 0
    for value in values:
        if is_hidden(value.look):
            yield text[kept_to : value.span.start]
            yield write_mark(value)
            kept_to = value.span.end
    yield text[kept_to:]
