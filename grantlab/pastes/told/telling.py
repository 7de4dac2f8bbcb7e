"""A telling: words that may stand for a meaning, and how near to one another."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from grantlab.pastes.signs import Sign
from grantlab.pastes.words import Needed, needed


def _always(_: re.Match[str]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Telling:
    """A meaning, the words that a text needs for it, and the pattern that they make."""

    sign: Sign
    needed: Needed
    pattern: re.Pattern[str]
    is_meant: Callable[[re.Match[str]], bool] = _always
    """Whether what the pattern found has the meaning."""


def tell(
    sign: Sign,
    groups: tuple[str, ...],
    pattern: str,
    *,
    is_meant: Callable[[re.Match[str]], bool] = _always,
) -> Telling:
    """Return a telling; its pattern is looked for in lines that have a word of each group."""
    expression = re.compile(pattern, re.MULTILINE)
    return Telling(sign, needed(*groups), expression, is_meant)
