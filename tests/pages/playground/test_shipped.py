"""The collection that comes along."""

from blueprints.playground.shipped import shipped_collection, shipped_text
from grantlab.formats.postman_reader import read_collection
from grantlab.formats.postman_writer import write_collection
from grantlab.playground.sending import fill_in
from grantlab.playground.variables import VariableSet, endpoint_variables
from grantlab.protocol.environment import INTUIT_SANDBOX

TYPED = {"client_id", "code", "realm_id", "refresh_token", "state"}
"""What comes from a connection, a key pair or a browser."""


def test_it_is_read_whole_and_written_the_same() -> None:
    reading = read_collection(shipped_text())

    assert reading.skipped == ()
    assert write_collection(reading.collection) == shipped_text()


def test_every_variable_has_a_value_or_comes_from_a_connection() -> None:
    collection = shipped_collection()
    own = VariableSet(collection.name, collection.variables)
    sets = [endpoint_variables("Sandbox", INTUIT_SANDBOX), own]

    troubled = {
        use.name
        for saved in collection.requests()
        for use in fill_in(saved.request, sets)[1]
        if use.trouble
    }

    assert troubled == TYPED


def test_every_request_says_what_it_is_and_goes_where_its_variables_lead() -> None:
    names = [saved.name for saved in shipped_collection().requests()]

    assert len(set(names)) == len(names) > 10
    assert all(
        saved.request.url.startswith("{{") for saved in shipped_collection().requests()
    )
