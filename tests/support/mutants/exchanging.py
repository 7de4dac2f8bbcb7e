"""Mistakes around the code."""

import pytest

from grantlab.provider.ledger.tokens import TokenLedger
from tests.support.mutants.mutant import Mutant


def _leave_the_grant(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(TokenLedger, "revoke_refresh_tokens", lambda *_, **__: None)


MUTANTS: tuple[Mutant, ...] = (
    Mutant(
        name="second-exchange-leaves-the-grant",
        says="The second exchange of a code is refused, and ends nothing.",
        apply=_leave_the_grant,
        fails=frozenset({"L304"}),
    ),
)
