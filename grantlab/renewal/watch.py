"""A renewal that runs on and on: a pass, a wait, and a heartbeat."""

from collections.abc import Callable
from datetime import timedelta

from grantlab.renewal.heartbeat import Heartbeat
from grantlab.renewal.results import Summary
from grantlab.renewal.stopping import Stopping
from grantlab.runtime.clock import Clock
from grantlab.runtime.patience import Patience

SLICE = timedelta(seconds=1)
"""How long is waited at a time; as soon as this a signal is heeded."""

BEATS_EVERY = timedelta(minutes=1)


def watch(
    run_pass: Callable[[], list[Summary]],
    *,
    every: timedelta,
    heartbeat: Heartbeat,
    stopping: Stopping,
    clock: Clock,
    patience: Patience,
) -> list[Summary]:
    """Run a pass every so often until told to stop; return what the last one came to.

    The time of a pass counts: the next one begins ``every`` after the last one began.
    """
    summaries: list[Summary] = []
    while not stopping.is_wanted():
        began = clock.now()
        heartbeat.beat("renewing", summaries)
        summaries = run_pass()
        heartbeat.beat("waiting", summaries)
        beat_at = clock.now()
        while not stopping.is_wanted() and clock.now() < began + every:
            patience.pause(min(SLICE, began + every - clock.now()))
            if clock.now() >= beat_at + BEATS_EVERY:
                beat_at = clock.now()
                heartbeat.beat("waiting", summaries)
    heartbeat.beat("stopped", summaries)
    return summaries
