"""Postman's environments as variables of ours."""

from dataclasses import dataclass

from grantlab.formats.errors import ImportedFileError
from grantlab.formats.json_reading import Node, Skipped, read_file
from grantlab.formats.postman_reader import read_description
from grantlab.playground.hiding import is_secret
from grantlab.playground.variables import Variable, VariableSet


@dataclass(frozen=True, slots=True)
class EnvironmentReading:
    """Variables, and what of the file is not among them."""

    variables: VariableSet
    skipped: tuple[Skipped, ...]


def read_environment(text: str) -> EnvironmentReading:
    """Read an environment, or Postman's globals.

    Raises:
        ImportedFileError: it is none.
    """
    root = read_file(text, kind="a Postman environment")
    if "values" not in root.members:
        what = "a collection" if "item" in root.members else "something else"
        raise ImportedFileError(
            f"this JSON has no values, so it is {what} and no Postman environment"
        )
    variables = [_variable(node) for node in root.nodes("values")]
    root.skip_others(
        "id", "uid", "name", "values", "timestamp", "color", "isLocked",
        "_postman_variable_scope", "_postman_exported_at", "_postman_exported_using",
    )  # fmt: skip
    title = root.text("name") or "Environment without a name"
    named = tuple(variable for variable in variables if variable is not None)
    return EnvironmentReading(VariableSet(title, named), tuple(root.finds.skipped))


def _variable(node: Node) -> Variable | None:
    name = node.text("key")
    if not name:
        node.finds.skip(node.path, "its key is missing")
        return None
    value = node.text("value")
    return Variable(
        name=name,
        value=value,
        enabled=node.members.get("enabled") is not False,
        secret=node.text("type") == "secret" or is_secret(name, value),
        description=read_description(node),
    )
