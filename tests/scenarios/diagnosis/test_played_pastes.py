"""What was played without a trace in our record is read in what is pasted."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from tests.scenarios.diagnosis.pasted import PLAYED
from tests.scenarios.story import Story


@pytest.mark.parametrize("cause", PLAYED)
def test_what_was_played_is_read_in_what_is_pasted(story: Story, cause: str) -> None:
    diagnosis = diagnose_paste(PLAYED[cause](story))

    assert diagnosis.verdict is not None
    assert diagnosis.verdict.id == cause
