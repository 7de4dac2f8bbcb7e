"""Building the page of the bench from what the control API tells."""

from blueprints.bench.clock_panel import show_clock
from blueprints.bench.fault_panel import show_faults
from blueprints.bench.holders import Holders
from blueprints.bench.ledger_panel import show_ledger
from blueprints.bench.notices import tell_notice
from blueprints.bench.pages import BenchPage
from blueprints.bench.policy_panel import show_policy
from blueprints.bench.typed import NOTHING_TYPED, Typed
from blueprints.rendering import Frame
from blueprints.services import Services
from grantlab.protocol.environment import Environment


def build_page(
    parts: Services,
    *,
    slug: str = "",
    about: str = "",
    whole: bool = False,
    typed: Typed = NOTHING_TYPED,
) -> BenchPage:
    """Return the page as everything is set now, perhaps with a form that came back."""
    state, ledger = parts.bench.fetch_state(), parts.bench.fetch_ledger()
    now = state.clock.now
    holders = Holders(
        connections=parts.connections, generations=parts.generations, now=now
    )
    return BenchPage(
        # What the bar tells is what the page tells: one reading of the clock for both.
        frame=Frame(
            environment=Environment.EMBEDDED, now=now, clock_offset=state.clock.offset
        ),
        notice=tell_notice(slug, about, state),
        provider_url=parts.settings.embedded_url,
        clock=show_clock(state, typed),
        policy=show_policy(state.policy, typed),
        faults=show_faults(state, typed),
        ledger=show_ledger(ledger, app=state.app, holders=holders, whole=whole),
    )
