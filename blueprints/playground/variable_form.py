"""Variables as they were typed: rows of a form, with secrets that stay where they are."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from grantlab.playground.hiding import is_secret
from grantlab.playground.variables import Variable, VariableSet, is_name

_ROW: Final = re.compile(r"name-(\d{1,3})", re.ASCII)


class ProblemWithVariables(ValueError):  # noqa: N818 -- a sentence for a form, not an error of ours
    """A row is not right; the message is a sentence that says which and what."""


def read_variables(form: Mapping[str, str], known: VariableSet) -> VariableSet:
    """Return the set that a form has.

    A secret is never in the form: one that is left empty keeps the value that is known
    under its old name, so that it can be renamed without being typed anew.

    Raises:
        ProblemWithVariables: a name cannot be one, or stands there twice.
    """
    secrets = {one.name: one for one in known.variables if one.secret}
    variables = tuple(_rows(form, secrets))
    names = [one.name for one in variables if one.enabled]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ProblemWithVariables(
            f"{twice} is switched on twice: only the first would be found."
        )
    title = " ".join(form.get("title", "").split()) or known.title
    return VariableSet(title, variables)


def is_typed_secret(form: Mapping[str, str], number: int) -> bool:
    """Whether a row is a secret: somebody ticked it, or it is plainly one."""
    name, value = form.get(f"name-{number}", ""), form.get(f"value-{number}", "")
    return f"secret-{number}" in form or is_secret(name, value)


def _rows(
    form: Mapping[str, str], secrets: Mapping[str, Variable]
) -> Iterator[Variable]:
    numbers = sorted(int(match[1]) for name in form if (match := _ROW.fullmatch(name)))
    for number in numbers:
        name, value = form[f"name-{number}"].strip(), form.get(f"value-{number}", "")
        if not name:
            if value:
                raise ProblemWithVariables(f"Row {number + 1} has a value and no name.")
            continue
        if not is_name(name):
            raise ProblemWithVariables(
                f"Row {number + 1}: {name[:40]} cannot be a name; letters, digits, and . _ - $ can."
            )
        kept = secrets.get(form.get(f"was-{number}", ""))
        stays = kept is not None and not value
        yield Variable(
            name=name,
            value=kept.value if kept is not None and not value else value,
            enabled=f"on-{number}" in form,
            secret=stays or is_typed_secret(form, number),
            description=form.get(f"description-{number}", "").strip(),
        )
