"""A text that is made to be slow is not slower than its length."""

from time import process_time

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.redacting import redact
from tests.support.hostile import MIXTURES, PIECES, fill

LENGTH = 1 << 14


def seconds(text: str) -> float:
    began = process_time()
    diagnose_paste(redact(text))
    return process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES + MIXTURES, ids=lambda piece: repr(piece[:40]))
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    short = min(seconds(fill(piece, LENGTH)) for _ in range(2))
    # Squared, it would be sixteen; the rest is the noise of a busy machine.
    most = 9 * max(short, 0.01)

    long = fill(piece, 4 * LENGTH)

    assert seconds(long) < most or seconds(long) < most
