"""The short names of what passed on the wire."""

from grantlab.drills.names import name_values, write_names
from grantlab.protocol.marks import mark
from grantlab.protocol.round_trip import Purpose
from tests.support import invented
from tests.support.builders import round_trip
from tests.support.clocks import NOON

FIRST, SECOND = (
    mark("refresh_token", invented.refresh_token(number, expires_at=NOON))
    for number in (1, 2)
)
ACCESS = mark("access_token", invented.ACCESS_TOKEN)
SECRET = mark("client_secret", invented.CLIENT_SECRET)


def test_values_are_numbered_in_the_order_in_which_they_appeared() -> None:
    exchange = round_trip(
        purpose=Purpose.EXCHANGE,
        request_headers=(("Authorization", f"Basic id:{SECRET}"),),
        response_body=f'{{"access_token":"{ACCESS}","refresh_token":"{FIRST}"}}',
    )
    refresh = round_trip(
        request_body=f"refresh_token={FIRST}",
        response_body=f'{{"refresh_token":"{SECOND}"}}',
    )

    names = name_values((exchange, refresh))

    assert [value.name for value in names.values()] == ["K1", "A1", "R1", "R2"]
    assert write_names(f"{FIRST} became {SECOND}", names) == "R1 became R2"


def test_a_value_that_never_passed_is_written_with_its_fingerprint() -> None:
    written = write_names(f"It carried {FIRST}.", {})

    assert written.startswith("It carried refresh_token ")
    assert len(written) == len("It carried refresh_token ") + 13
