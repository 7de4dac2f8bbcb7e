"""The files that conventions are about."""

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
OURS = ("grantlab", "blueprints")


def python_files(*folders: str) -> list[Path]:
    """Return our own modules, migrations left out."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    """Return what a file is called from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def import_everything() -> list[ModuleType]:
    """Import every module of the application."""
    return [
        import_module(
            name_of(path)
            .removesuffix(".py")
            .removesuffix("/__init__")
            .replace("/", ".")
        )
        for path in python_files(*OURS)
    ]
