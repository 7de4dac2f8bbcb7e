"""What we export is what the published schemas of the formats describe."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from grantlab.formats.har_writer import write_har
from grantlab.formats.postman_writer import write_collection
from grantlab.playground.collection import Folder
from tests.clients.conversation import script
from tests.support.foreign import node
from tests.unit.formats.typed import ANSWERED, COLLECTION, UNANSWERED


def judge(kind: str, text: str, folder: Path) -> object:
    """Return what the validator of @har-sdk has against a file."""
    program, modules = node()
    file = folder / "exported.json"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 -- our own script
        [program, str(script("validate.js")), kind, str(file)],
        env={"NODE_PATH": str(modules)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_collection_is_one_by_postmans_schema(tmp_path: Path) -> None:
    folder, *others = COLLECTION.items
    assert isinstance(folder, Folder)
    # Postman itself writes empty folders, which the validator's copy does not like.
    filled = replace(folder, items=folder.items[1:])
    collection = replace(COLLECTION, items=(filled, *others))

    assert judge("postman", write_collection(collection), tmp_path) == []


def test_a_har_file_is_one_by_its_schema(tmp_path: Path) -> None:
    written = write_har([ANSWERED, UNANSWERED], version="1.0")

    assert judge("har", written, tmp_path) == []


@pytest.mark.parametrize("kind", ["postman", "har"])
def test_the_schemas_notice_what_is_missing(kind: str, tmp_path: Path) -> None:
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    broken = {"info": {"name": "x", "schema": schema}, "log": {"version": "1.2"}}

    assert judge(kind, json.dumps(broken), tmp_path) != []
