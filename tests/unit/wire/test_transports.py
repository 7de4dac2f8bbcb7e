"""An application called in this process, and what is left of a socket in that."""

from collections.abc import Callable, Iterable

import httpx2
import pytest

from grantlab.wire.transports import in_process

REQUEST = httpx2.Request("GET", "http://localhost/")


@pytest.mark.parametrize(
    ("raised", "met"),
    [
        pytest.param(ConnectionResetError("cut"), httpx2.ReadError, id="cut"),
        pytest.param(TimeoutError("late"), httpx2.ReadTimeout, id="kept waiting"),
    ],
)
def test_a_lost_answer_is_the_error_that_a_socket_gives(
    raised: OSError, met: type[httpx2.RequestError]
) -> None:
    def losing(
        _environ: dict[str, object], _start: Callable[..., object]
    ) -> Iterable[bytes]:
        raise raised

    with pytest.raises(met) as caught:
        in_process(losing).handle_request(REQUEST)

    assert caught.value.request is REQUEST


def test_an_error_of_the_application_stays_what_it_is() -> None:
    def failing(
        _environ: dict[str, object], _start: Callable[..., object]
    ) -> Iterable[bytes]:
        raise LookupError("a mistake of ours")

    with pytest.raises(LookupError):
        in_process(failing).handle_request(REQUEST)
