"""A text that was rewritten, and where each of its characters came from."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """Which characters of the paste something was read from; the end is not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Layer:
    """One rewriting, as the places where the new text and the old one stop running along."""

    after: tuple[int, ...]
    before: tuple[int, ...]
    length_before: int

    def locate(self, position: int) -> int:
        """Return the place before the rewriting of a place after it."""
        piece = bisect_right(self.after, position) - 1
        place = self.before[piece] + position - self.after[piece]
        limit = (
            self.before[piece + 1]
            if piece + 1 < len(self.before)
            else self.length_before
        )
        return min(place, limit)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text after some rewriting; every place in it leads back to the paste."""

    text: str
    _layers: tuple[_Layer, ...] = field(default=(), repr=False)

    def rewrite(
        self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]
    ) -> "Rewritten":
        """Return the text with every match replaced."""
        return self.replace(pattern.finditer(self.text), replace)

    def replace(
        self, matches: Iterable[re.Match[str]], replace: Callable[[re.Match[str]], str]
    ) -> "Rewritten":
        """Return the text with these matches replaced; they are of its beginning, in order."""
        pieces: list[str] = []
        after, before = [0], [0]
        kept_to = length = 0
        for match in matches:
            new = replace(match)
            if new == match[0]:
                continue
            pieces += (self.text[kept_to : match.start()], new)
            length += match.start() - kept_to
            after += (length, length + len(new))
            before += (match.start(), match.end())
            length += len(new)
            kept_to = match.end()
        if kept_to == 0 and not pieces:
            return self
        pieces.append(self.text[kept_to:])
        layer = _Layer(tuple(after), tuple(before), len(self.text))
        return Rewritten("".join(pieces), (layer, *self._layers))

    def part(self, start: int, end: int) -> "Rewritten":
        """Return a piece of the text; every place in it leads back to the paste as well."""
        layer = _Layer((0,), (start,), end)
        return Rewritten(self.text[start:end], (layer, *self._layers))

    def span(self, start: int, end: int) -> Span:
        """Return the characters of the paste that became this part of the text."""
        for layer in self._layers:
            start, end = layer.locate(start), layer.locate(end)
        return Span(start, max(start, end))
