"""Round trips: what was said on the wire, kept redacted, and for how long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from grantlab.protocol.round_trip import Purpose, RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.store.round_trips import KEPT_FOR, KEPT_PER_CONNECTION
from tests.support import invented
from tests.support.builders import round_trip
from tests.support.clocks import DAY, NOON, SECOND
from tests.unit.store.parts import StoreParts


def kept(store: StoreParts, connection_id: int) -> list[RoundTrip]:
    evidence = store.round_trips.evidence_of_connection(connection_id)
    whole = store.round_trips.with_numbers([number for number, _ in evidence])
    return [item for _, item in whole]


def keep(store: StoreParts, *round_trips: RoundTrip) -> int:
    """Keep these for a fresh connection, and return its number."""
    connection, _ = store.connect(None)
    store.round_trips.add_all(round_trips, connection_id=connection.id)
    return connection.id


def test_a_round_trip_comes_back_as_it_was(store: StoreParts) -> None:
    whole = round_trip(
        request_headers=(("A", "1"), ("A", "2")),
        request_body="code=‹hidden, 7 characters›",
        reason="OK",
        response_headers=(("intuit_tid", "1-tid"),),
        response_body='{"expires_in": 3600}',
        elapsed=timedelta(microseconds=123_456),
        client_id="AB",
        sent_on_purpose="lost-answer",
    )

    connection_id = keep(store, whole)

    assert kept(store, connection_id) == [whole]


@pytest.mark.proves("L701", "L705")
def test_the_answer_of_a_company_is_kept_sealed(store: StoreParts) -> None:
    body = f'{{"CompanyInfo":{{"Id":"{invented.REALM_ID}"}}}}'
    answered = round_trip(purpose=Purpose.COMPANY_INFO, private_body=Secret(body))

    connection_id = keep(store, answered)

    assert kept(store, connection_id)[0].private_body == Secret(body)
    assert invented.REALM_ID.encode() not in store.place.octets_on_disk()


def test_connections_of_which_nothing_failed_need_not_be_read(
    store: StoreParts,
) -> None:
    keep(store, round_trip(status=200))
    refused, unanswered, denied = (
        keep(store, round_trip(status=400), round_trip(status=401)),
        keep(store, round_trip(status=None, failure="no answer")),
        keep(
            store,
            round_trip(status=None, url="https://app.example/?error=access_denied"),
        ),
    )

    found = store.round_trips.connections_gone_wrong()
    assert [connection_id for connection_id, _ in found] == [
        denied,
        unanswered,
        refused,
    ]
    numbers = store.round_trips.evidence_of_connection(refused)
    assert found[-1][1] == numbers[-1][0]


def test_evidence_leaves_out_what_no_diagnosis_looks_at(store: StoreParts) -> None:
    whole = round_trip(
        request_headers=(("Authorization", "Bearer ‹access_token 0123456789ab›"),),
        response_headers=(("intuit_tid", "1-tid"),),
        private_body=Secret("{}"),
        elapsed=SECOND,
    )

    connection_id = keep(store, whole)

    [(_, evidence)] = store.round_trips.evidence_of_connection(connection_id)
    assert evidence == replace(whole, response_headers=(), private_body=None)


def test_what_was_said_about_tokens_is_read_alone(store: StoreParts) -> None:
    purposes = (Purpose.EXCHANGE, Purpose.COMPANY_INFO, Purpose.REFRESH)

    connection_id = keep(store, *(round_trip(purpose=one) for one in purposes))

    told = store.round_trips.token_traffic_of(connection_id)
    assert [one.purpose for _, one in told] == [Purpose.EXCHANGE, Purpose.REFRESH]


def test_round_trips_are_numbered_in_their_order(store: StoreParts) -> None:
    first, second = (round_trip(method=method) for method in ("GET", "POST"))

    numbers = store.round_trips.add_all((first, second))

    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 2


def test_what_a_walk_recorded_belongs_to_the_connection_it_led_to(
    store: StoreParts,
) -> None:
    walk = store.begin_walk()
    store.round_trips.add_all((round_trip(),), walk_id=walk.id)
    connection, _ = store.connect()

    store.round_trips.attach_walk(walk.id, connection.id)

    assert len(kept(store, connection.id)) == 1
    assert len(store.round_trips.evidence_of_walk(walk.id)) == 1


def test_what_belongs_to_another_connection_stays_there(store: StoreParts) -> None:
    walk = store.begin_walk()
    first, second = store.connect("1001")[0], store.connect("1002")[0]
    store.round_trips.add_all((round_trip(),), walk_id=walk.id, connection_id=first.id)

    store.round_trips.attach_walk(walk.id, second.id)

    assert kept(store, second.id) == []


def test_a_forgotten_connection_takes_its_round_trips_with_it(
    store: StoreParts,
) -> None:
    connection_id = keep(store, round_trip())

    store.connections.remove(store.connections.get(connection_id))

    assert kept(store, connection_id) == []


OLD = NOON - KEPT_FOR - SECOND


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        pytest.param({"started_at": NOON - KEPT_FOR}, True, id="just 90 days old"),
        pytest.param({"started_at": OLD}, False, id="older than 90 days"),
        pytest.param({"started_at": OLD, "status": 400}, True, id="an old refusal"),
        pytest.param(
            {"started_at": OLD, "status": None, "failure": "no answer came"},
            True,
            id="an old loss",
        ),
        pytest.param(
            {"started_at": OLD, "status": None}, False, id="an old navigation"
        ),
    ],
)
def test_history_is_kept_for_90_days_and_refusals_stay(
    store: StoreParts,
    changes: dict[str, Any],
    stays: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    connection_id = keep(store, round_trip(**changes))

    store.round_trips.prune(connection_id, now=NOON)

    assert bool(kept(store, connection_id)) is stays


def test_the_last_200_are_kept(store: StoreParts) -> None:
    refused = round_trip(status=400, method="PUT")
    many = [
        round_trip(started_at=NOON + number * SECOND)
        for number in range(KEPT_PER_CONNECTION + 3)
    ]
    connection_id = keep(store, refused, *many)

    store.round_trips.prune(connection_id, now=NOON + DAY)

    assert kept(store, connection_id) == [refused, *many[3:]]


def test_pruning_one_connection_leaves_the_others(store: StoreParts) -> None:
    mine, theirs = (keep(store, round_trip(started_at=OLD)) for _ in range(2))

    store.round_trips.prune(mine, now=NOON)

    assert kept(store, mine) == []
    assert len(kept(store, theirs)) == 1


def test_a_walks_own_stay_however_far_its_clock_is_moved(store: StoreParts) -> None:
    walk = store.begin_walk()
    connection, _ = store.connect()
    store.round_trips.add_all(
        (round_trip(started_at=OLD),), walk_id=walk.id, connection_id=connection.id
    )

    store.round_trips.prune(connection.id, now=NOON)

    assert len(kept(store, connection.id)) == 1


def test_what_cannot_be_stored_is_left_out_and_stops_nothing(store: StoreParts) -> None:
    connection, _ = store.connect()
    unstorable = round_trip(url="https://intuit.example/\ud800")

    assert store.round_trips.add_all((unstorable,), connection_id=connection.id) == []

    assert kept(store, connection.id) == []
    assert store.generations.current(connection) is not None


def test_an_answer_that_a_server_would_not_take_is_made_to_fit(
    store: StoreParts,
) -> None:
    connection, _ = store.connect()
    odd = round_trip(response_body="{}\0", reason="x" * 200)

    store.round_trips.add_all((odd,), connection_id=connection.id)

    (found,) = kept(store, connection.id)
    assert (found.response_body, found.reason) == ("{}␀", "x" * 128)
