"""What workers tell one another of a request on its way, and large answers that wait."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grantlab.store.sendings import (
    KEPT_FOR,
    MOST_KEPT,
    AnswerGoneError,
    LargeAnswers,
    Sendings,
)
from grantlab.vault.errors import UnsealError
from grantlab.vault.key_ring import KEY_LENGTH, Key, KeyRing
from grantlab.vault.vault import Vault
from tests.support.clocks import MINUTE, StandingClock
from tests.support.entropy import CountedEntropy

KEY, INDEX = (Key(bytes([number]) * KEY_LENGTH) for number in (1, 2))
BODY = bytes(range(256)) * 8192
SPELL = b"Rosa's Bakery " * 100_000


@pytest.fixture
def sendings(tmp_path: Path) -> Sendings:
    return Sendings(tmp_path / "sendings", entropy=CountedEntropy())


@pytest.fixture
def answers(tmp_path: Path, clock: StandingClock) -> LargeAnswers:
    return LargeAnswers(
        tmp_path / "sendings",
        Vault(KeyRing((KEY,), index_key=INDEX), entropy=CountedEntropy("vault")),
        machine_clock=clock,
        entropy=CountedEntropy("answers"),
    )


def keep(answers: LargeAnswers, body: bytes = BODY) -> str:
    """Keep a body where there is room for it."""
    handle = answers.keep(body)
    assert handle is not None
    return handle


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.*"))


def test_a_request_is_cancelled_while_it_is_under_way(
    sendings: Sendings, tmp_path: Path
) -> None:
    handle = sendings.new_handle()
    sendings.begin(handle)

    assert not sendings.is_cancelled(handle)
    assert sendings.cancel(handle)
    assert Sendings(tmp_path / "sendings", entropy=CountedEntropy()).is_cancelled(
        handle
    )

    sendings.end(handle)
    assert not sendings.is_cancelled(handle)
    assert not sendings.cancel(handle)
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    "handle",
    [
        pytest.param("", id="none"),
        pytest.param("../../vault", id="a way out of the folder"),
        pytest.param("A" * 32, id="in capitals"),
        pytest.param("0" * 31, id="too short"),
        pytest.param(f"{'0' * 32}\n", id="with a line break"),
    ],
)
def test_what_is_no_handle_names_no_file(
    handle: str, sendings: Sendings, answers: LargeAnswers, tmp_path: Path
) -> None:
    sendings.begin(handle)

    assert not sendings.cancel(handle)
    assert not sendings.is_cancelled(handle)
    sendings.end(handle)
    assert files(tmp_path) == []
    with pytest.raises(AnswerGoneError):
        answers.take(handle)


def test_a_large_answer_is_downloaded_once_and_gone(
    answers: LargeAnswers, tmp_path: Path
) -> None:
    handle = keep(answers)

    assert b"".join(answers.take(handle)) == BODY
    assert files(tmp_path) == []
    with pytest.raises(AnswerGoneError):
        answers.take(handle)


def test_where_no_file_can_be_written_a_request_is_sent_and_answered_all_the_same(
    sendings: Sendings, answers: LargeAnswers, tmp_path: Path
) -> None:
    (tmp_path / "sendings").write_text("no folder")
    handle = sendings.new_handle()

    sendings.begin(handle)
    kept_as = answers.keep(BODY)
    sendings.end(handle)

    assert kept_as is None
    assert not sendings.cancel(handle)


def test_what_is_kept_lies_sealed(answers: LargeAnswers, tmp_path: Path) -> None:
    answers.keep(SPELL)

    (path,) = files(tmp_path)
    assert b"Bakery" not in path.read_bytes()


def test_a_large_answer_is_kept_for_an_hour(
    answers: LargeAnswers, clock: StandingClock
) -> None:
    handle = keep(answers)
    clock.advance(KEPT_FOR - MINUTE)
    young = keep(answers)
    clock.advance(MINUTE)

    with pytest.raises(AnswerGoneError):
        answers.take(handle)
    assert b"".join(answers.take(young)) == BODY


def test_what_is_too_old_is_deleted_when_another_comes(
    answers: LargeAnswers, clock: StandingClock, tmp_path: Path
) -> None:
    answers.keep(BODY)
    clock.advance(KEPT_FOR)

    answers.keep(BODY)

    assert len(files(tmp_path)) == 1


def test_the_oldest_makes_room(
    answers: LargeAnswers, clock: StandingClock, tmp_path: Path
) -> None:
    handles = []
    for _ in range(MOST_KEPT + 1):
        handles.append(keep(answers, b"x"))
        clock.advance(MINUTE)

    assert len(files(tmp_path)) == MOST_KEPT
    with pytest.raises(AnswerGoneError):
        answers.take(handles[0])
    assert list(answers.take(handles[1])) == [b"x"]


@pytest.mark.parametrize(
    "tamper",
    [
        pytest.param(lambda octets: octets[:-1], id="cut"),
        pytest.param(lambda octets: octets[: len(octets) // 2], id="halved"),
        pytest.param(lambda octets: octets[:-1] + b"x", id="altered"),
    ],
)
def test_what_was_tampered_with_is_not_handed_out(
    answers: LargeAnswers, tmp_path: Path, tamper: Callable[[bytes], bytes]
) -> None:
    handle = keep(answers)
    (path,) = files(tmp_path)
    path.write_bytes(tamper(path.read_bytes()))

    with pytest.raises(UnsealError):
        list(answers.take(handle))
