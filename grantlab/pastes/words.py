"""Which of many words stand in a text, without looking for each of them.

Most readers look for something that most texts do not have. So the words that they need are
looked up together first, by the three letters that tell them best from one another.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

_RUN = re.compile(r"[a-z]{3,}")
_GRAM = 3

Needed = tuple[frozenset[str], ...]
"""Groups of words: where something may stand, the text has a word of each."""


def needed(*groups: str) -> Needed:
    """Return groups of words, each of which is written as ``one|another``."""
    return tuple(frozenset(group.split("|")) for group in groups)


def grams_of(lower: str) -> set[str]:
    """Return every three letters in a row of a text in small letters.

    Each word is read once: a long log says the same over and over.
    """
    return _grams("\n".join(set(_RUN.findall(lower))))


class Lookup:
    """Words to be looked for, in texts of which the grams are known."""

    def __init__(self, words: Iterable[str]) -> None:
        grams_by_word = {
            word: frozenset[str]().union(*map(_grams, _RUN.findall(word)))
            for word in words
        }
        uses = Counter(gram for grams in grams_by_word.values() for gram in grams)
        self._short = frozenset(
            word for word, grams in grams_by_word.items() if not grams
        )
        self._by_gram: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for word, grams in grams_by_word.items():
            if grams:
                rarest = min(grams, key=lambda gram: (uses[gram], gram))
                self._by_gram[rarest].append((word, grams))

    def present(self, lower: str, grams: AbstractSet[str]) -> "Present":
        """Return the words of a text, to be asked after."""
        return Present(lower, self.find_likely(grams))

    def find_likely(self, grams: AbstractSet[str]) -> frozenset[str]:
        """Return the words that a text has the letters of, and every very short one."""
        return self._short | {
            word
            for gram in self._by_gram.keys() & grams
            for word, its_grams in self._by_gram[gram]
            if its_grams <= grams
        }


class Present:
    """The words that stand in a text, looked for when they are asked after."""

    def __init__(self, lower: str, likely: frozenset[str]) -> None:
        self._lower = lower
        self._likely = likely

    def has_each(self, groups: Needed) -> bool:
        """Whether of each group a word is there."""
        likely, lower = self._likely, self._lower
        for group in groups:
            if likely.isdisjoint(group):
                return False
        for group in groups:
            for word in likely & group:
                if word in lower:
                    break
            else:
                return False
        return True

    def among(self, group: frozenset[str]) -> frozenset[str]:
        """Return the words of a group that are there."""
        return frozenset(word for word in self._likely & group if word in self._lower)


def _grams(text: str) -> set[str]:
    return {text[at : at + _GRAM] for at in range(len(text) - _GRAM + 1)}
