"""The bench in JSON, for the control API and for the commands."""

from datetime import datetime

from grantlab.protocol.durations import format_duration
from grantlab.provider.faults.armed import ArmedFault
from grantlab.provider.faults.catalogue import FAULTS_BY_GROUP
from grantlab.provider.faults.fault import Fault
from grantlab.provider.ledger.refusals import RecordedRefusal
from grantlab.provider.moments import Moment
from grantlab.provider.policy.knobs import KNOBS
from grantlab.provider.policy.presets import PRESETS, SUMMARIES
from grantlab.provider.provider import LOOKED_THROUGH, Provider
from grantlab.provider.refusals import Reason
from grantlab.provider.registry import Keys
from grantlab.provider.tokens import IssuedToken

Members = dict[str, object]
BY_HAND = "turned by hand"


def state_json(provider: Provider) -> Members:
    """Return how everything is set; no secret is in it."""
    return {
        "clock": clock_json(provider),
        "moments": [
            {"name": moment, "at": _moment(at)}
            for moment, at in provider.moments().items()
        ],
        "policy": policy_json(provider),
        "faults": faults_json(provider),
        "app": app_json(provider),
    }


def clock_json(provider: Provider) -> Members:
    """Return the time, and how far it is ahead of the machine's."""
    offset = provider.clock.offset
    return {
        "now": provider.clock.now().isoformat(),
        "offset": format_duration(offset),
        "offset_seconds": offset.total_seconds(),
        "moments": list(Moment),
    }


def policy_json(provider: Provider) -> Members:
    """Return the policy in force: each knob with its value and whom it follows."""
    in_force = provider.bench.in_force()
    policy = in_force.policy
    return {
        "preset": policy.preset,
        "presets": list(PRESETS),
        "summaries": [
            {"preset": preset, "says": summary.says, "follows": summary.follows}
            for preset, summary in SUMMARIES.items()
        ],
        "knobs": [
            {
                "name": knob.name,
                "value": knob.show(policy),
                "turned": knob.name in in_force.turned,
                "source": (
                    BY_HAND
                    if knob.name in in_force.turned
                    else knob.source_of(policy.preset)
                ),
                "says": knob.says,
                "takes": knob.form,
                "choices": list(knob.choices),
                "by_preset": {
                    name: {"value": knob.show(preset), "source": knob.source_of(name)}
                    for name, preset in PRESETS.items()
                },
            }
            for knob in KNOBS
        ],
    }


def faults_json(provider: Provider) -> Members:
    """Return the faults that wait, and all that there are."""
    return {
        "armed": [_armed(item) for item in provider.faults.armed()],
        "known": [
            _fault(kind, group)
            for group, kinds in FAULTS_BY_GROUP.items()
            for kind in kinds
        ],
    }


def app_json(provider: Provider) -> Members:
    """Return the registered app without its secrets."""
    return {
        "keys": {
            keys.value: {
                "client_id": provider.key_pair(keys).client_id,
                "redirect_uris": list(provider.redirect_uris(keys)),
                "disconnect_url": provider.disconnect_urls.get(keys),
            }
            for keys in Keys
        },
        "scopes": {item.value: item.enabled for item in provider.registry.scopes()},
    }


def ledger_json(provider: Provider) -> Members:
    """Return the newest refusals and tokens, at most so many, the oldest of them first."""
    tokens = provider.newest_tokens()
    standings = provider.standings(tokens)
    return {
        "limit": LOOKED_THROUGH,
        "refusals": [_refusal(item) for item in provider.newest_refusals()],
        "tokens": [_token(*pair) for pair in zip(tokens, standings, strict=True)],
    }


def _armed(armed: ArmedFault) -> Members:
    kind = type(armed.fault)
    has_amount = kind.usual_amount is not None
    return {
        "name": kind.name,
        "amount": format_duration(armed.fault.amount) if has_amount else None,
        "remaining": armed.remaining,
        "armed_at": armed.armed_at.isoformat(),
        "ends_at": _moment(armed.ends_at),
    }


def _fault(kind: type[Fault], group: str) -> Members:
    usual = kind.usual_amount
    return {
        "name": kind.name,
        "group": group,
        "says": kind.says,
        "source": kind.source,
        "occasions": list(kind.occasions),
        "usual_amount": None if usual is None else format_duration(usual),
    }


def _refusal(refusal: RecordedRefusal) -> Members:
    return {
        "at": refusal.at.isoformat(),
        "intuit_tid": refusal.intuit_tid,
        "endpoint": refusal.endpoint,
        "status": refusal.status,
        "error": refusal.error,
        "reason": refusal.reason,
        "client_id": refusal.client_id,
        "fingerprint": refusal.fingerprint,
        "chain": refusal.chain_id,
    }


def _token(token: IssuedToken, refused_as: Reason | None) -> Members:
    return {
        "fingerprint": token.fingerprint,
        "kind": token.kind,
        "chain": token.chain.id,
        "generation": token.generation,
        "client_id": token.chain.client_id,
        "realm_id": token.chain.realm_id,
        "issued_at": token.issued_at.isoformat(),
        "expires_at": token.expires_at.isoformat(),
        "replaced_at": _moment(token.replaced_at),
        "used_at": _moment(token.used_at),
        "revoked_at": _moment(token.revoked_at),
        "revoked_because": token.revoked_because,
        "refused_as": refused_as,
    }


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
