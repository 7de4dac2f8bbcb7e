"""What the playground keeps: collections, variables, and what was sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from grantlab.playground.collection import (
    Collection,
    CollectionVariables,
    Folder,
    SavedRequest,
)
from grantlab.playground.editing import add_item
from grantlab.playground.request import (
    BearerOfConnection,
    CustomAuth,
    Entry,
    PlaygroundRequest,
)
from grantlab.playground.sent_request import Answer, SentRequest
from grantlab.playground.variables import Variable, VariableSet
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.store.errors import (
    KeptOtherwiseError,
    NothingKeptError,
    ShippedCollectionError,
)
from grantlab.store.models import PlaygroundCollection, PlaygroundHistory
from grantlab.store.playground_collections import SHIPPED
from grantlab.store.playground_history import MOST_KEPT
from grantlab.store.round_trips import KEPT_FOR, LARGEST_BODY
from tests.support import invented
from tests.support.clocks import NOON, SECOND
from tests.unit.store.parts import StoreParts

TYPED = "Bearer typed-by-hand-into-a-request"
REQUEST = PlaygroundRequest(
    url="https://api.example/v3", auth=CustomAuth(Secret(TYPED))
)
COLLECTION = Collection(
    "Invoices of Acme", (Folder("in", (SavedRequest("one", REQUEST),)),)
)
VARIABLES = VariableSet("Acme", (Variable("api_key", "k-1234", secret=True),))


def send(
    store: StoreParts,
    *,
    body: str = "{}",
    octets: int | None = None,
    connection_id: int | None = None,
) -> int:
    sent = SentRequest(
        request=REQUEST,
        started_at=store.clock.now(),
        elapsed=timedelta(milliseconds=12),
        answer=Answer(status=200, body=body),
    )
    number = store.playground_history.add(
        sent,
        environment=Environment.EMBEDDED,
        answer_octets=octets,
        connection_id=connection_id,
        meaning="well",
    )
    assert number is not None
    return number


def test_a_collection_comes_back_as_it_was_kept(store: StoreParts) -> None:
    handle = store.playground_collections.add(COLLECTION)

    kept = store.elsewhere(lambda: store.playground_collections.get(handle))

    assert kept.collection == COLLECTION
    assert (kept.version, kept.is_shipped) == (1, False)


@pytest.mark.parametrize("variables", [(), (Variable("id", "7", secret=True),)])
def test_the_variables_of_a_collection_are_read_without_its_requests(
    store: StoreParts, variables: tuple[Variable, ...]
) -> None:
    collections = store.playground_collections
    handle = collections.add(replace(COLLECTION, variables=variables))

    found = store.elsewhere(lambda: collections.variables_of(handle))

    assert found == CollectionVariables("Invoices of Acme", variables)
    assert (
        collections.variables_of(SHIPPED).name
        == collections.get(SHIPPED).collection.name
    )


def test_no_token_that_was_typed_is_on_disk_as_it_is(store: StoreParts) -> None:
    store.playground_collections.add(COLLECTION)

    row = store.session.query(PlaygroundCollection).one()
    assert TYPED.encode() not in (row.sealed_content or b"")
    assert b"Acme" not in (row.sealed_name or b"")


def test_the_collection_of_grantlab_is_there_and_is_not_changed(
    store: StoreParts,
) -> None:
    collections = store.playground_collections
    [shipped] = collections.all()

    assert (shipped.handle, shipped.is_shipped) == (SHIPPED, True)
    with pytest.raises(ShippedCollectionError):
        collections.change(SHIPPED, COLLECTION, version=0)
    with pytest.raises(ShippedCollectionError):
        collections.remove(SHIPPED)


def test_a_copy_of_it_is_changed_freely(store: StoreParts) -> None:
    collections = store.playground_collections
    handle = collections.duplicate(SHIPPED)

    collections.change(handle, COLLECTION, version=1)

    assert collections.get(handle).collection == COLLECTION
    assert [it.request_count for it in collections.all()] == [0, 1]


def test_of_two_changes_of_one_state_the_second_does_nothing(
    store: StoreParts,
) -> None:
    collections = store.playground_collections
    handle = collections.add(COLLECTION)
    changed = add_item(COLLECTION, Folder("first"))
    collections.change(handle, changed, version=1)

    with pytest.raises(KeptOtherwiseError):
        collections.change(handle, add_item(COLLECTION, Folder("second")), version=1)

    kept = store.elsewhere(lambda: collections.get(handle))
    assert (kept.collection, kept.version) == (changed, 2)


def test_what_was_deleted_is_not_found(store: StoreParts) -> None:
    handle = store.playground_collections.add(COLLECTION)
    store.playground_collections.remove(handle)

    with pytest.raises(NothingKeptError):
        store.playground_collections.get(handle)


@pytest.mark.parametrize("handle", ["", "\0", "0" * 16, "ä" * 16, "0" * 1000])
def test_no_text_of_an_address_is_more_than_not_found(
    store: StoreParts, handle: str
) -> None:
    with pytest.raises(NothingKeptError):
        store.playground_collections.get(handle)
    with pytest.raises(NothingKeptError):
        store.playground_variables.get(handle)


@pytest.mark.parametrize("number", [0, -1, 10**9, 10**30])
def test_no_number_of_an_address_is_more_than_not_found(
    store: StoreParts, number: int
) -> None:
    with pytest.raises(NothingKeptError):
        store.playground_history.get(number)


def test_that_secrets_were_revealed_is_kept(store: StoreParts) -> None:
    handle = store.playground_collections.add(COLLECTION)

    store.playground_collections.note_revealed(handle)

    assert store.playground_collections.get(handle).revealed_at == NOON


def test_variables_are_kept_apart_for_each_environment(store: StoreParts) -> None:
    sets = store.playground_variables
    sets.add(Environment.SANDBOX, VARIABLES)
    sets.add(Environment.EMBEDDED, replace(VARIABLES, title="Other"))

    assert sets.of(Environment.SANDBOX) == (VARIABLES,)
    assert sets.of(Environment.PRODUCTION) == ()
    assert [it.variables.title for it in sets.all()] == ["Acme", "Other"]


def test_of_two_changes_of_one_set_the_second_does_nothing(store: StoreParts) -> None:
    sets = store.playground_variables
    handle = sets.add(Environment.SANDBOX, VARIABLES)
    sets.change(handle, replace(VARIABLES, title="New"), version=1)

    with pytest.raises(KeptOtherwiseError):
        sets.change(handle, VARIABLES, version=1)

    assert sets.get(handle).variables.title == "New"


def test_what_was_sent_is_kept_without_its_secrets(store: StoreParts) -> None:
    answer = f'{{"access_token": "{invented.ACCESS_TOKEN}"}}'
    number = send(store, body=answer)

    kept = store.elsewhere(lambda: store.playground_history.get(number))

    assert kept.sent.request.auth == BearerOfConnection()
    assert kept.sent.answer is not None
    assert kept.sent.answer.body == '{"access_token": "{{access_token}}"}'
    assert (kept.meaning, kept.is_cut) == ("well", False)


def test_requests_and_answers_are_sealed(store: StoreParts) -> None:
    send(store, body='{"name": "Acme"}')

    row = store.session.query(PlaygroundHistory).one()
    assert b"api.example" not in (row.sealed_outline or b"")
    assert b"Acme" not in (row.sealed_content or b"")


def test_of_a_large_answer_the_first_mebibyte_is_kept(store: StoreParts) -> None:
    kept = store.playground_history.get(send(store, body="é" * LARGEST_BODY))

    assert kept.sent.answer is not None
    assert len(kept.sent.answer.body.encode()) == LARGEST_BODY
    assert (kept.answer_octets, kept.is_cut) == (2 * LARGEST_BODY, True)


def test_an_answer_that_was_cut_before_is_told_with_its_whole_length(
    store: StoreParts,
) -> None:
    kept = store.playground_history.get(send(store, octets=5_000_000))

    assert (kept.answer_octets, kept.is_cut) == (5_000_000, True)


def test_the_last_two_hundred_are_kept_and_for_ninety_days(store: StoreParts) -> None:
    numbers = [send(store) for _ in range(MOST_KEPT + 2)]

    assert [it.id for it in store.playground_history.all()] == numbers[:1:-1]

    store.clock.advance(KEPT_FOR + SECOND)
    assert store.playground_history.all() == []
    with pytest.raises(NothingKeptError):
        store.playground_history.get(numbers[-1])


def test_what_was_sent_outlives_the_connection_it_was_sent_for(
    store: StoreParts,
) -> None:
    connection, _ = store.connect()
    number = send(store, connection_id=connection.id)
    store.session.delete(connection)
    store.session.commit()

    kept = store.elsewhere(lambda: store.playground_history.get(number))

    assert kept.outline.connection_id is None


def test_a_secret_in_a_switched_off_row_is_hidden_too(store: StoreParts) -> None:
    row = Entry("Cookie", "session=1", enabled=False)
    sent = SentRequest(request=replace(REQUEST, headers=(row,)), started_at=NOON)

    number = store.playground_history.add(sent, environment=Environment.EMBEDDED)

    assert number is not None
    kept = store.playground_history.get(number).sent.request
    assert [entry.value for entry in kept.headers] == ["{{cookie}}"]


def test_everything_that_was_sent_can_be_forgotten(store: StoreParts) -> None:
    first, second = send(store), send(store)

    store.playground_history.remove(first)
    assert [it.id for it in store.playground_history.all()] == [second]

    store.playground_history.remove_all()
    assert store.playground_history.all() == []
