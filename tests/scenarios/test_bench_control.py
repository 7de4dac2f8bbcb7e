"""The provider's bench, set from the client's side of the wire."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from grantlab.protocol.errors import MalformedResponseError
from grantlab.protocol.secret import Secret
from grantlab.wire.bench_control import (
    BenchClosedError,
    BenchControl,
    BenchRefusedError,
    ConsentWish,
)
from grantlab.wire.bench_offset import AskedOffset
from grantlab.wire.errors import UnreachableError
from grantlab.wire.policy_outline import AskedPolicy
from tests.scenarios.story import EMBEDDED, Story
from tests.support.clocks import NOON, SECOND, StandingClock

AHEAD = timedelta(hours=25)
ELSEWHERE = "http://127.0.0.1:8485"


def control_over(handler: httpx2.MockTransport) -> BenchControl:
    return BenchControl(ELSEWHERE, Secret("invented-bench-token"), handler)


def test_time_that_passes_at_the_provider_passes_for_the_client_too(
    story: Story,
) -> None:
    state = story.parts.bench.advance(AHEAD)

    assert state.clock.offset == AHEAD
    assert story.now() == story.provider.clock.now() == NOON + AHEAD


def test_the_state_names_the_preset_its_knobs_and_the_faults(story: Story) -> None:
    state = story.parts.bench.fetch_state()

    assert state.policy.preset == "faq"
    assert {"grace", "rotate-every"} & {knob.name for knob in state.policy.knobs}
    assert "outage-as-invalid-grant" in {fault.name for fault in state.faults.known}
    assert set(state.app.keys) == {"development", "production"}


def test_a_knob_that_was_turned_says_so(story: Story) -> None:
    story.parts.bench.set_policy("observed")

    state = story.parts.bench.set_policy(knobs={"grace": "2h"})

    turned = [knob for knob in state.policy.knobs if knob.turned]
    assert [(knob.name, knob.value) for knob in turned] == [("grace", "2h")]
    assert state.policy.preset == "observed"


def test_an_armed_fault_waits_until_it_is_disarmed(story: Story) -> None:
    bench = story.parts.bench

    armed = bench.arm("slow-answer", times=3, amount=timedelta(seconds=5))
    disarmed = bench.disarm("slow-answer")

    (fault,) = armed.faults.armed
    assert (fault.name, fault.amount, fault.remaining) == ("slow-answer", "5s", 3)
    assert disarmed.faults.armed == ()


def test_a_consent_without_a_browser_brings_a_code_and_stands_in_the_ledger(
    story: Story,
) -> None:
    redirect = story.parts.bench.consent(
        ConsentWish(realm_id="9341450000000101", state="S1")
    )

    brought = parse_qs(urlsplit(redirect).query)
    assert brought["state"] == ["S1"]
    assert brought["realmId"] == ["9341450000000101"]
    assert story.parts.bench.fetch_ledger().tokens == ()


def test_what_the_bench_refuses_is_told_in_its_words(story: Story) -> None:
    with pytest.raises(BenchRefusedError, match="there is no fault") as caught:
        story.parts.bench.arm("no-such-fault")

    assert caught.value.error == "unknown-fault"


def test_nothing_is_asked_without_a_token() -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise AssertionError(request)

    control = BenchControl(ELSEWHERE, None, httpx2.MockTransport(handler))

    with pytest.raises(BenchClosedError):
        control.fetch_state()


def test_a_wrong_token_closes_the_bench(story: Story) -> None:
    control = BenchControl(
        story.parts.bench.base_url, Secret("invented-other-token"), story.transport
    )

    with pytest.raises(BenchClosedError):
        control.fetch_clock()


def test_an_answer_that_is_none_of_ours_is_malformed() -> None:
    control = control_over(
        httpx2.MockTransport(lambda _: httpx2.Response(200, json={"now": 1}))
    )

    with pytest.raises(MalformedResponseError):
        control.fetch_clock()


def test_a_provider_that_does_not_answer_is_unreachable() -> None:
    def handler(_request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused")

    with pytest.raises(UnreachableError):
        control_over(httpx2.MockTransport(handler)).fetch_state()


def test_the_offset_of_a_provider_elsewhere_is_asked_once_a_second() -> None:
    asked = list[str]()

    def handler(request: httpx2.Request) -> httpx2.Response:
        asked.append(request.url.path)
        seconds = 3600 * len(asked)
        body = {"now": NOON.isoformat(), "offset_seconds": seconds, "moments": []}
        return httpx2.Response(200, json=body)

    clock = StandingClock()
    offset = AskedOffset(control_over(httpx2.MockTransport(handler)), clock)

    readings = [offset.read(), offset.read()]
    clock.advance(SECOND)
    readings.append(offset.read())

    hour = timedelta(hours=1)
    assert readings == [hour, hour, 2 * hour]
    assert asked == ["/_bench/clock"] * 2


def test_whoever_asks_for_the_offset_meanwhile_waits_for_the_answer() -> None:
    meanwhile = list[Future[timedelta]]()

    def handler(_request: httpx2.Request) -> httpx2.Response:
        meanwhile.append(threads.submit(offset.read))
        wait(meanwhile, timeout=0.1)
        body = {"now": NOON.isoformat(), "offset_seconds": 3600, "moments": []}
        return httpx2.Response(200, json=body)

    offset = AskedOffset(control_over(httpx2.MockTransport(handler)), StandingClock())
    with ThreadPoolExecutor(1) as threads:
        offset.read()

    assert [reading.result() for reading in meanwhile] == [timedelta(hours=1)]


def test_the_offset_is_asked_again_at_once_after_a_change(story: Story) -> None:
    offset = AskedOffset(story.parts.bench, StandingClock())
    offset.read()

    story.parts.bench.advance(AHEAD)

    assert offset.read() == AHEAD


def test_a_clock_that_was_moved_meanwhile_is_not_moved_again(story: Story) -> None:
    seen = story.parts.bench.fetch_clock().offset
    story.parts.bench.advance(AHEAD, seen=seen)

    with pytest.raises(BenchRefusedError) as caught:
        story.parts.bench.advance(AHEAD, seen=seen)

    assert caught.value.error == "moved-meanwhile"
    assert story.now() == NOON + AHEAD


def test_a_policy_is_asked_again_at_once_after_a_change(story: Story) -> None:
    bench = story.parts.bench
    policy = AskedPolicy(bench, story.machine_clock)
    before = policy.read()

    bench.set_policy("observed")

    assert policy.read() != before


def test_the_policy_of_a_provider_elsewhere_reads_as_that_of_this_process(
    story: Story,
) -> None:
    story.parts.bench.set_policy("rfc-9700", {"grace": "2h30m"})

    asked = AskedPolicy(story.parts.bench, story.machine_clock).read()

    assert asked == story.parts.environments.policy_of(EMBEDDED)
    assert asked is not None
    assert asked.grace == timedelta(hours=2, minutes=30)
    assert asked.is_turned
    assert asked.reuse_revokes_family


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(httpx2.Response(404), id="an older provider"),
        pytest.param(httpx2.Response(401), id="another token"),
        pytest.param(
            httpx2.Response(200, json={"preset": "faq", "presets": [], "knobs": []}),
            id="no knobs",
        ),
    ],
)
def test_a_policy_that_is_not_told_is_not_guessed(answer: httpx2.Response) -> None:
    control = control_over(httpx2.MockTransport(lambda _: answer))

    assert AskedPolicy(control, StandingClock()).read() is None


def test_the_last_known_offset_holds_while_the_provider_is_away() -> None:
    answers = [{"now": NOON.isoformat(), "offset_seconds": 3600, "moments": []}]

    def handler(_request: httpx2.Request) -> httpx2.Response:
        if not answers:
            raise httpx2.ConnectError("refused")
        return httpx2.Response(200, json=answers.pop())

    clock = StandingClock()
    offset = AskedOffset(control_over(httpx2.MockTransport(handler)), clock)
    offset.read()

    clock.advance(SECOND)

    assert offset.read() == timedelta(hours=1)
