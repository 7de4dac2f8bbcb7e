"""Which tests carry which statement, and the column of docs/lifecycle.md that says so.

``python -m tests.conventions.proofs`` writes the column anew; ``make proofs`` runs it.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from tests.conventions.sources import ROOT, name_of, python_files, tree_of

PAGE = ROOT / "docs" / "lifecycle.md"
ROW = re.compile(
    r"^\| (?P<id>[LER]\d+) \| (?P<says>.+) \| [A-Z ]+ \| (?P<proofs>.+) \|$"
)


@cache
def proofs() -> Mapping[str, tuple[str, ...]]:
    """Return the modules that carry each id, from ``tests`` on, in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in python_files("tests"):
        for id_ in _marked_in(tree_of(path)):
            module = name_of(path).removeprefix("tests/").removesuffix(".py")
            found[id_].add(module)
    return {id_: tuple(sorted(modules)) for id_, modules in found.items()}


def with_proofs(page: str) -> str:
    """Return the page with the column as the tests have it; advice keeps its words."""
    return "\n".join(_with_proofs(line) for line in page.split("\n"))


def _with_proofs(line: str) -> str:
    row = ROW.match(line)
    if row is None or row["id"] not in proofs():
        return line
    modules = ", ".join(f"`{module}`" for module in proofs()[row["id"]])
    return f"{line[: row.start('proofs')]}{modules} |"


def _marked_in(tree: ast.Module) -> Iterator[str]:
    """Return the ids that a module's tests carry in ``pytest.mark.proves``."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "proves"
        ):
            yield from (ast.literal_eval(argument) for argument in node.args)


if __name__ == "__main__":
    PAGE.write_text(with_proofs(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
