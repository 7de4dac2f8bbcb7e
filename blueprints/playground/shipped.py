"""The collection that comes with Grantlab, as it lies beside this module."""

from functools import cache
from importlib.resources import files

from grantlab.formats.postman_reader import read_collection
from grantlab.playground.collection import Collection

_FILE = "collections/grantlab.postman_collection.json"


def shipped_text() -> str:
    """Return the file, as it can be imported into Postman."""
    return files("blueprints.playground").joinpath(_FILE).read_text(encoding="utf-8")


@cache
def shipped_collection() -> Collection:
    """Return what a new playground begins with."""
    return read_collection(shipped_text()).collection
