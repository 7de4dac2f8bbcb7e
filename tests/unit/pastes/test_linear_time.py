"""A text that is made to be slow is not slower than its length."""

from time import process_time

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.redacting import redact
from tests.support.hostile import MIXTURES, PIECES, VALUES, fill, fill_with_values

LENGTH = 1 << 14


def seconds(text: str) -> float:
    began = process_time()
    diagnose_paste(redact(text))
    return process_time() - began


def is_no_slower_than_its_length(short: str, four_times: str) -> bool:
    # Squared, it would be sixteen; the rest is the noise of a busy machine.
    most = 9 * max(0.01, min(seconds(short) for _ in range(2)))
    return seconds(four_times) < most or seconds(four_times) < most


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES + MIXTURES, ids=lambda piece: repr(piece[:40]))
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    short, long = (fill(piece, length) for length in (LENGTH, 4 * LENGTH))

    assert is_no_slower_than_its_length(short, long)


@pytest.mark.slow
@pytest.mark.parametrize("piece", VALUES, ids=repr)
def test_four_times_as_many_values_take_about_four_times_as_long(piece: str) -> None:
    short, long = (
        "invalid_grant\n" + fill_with_values(piece, length)
        for length in (4 * LENGTH, 16 * LENGTH)
    )

    assert is_no_slower_than_its_length(short, long)
