"""Many processes of many threads find the same access tokens expired.

All of them ask for a live token of every connection at the same moment, again after each
hour that the service's clock is moved. The service's ledger tells how many refreshes
there were; a company tells whether what was handed out is alive.
"""

from contextlib import ExitStack

import pytest

from tests.crash.conftest import Figure
from tests.crash.worlds import World
from tests.support.effort import FULL

pytestmark = [
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.slow,
    pytest.mark.xdist_group("stampede"),
]
PROCESSES, THREADS, CONNECTIONS, EXPIRIES = (8, 8, 20, 50) if FULL else (3, 4, 5, 3)


@pytest.mark.proves("L509", "L511")
def test_one_refresh_per_expiry_and_every_caller_has_its_token(
    a_world: World, figure: Figure
) -> None:
    asked = 0
    with ExitStack() as stack:
        askers = [stack.enter_context(a_world.worker("tests.crash.askers"))]
        connections = askers[0].ask(work="connect", count=CONNECTIONS)["connections"]
        askers += [
            stack.enter_context(a_world.worker("tests.crash.askers"))
            for _ in range(PROCESSES - 1)
        ]
        known = access_tokens(a_world)

        for _ in range(EXPIRIES):
            a_world.bench.post("clock/advance", by="1h")
            for asker in askers:
                asker.order(work="ask", connections=connections, threads=THREADS)
            answers = [asker.hear() for asker in askers]

            assert [answer["problems"] for answer in answers] == [{}] * PROCESSES
            assert [answer["dead"] for answer in answers] == [[]] * PROCESSES
            handed = {tuple(token) for answer in answers for token in answer["tokens"]}
            issued = access_tokens(a_world) - known
            assert len(handed) == len(issued) == CONNECTIONS
            assert {fingerprint for _, fingerprint in handed} == issued
            known |= issued
            asked += sum(answer["asked"] for answer in answers)

    assert asked == PROCESSES * THREADS * CONNECTIONS * EXPIRIES
    figure(
        f"stampede: {PROCESSES} processes x {THREADS} threads, {CONNECTIONS} connections,"
        f" {EXPIRIES} expiries: {asked} calls, {CONNECTIONS * EXPIRIES} refreshes"
    )


def access_tokens(a_world: World) -> set[str]:
    """Return the fingerprints of the newest access tokens that the service has issued."""
    return {
        token["fingerprint"]
        for token in a_world.newest("tokens")
        if token["kind"] == "access"
    }
