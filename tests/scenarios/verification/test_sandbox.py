"""The checks before a stranger: a provider that runs alone, and is known by its document."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import cast

import pytest
from pytest_grantlab import Intuit

from blueprints.logs import quiet_logs
from blueprints.verification.sandbox import SandboxNotReadyError, open_sandbox
from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.settings import Settings
from grantlab.verification.announcing import announce
from grantlab.verification.catalogue import all_checks
from grantlab.verification.check import Check
from grantlab.verification.granting import grant
from grantlab.verification.leaving import ENDED, STANDS, leave
from grantlab.verification.notes import Notes
from grantlab.verification.person import NoWay, Person, Way
from grantlab.verification.ports import OwnClient
from grantlab.verification.results import CheckResult, Outcome
from grantlab.verification.running import EVERYTHING, Selection, run_checks
from grantlab.verification.stage import Stage
from tests.scenarios.verification.conftest import connect
from tests.support import invented
from tests.support.servers import free_port
from tests.support.stranger import Stranger

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
WITHOUT_ENDINGS = Selection(with_endings=False)


@dataclass
class Verified:
    """What came of a run."""

    results: dict[str, CheckResult] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    left: str = ""

    def tell(self, result: CheckResult) -> None:
        self.results[result.statement] = result
        self.order.append(result.statement)

    def because(self, outcome: Outcome) -> dict[str, str]:
        """Return the statements with an outcome, and why."""
        return {
            id_: result.because
            for id_, result in self.results.items()
            if result.outcome is outcome
        }


def settings(intuit: Intuit) -> Settings:
    return Settings(sandbox_discovery_url=intuit.env.discovery_url)


def keys(intuit: Intuit) -> KeyPair:
    return KeyPair(intuit.env.client_id, Secret(intuit.env.client_secret))


@contextmanager
def stage(intuit: Intuit, way: Way) -> Iterator[Stage]:
    """Open a stage before the stranger."""
    intuit.app.add_redirect_uri(settings(intuit).redirect_uri)
    with (
        quiet_logs(),
        open_sandbox(
            settings(intuit), keys=keys(intuit), other_keys=None, user=Person(way)
        ) as opened,
    ):
        yield opened


def verify(intuit: Intuit, way: Way, selection: Selection = EVERYTHING) -> Verified:
    verified = Verified()
    with stage(intuit, way) as opened:
        run_checks(opened, tell=verified.tell, selection=selection)
        verified.left = leave(opened, selection)
    return verified


def marked(*, ending: bool | None = None) -> set[str]:
    """Return the statements whose checks can be run in the sandbox."""
    return {
        item.statement
        for item in all_checks()
        if isinstance(item, Check)
        and item.in_sandbox
        and ending in {None, item.ends_connection}
    }


@pytest.mark.parametrize(
    ("preset", "older"),
    [
        pytest.param("faq", "no", id="faq"),
        pytest.param("faq", "yes", id="faq, and a new consent ends older ones"),
        pytest.param("observed", "no", id="observed"),
        pytest.param("rfc-9700", "no", id="rfc-9700"),
    ],
)
def test_what_is_marked_for_the_sandbox_is_shown_there(
    intuit: Intuit, preset: str, older: str
) -> None:
    intuit.policy.use(preset)
    intuit.policy.turn(consent_ends_older=older)
    person = Stranger()

    verified = verify(intuit, person)

    assert verified.because(Outcome.FAILED) == {}
    assert set(verified.because(Outcome.PASSED)) == marked()
    assert verified.because(Outcome.NEEDS_PERSON) == {}
    assert person.visits == len(announce().consents)
    assert verified.left == ENDED


def test_what_ends_a_connection_comes_last(intuit: Intuit) -> None:
    verified = verify(intuit, Stranger())

    endings = marked(ending=True)
    assert set(verified.order[-len(endings) :]) == endings


def test_without_endings_one_consent_is_asked_for_and_stands(intuit: Intuit) -> None:
    person = Stranger()

    verified = verify(intuit, person, WITHOUT_ENDINGS)

    assert verified.because(Outcome.FAILED) == {}
    assert set(verified.because(Outcome.PASSED)) == marked(ending=False)
    assert marked(ending=True) <= set(verified.because(Outcome.NOT_RUN))
    assert person.visits == 1
    assert verified.left == STANDS


def test_the_consent_of_a_run_is_ended_with_it(intuit: Intuit) -> None:
    with stage(intuit, Stranger()) as opened:
        connection = connect(opened)
        (pair,) = opened.client.kept(connection).generations

        left = leave(opened, EVERYTHING)

        assert left == ENDED
        assert pair.refresh_token is not None
        assert opened.service.hand().refresh(pair.refresh_token) is None
        assert leave(opened, EVERYTHING) == ""


def test_what_a_check_was_given_by_hand_is_ended_too(intuit: Intuit) -> None:
    with stage(intuit, Stranger()) as opened:
        granted = grant(opened, Notes(opened.clock))

        assert leave(opened, WITHOUT_ENDINGS) == STANDS
        assert leave(opened, EVERYTHING) == ENDED

        assert opened.service.hand().refresh(granted.refresh_token) is None


def test_who_stops_a_run_while_it_leaves_is_told_that_the_consent_stands(
    intuit: Intuit,
) -> None:
    class Stopped:
        def living(self) -> tuple[int, ...]:
            return (1,)

        def revoke(self, _connection: int) -> None:
            raise KeyboardInterrupt

    with stage(intuit, Stranger()) as opened:
        client = cast("OwnClient", Stopped())

        assert leave(replace(opened, client=client), EVERYTHING) == STANDS


@pytest.mark.parametrize(
    ("selection", "fault"),
    [
        pytest.param(WITHOUT_ENDINGS, None, id="it may not be ended"),
        pytest.param(EVERYTHING, "http-503", id="the service cannot be told"),
    ],
)
def test_a_consent_that_is_not_ended_is_said_to_stand(
    intuit: Intuit, selection: Selection, fault: str | None
) -> None:
    with stage(intuit, Stranger()) as opened:
        connect(opened)
        if fault is not None:
            intuit.faults.arm(fault, times=9)

        assert leave(opened, selection) == STANDS


def test_with_nobody_there_what_needs_a_person_says_so(intuit: Intuit) -> None:
    verified = verify(intuit, NoWay("There is no terminal."))

    waiting = verified.because(Outcome.NEEDS_PERSON)
    assert verified.because(Outcome.FAILED) == {}
    assert {"L303", "L304"} <= set(waiting)
    assert set(waiting.values()) == {"There is no terminal."}
    assert verified.left == ""


def test_a_person_who_says_no_is_asked_once(intuit: Intuit) -> None:
    person = Stranger(answer="No thanks")

    verified = verify(intuit, person)

    assert verified.because(Outcome.FAILED) == {}
    assert "said no" in verified.because(Outcome.NEEDS_PERSON)["L303"]
    assert person.visits == 1


def trouble(
    intuit: Intuit,
    *,
    own: KeyPair | None,
    other: KeyPair | None = None,
    discovery_url: str | None = None,
) -> str:
    """Return what keeps a run from beginning."""
    elsewhere = Settings(
        sandbox_discovery_url=discovery_url or intuit.env.discovery_url
    )
    with (
        quiet_logs(),
        pytest.raises(SandboxNotReadyError) as caught,
        open_sandbox(
            elsewhere, keys=own, other_keys=other, user=Person(NoWay("Not reached."))
        ),
    ):
        """Not reached."""
    return str(caught.value)


def test_without_keys_it_is_said_where_they_go(intuit: Intuit) -> None:
    assert "GRANTLAB_SANDBOX_CLIENT_ID" in trouble(intuit, own=None)


def test_production_keys_in_the_sandboxes_place_are_told_by_their_id(
    intuit: Intuit,
) -> None:
    words = trouble(intuit, own=keys(intuit), other=keys(intuit))

    assert "for sandbox and production" in words


def test_keys_that_the_service_does_not_know_are_found_before_anybody_is_asked(
    intuit: Intuit,
) -> None:
    mistyped = KeyPair(intuit.env.client_id, Secret(invented.CLIENT_SECRET))

    words = trouble(intuit, own=mistyped)

    assert "does not know these keys" in words
    assert invented.CLIENT_SECRET not in words


def test_a_service_that_does_not_answer_is_named(intuit: Intuit) -> None:
    nowhere = f"http://127.0.0.1:{free_port()}/.well-known/openid_sandbox_configuration"

    words = trouble(intuit, own=keys(intuit), discovery_url=nowhere)

    assert words.startswith(f"the sandbox cannot be reached: {nowhere} does not answer")
