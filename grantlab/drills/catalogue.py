"""Every drill, by its name."""

from functools import cache
from importlib.resources import files

from grantlab.drills.drill import Drill
from grantlab.drills.errors import DrillFileError, UnknownDrillError
from grantlab.drills.reading import read_drill

SUFFIX = ".yaml"
_DIGITS = "0123456789-"


@cache
def all_drills() -> tuple[Drill, ...]:
    """Return every drill, in the order of the files' names.

    Raises:
        DrillFileError: a file is not of its form.
    """
    folder = files("grantlab.drills").joinpath("files")
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(SUFFIX)),
        key=lambda file: file.name,
    )
    return tuple(_read(file.name, file.read_text(encoding="utf-8")) for file in found)


def find_drill(name: str) -> Drill:
    """Return the drill of that name.

    Raises:
        UnknownDrillError: there is none.
    """
    for drill in all_drills():
        if drill.name == name:
            return drill
    raise UnknownDrillError(name)


def _read(file: str, text: str) -> Drill:
    drill = read_drill(text, file=file)
    # The number in front gives the order; the rest is how the drill is asked for.
    if file.removesuffix(SUFFIX).lstrip(_DIGITS) != drill.name:
        raise DrillFileError(
            file, (f"line 1, name: the file is not called {drill.name}",)
        )
    return drill
