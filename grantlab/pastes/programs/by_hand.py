"""A command that somebody typed: nothing else ran beside it, and the last run may lie far back."""

import re

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_PROMPTS = ("$", ">", "%")
_PROGRAMS = (
    "npm", "node", "npx", "yarn", "pnpm", "bun", "deno", "python", "php", "ruby", "bundle", "perl", "java", "make",
    "cargo run", "go run", "dotnet run", "./",
)  # fmt: skip

BY_HAND = (
    structure(
        Sign.STARTED_BY_HAND,
        (
            "|".join(f"{one} {program}" for one in _PROMPTS for program in _PROGRAMS),
            "invalid",
        ),
        rf"[$>%] (?:{'|'.join(map(re.escape, _PROGRAMS))})[^\n]{{0,80}}",
    ),
)
