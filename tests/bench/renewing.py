"""One pass of the renewal as a process of its own, and what it took.

``python -m tests.bench.renewing ORDER``; the order is JSON, and so is what is printed.
"""

import json
import resource
import ssl
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from flask import current_app

from blueprints.connections.renewing import line_to
from blueprints.environments import Environments
from blueprints.logs import install_logs
from blueprints.services import Services
from grantlab.protocol.environment import Environment
from grantlab.renewal.renewal_pass import Line, renew_due
from grantlab.renewal.results import Renewed
from grantlab.renewal.stopping import Stopping
from grantlab.wire.outbound import OutboundTransport
from tests.bench.certificate import HOST
from tests.bench.memory import peak_octets
from tests.bench.stored import joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be renewed, and through what."""

    instance: str
    service: str
    concurrency: int
    certificate: str | None
    """What a service over TLS proves itself with; ``None`` without TLS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a pass took."""

    renewed: int
    seconds: float
    processor_seconds: float
    peak_octets: int


def _line(order: Order, parts: Services) -> Line:
    environments = parts.environments
    if order.certificate is not None:
        environments = _trusting(order.certificate, environments)
    line = line_to(
        Environment.EMBEDDED,
        concurrency=order.concurrency,
        parts=replace(parts, environments=environments),
        app=current_app._get_current_object(),  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's own way
    )
    # As with real environments: older values are wiped with every pair.
    return replace(line, keeps_values=False)


def _trusting(certificate: str, environments: Environments) -> Environments:
    """Reach the service over TLS, by its own certificate."""
    context = ssl.create_default_context(cafile=certificate)
    transport = OutboundTransport(loopback_hosts=frozenset({HOST}), context=context)
    embedded = replace(environments.profiles[Environment.EMBEDDED], transport=transport)
    profiles = {**environments.profiles, Environment.EMBEDDED: embedded}
    return replace(environments, profiles=profiles)


def main() -> None:
    """Carry out an order."""
    install_logs()
    order = Order(**json.loads(sys.argv[1]))
    told: list[Renewed] = []
    with joined(Path(order.instance), order.service) as parts:
        line = _line(order, parts)
        before = resource.getrusage(resource.RUSAGE_SELF)
        began = perf_counter()
        summary = renew_due(
            line, parts=parts.renewal_parts, stopping=Stopping(), tell=told.append
        )
        seconds = perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_SELF)
    taken = {
        "renewed": summary.renewed,
        "seconds": seconds,
        "processor_seconds": after.ru_utime
        + after.ru_stime
        - before.ru_utime
        - before.ru_stime,
        "peak_octets": peak_octets(),
    }
    print(json.dumps(taken))  # noqa: T201 -- to who ordered it


if __name__ == "__main__":
    main()
