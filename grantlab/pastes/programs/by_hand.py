"""A command that somebody typed: nothing else ran beside it, and the last run may lie far back."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

BY_HAND = (
    structure(
        Sign.STARTED_BY_HAND,
        ("$ |> |# |% ", "npm|node|python|php|ruby|go run|dotnet|yarn|npx|bun|deno|perl|java|make|cargo|artisan|./", "invalid"),
        r"^(?:[\w@~:/.-]{0,40})?[$>#%] (?:(?:npm|yarn|pnpm|bun|npx) (?:run |exec )?[\w:@/.-]{1,40}|(?:node|python3?|php|ruby|perl|deno|java|make|cargo run|go run|dotnet run|bundle exec)\b[^\n]{0,80}|\./[\w.-]{1,40})",
    ),
)  # fmt: skip
