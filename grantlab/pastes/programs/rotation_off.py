"""A service that is set to leave refresh tokens as they are: a token that it calls old was not replaced by it."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

ROTATION_OFF = (
    structure(
        Sign.ROTATION_OFF,
        ("revoke refresh token|revokerefreshtoken|rotation|rotate", "off|false|disabled|no|0|non"),
        r"(?:revoke ?refresh ?token|refresh[ _]?token[ _]?rotation|rotate_?refresh_?tokens?|rotation)[\"']? ?(?:(?::|=|=>|is|was) ?)?[\"']?(?:is |set to )?(?:off|false|disabled|no|0|non-rotating)\b",
    ),
)  # fmt: skip
