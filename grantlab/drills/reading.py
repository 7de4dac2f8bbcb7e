"""From the text of a drill's file to a drill, or to words about what is wrong with it."""

from collections.abc import Iterator
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from grantlab.drills.acts import Verb
from grantlab.drills.drill import TITLE_BY_CAUSE, Drill
from grantlab.drills.errors import DrillFileError

_DRILL = TypeAdapter(Drill)
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Knows lists, mappings and text, and makes nothing else of a file; the same in C where
that is there."""

Path = tuple[int | str, ...]

_WORDS = {
    "missing": "is missing",
    "unexpected_keyword_argument": "is not a field of this",
    "union_tag_invalid": f"is no verb: there are {', '.join(Verb)}",
    "union_tag_not_found": "needs a verb: act",
}


def read_drill(text: str, *, file: str) -> Drill:
    """Read one drill.

    Every scalar is taken as text, and its field says what it is: a time is no number in
    base sixty here, and ``no`` is a word.

    Raises:
        DrillFileError: it is not of its form; each problem names line and field.
    """
    loader = _LOADER(text)
    try:
        node = loader.get_single_node()
    except yaml.YAMLError as exc:
        raise DrillFileError(file, (_describe_yaml(exc),)) from exc
    if not isinstance(node, yaml.MappingNode):
        raise DrillFileError(file, ("line 1: a drill is a mapping of fields",))
    doubled = tuple(_doubled(node))
    if doubled:
        raise DrillFileError(file, doubled)
    try:
        drill = _DRILL.validate_python(loader.construct_document(node))
    except ValidationError as exc:
        problems = tuple(
            _describe(error, node)
            for error in exc.errors(include_url=False, include_input=False)
        )
        raise DrillFileError(file, problems) from exc
    nameless = tuple(_nameless(drill, node))
    if nameless:
        raise DrillFileError(file, nameless)
    return drill


def _nameless(drill: Drill, node: yaml.MappingNode) -> Iterator[str]:
    """Tell of choices that are no known cause and have no title of their own."""
    for position, choice in enumerate(drill.choices):
        line = _line_of(("choices", position, "id"), node)
        if choice.title is None and choice.id not in TITLE_BY_CAUSE:
            yield f"line {line}, choices.{position}: {choice.id} is no cause, and has no title"


def _doubled(node: yaml.Node) -> Iterator[str]:
    """Tell of fields that are written twice; the loader would keep the last."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled(item)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield f"line {key.start_mark.line + 1}: {key.value} is written twice"
            seen.add(key.value)
            yield from _doubled(value)


def _describe(error: ErrorDetails, node: yaml.MappingNode) -> str:
    path = error["loc"]
    words = _WORDS.get(error["type"]) or error["msg"].removeprefix("Value error, ")
    field = ".".join(map(str, _shown(path, node))) or "the drill"
    return f"line {_line_of(path, node)}, {field}: {words}"


def _shown(path: Path, node: yaml.Node) -> Path:
    """Leave out the verbs, which stand in the validator's path and not in the file."""
    shown: list[int | str] = []
    inside: Any = node
    for part in path:
        following = _child(inside, part)
        is_verb = following is None and _has_verb(inside, part)
        if not is_verb:
            shown.append(part)
            inside = following
    return tuple(shown)


def _line_of(path: Path, node: yaml.Node) -> int:
    """Return the line of the deepest part of a path that is in the file."""
    inside, line = node, node.start_mark.line
    for part in path:
        if _has_verb(inside, part):
            continue
        following = _child(inside, part)
        if following is None:
            break
        inside, line = following, following.start_mark.line
    return int(line) + 1


def _has_verb(node: Any, part: int | str) -> bool:
    verb = _child(node, "act")
    return isinstance(verb, yaml.ScalarNode) and verb.value == part


def _child(node: Any, part: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int):
        items: list[yaml.Node] = node.value
        return items[part] if part < len(items) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    return None


def _describe_yaml(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}: {error.problem or 'is no YAML'}"
    return "line 1: is no YAML"
