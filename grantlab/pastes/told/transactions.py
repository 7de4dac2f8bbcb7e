"""What people tell of a new token that goes with the transaction, or the memory, that held it."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

TRANSACTIONS = (
    tell(
        Sign.NOT_STORED,
        ("rolled back|rolls back|rollback|roll back", "transaction|atomic|commit|begin|raises|exception|throws|save"),
        r"(?:rolled back|rolls back|(?:gets|was|is|whole|->|=>|then) (?:a )?roll ?back)\b(?! (?:the |to )?(?:release|deploy|version|image))",
    ),
    tell(
        Sign.NOT_STORED,
        ("in memory|in-memory|in ram|process memory|in a variable", "refresh"),
        r"\b(?:new|rotated|next|returned|latest|newest) (?:refresh[ _-]?)?(?:token|value|pair)s? (?:is |are |was |stays |lives )?(?:only |just )?(?:kept |held |stored |stays |lives )?(?:only |just )?in(?:[ -]memory| ram| process memory| a variable)\b",
    ),
)  # fmt: skip
