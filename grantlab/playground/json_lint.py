"""What is wrong with a JSON body, with its line and column, in words."""

import json
import re
from dataclasses import dataclass
from json import JSONDecodeError
from typing import Final

from grantlab.playground.variables import mask_uses

_CONSTANT = re.compile(r"-?(?:NaN|Infinity)\b")


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """The first thing in a text that keeps it from being JSON."""

    line: int
    column: int
    """Counted in characters, from one."""

    words: str

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.words}"


class _ConstantError(ValueError):
    """A number of JavaScript's that JSON does not have."""


class _DoubledError(ValueError):
    """A member that stands in one object twice."""


def lint_json(text: str) -> JsonProblem | None:
    """Return what is wrong first, or ``None`` for JSON; a variable is good as any value.

    Spec: RFC 8259 §2.
    """
    plain = mask_uses(text)
    if not plain.strip():
        return JsonProblem(1, 1, "there is nothing here; JSON is at least a value")
    try:
        # A number stays text: a long one costs no time, and none is rounded.
        json.loads(
            plain,
            parse_int=str,
            parse_float=str,
            parse_constant=_refuse_constant,
            object_pairs_hook=_refuse_doubled,
        )
    except JSONDecodeError as exc:
        return _problem_at(plain, *_said(exc, plain))
    except _ConstantError as exc:
        found = next(
            match.start()
            for match in _CONSTANT.finditer(_without_strings(plain))
            if match[0] == str(exc)
        )
        return _problem_at(plain, found, f"{exc} is no number in JSON")
    except _DoubledError as exc:
        found = plain.rfind(json.dumps(str(exc), ensure_ascii=False))
        words = f"the member {json.dumps(str(exc), ensure_ascii=False)} is there twice"
        return _problem_at(plain, max(found, 0), words)
    except RecursionError:
        return JsonProblem(1, 1, "it is nested too deeply to be read")
    return None


_TRAILING: Final = "after this comma nothing follows; take it away"
_BY_CHARACTER: Final = {
    "": "the text ends here, and something is still open",
    "'": "texts and names stand in double quotes",
}
_BY_MESSAGE: Final = {
    "Unterminated string": "this text is never closed: its second quote is missing",
    "Invalid control character": "a line break or a tab in a text is written \\n or \\t",
    "Invalid \\": 'after a backslash come " \\ / b f n r t, or u and four digits',
    "Extra data": "the document has ended before this",
}
_BY_EXPECTATION: Final = {
    "property name": "a name in double quotes belongs here",
    "':'": "a colon belongs between a name and its value",
    "','": "a comma belongs between this and what stands before it",
    "value": "a value belongs here: a text, a number, true, false, null, { or [",
}


def _said(exc: JSONDecodeError, text: str) -> tuple[int, str]:
    """Return where and what, in our words: Python's differ from release to release."""
    at, before = exc.pos, text[: exc.pos].rstrip()
    here = text[at : at + 1]
    for beginning, words in _BY_MESSAGE.items():
        if exc.msg.startswith(beginning):
            return at, words
    if exc.msg.startswith("Illegal trailing comma"):
        return at, _TRAILING
    if before.endswith(",") and here in {"}", "]"}:
        return len(before) - 1, _TRAILING
    if here in _BY_CHARACTER:
        return at, _BY_CHARACTER[here]
    return at, next(
        words for expected, words in _BY_EXPECTATION.items() if expected in exc.msg
    )


def _problem_at(text: str, position: int, words: str) -> JsonProblem:
    line_start = text.rfind("\n", 0, position) + 1
    line = text.count("\n", 0, position) + 1
    return JsonProblem(line, position - line_start + 1, words)


def _refuse_constant(name: str) -> None:
    raise _ConstantError(name)


def _refuse_doubled(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        seen = set[str]()
        for name, _ in pairs:
            if name in seen:
                raise _DoubledError(name)
            seen.add(name)
    return members


def _without_strings(text: str) -> str:
    return re.sub(
        r'"(?:[^"\\]|\\.)*"', lambda match: " " * len(match[0]), text, flags=re.DOTALL
    )
