"""The section of docs/performance.md about the token path."""

from tests.bench.load import CONNECTIONS
from tests.bench.ours import READS
from tests.bench.peers.catalogue import MOCK, NODE
from tests.bench.peers.peer import Peer
from tests.bench.token_path import ROUNDS, SECONDS, STARTS, Contender, TokenFigures

HEADING = "## The token path"


def describe_token_path(figures: TokenFigures) -> str:
    """Return the whole section."""
    lines = [
        HEADING,
        "",
        f"Refreshes by {CONNECTIONS} clients over {CONNECTIONS} connections that are kept, each with a chain of its own: the token",
        "of an answer is what the next request sends, and only a 200 with a new refresh token counts. All servers are",
        f"up at the same time and take turns under load: medians of {ROUNDS} rounds of {SECONDS:.0f} seconds each. The load is a process",
        "of its own on the same machine and takes its share of it. Ours is started by",
        "`flask provider run --threads 2 --instance FOLDER` and persists to SQLite.",
        f"When it began, {figures.busy:.1f} other processes wanted the machine: the fewer, the truer are times; ratios are less moved.",
        "",
        "| server | how it is served | refreshes/s | ours is | p50 | p99 | start | memory at rest |",
        "|---|---|---|---|---|---|---|---|",
        *(_row(item, figures) for item in figures.contenders),
        "",
        f"Start: from the process to the first answer, median of {STARTS}, not the first run. Memory: PSS of all processes.",
    ]
    lines += [
        f"\n{peer.name} is not measured here: {why}." for peer, why in figures.absent
    ]
    return "\n".join([*lines, "", *_wanted(figures), "", *_costs(figures), ""])


def _row(item: Contender, figures: TokenFigures) -> str:
    ratio = figures.ours.rate / item.rate
    cells = (
        item.peer.name,
        item.peer.served_by,
        f"{item.rate:.0f}",
        "" if item is figures.ours else f"{ratio:.2f} ×",
        f"{item.percentile(50) * 1000:.1f} ms",
        f"{item.percentile(99) * 1000:.1f} ms",
        f"{item.rest.started_in:.2f} s",
        f"{item.rest.octets / 1e6:.0f} MB",
    )
    return f"| {' | '.join(cells)} |"


def _wanted(figures: TokenFigures) -> list[str]:
    ours = figures.ours
    return [
        "| what | measured | wanted |",
        "|---|---|---|",
        f"| refreshes, beside {MOCK.name} | {_ratio(figures, MOCK)} | >= 1.5 × |",
        f"| refreshes, beside {NODE.name} | {_ratio(figures, NODE)} | as near as measuring leads |",
        f"| refreshes, p99 | {ours.percentile(99) * 1000:.1f} ms | <= 20 ms |",
        f"| start to first answer | {ours.rest.started_in:.2f} s | <= 0.7 s |",
        f"| memory at rest, all processes | {ours.rest.octets / 1e6:.0f} MB | <= 103 MB |",
        *(
            f"| {read.name}, one connection, median of {READS} | {read.seconds * 1000:.2f} ms | < 5 ms |"
            for read in figures.reads
        ),
    ]


def _ratio(figures: TokenFigures, peer: Peer) -> str:
    for item in figures.contenders:
        if item.peer is peer:
            return f"{figures.ours.rate / item.rate:.2f} ×"
    return "not measured here"


def _costs(figures: TokenFigures) -> list[str]:
    costs = figures.costs
    whole, short, inner = (
        seconds * 1e6
        for seconds in (
            costs.through_flask,
            costs.on_the_short_way,
            costs.in_the_provider,
        )
    )
    served = figures.ours.processor_seconds * 1e6
    return [
        "Where the time goes, in microseconds of a processor for one refresh:",
        "",
        "| part | µs |",
        "|---|---|",
        f"| the provider: authenticate, judge, make the pair, commit | {inner:.0f} |",
        f"| the short way to it and back: host, form, headers | {short - inner:.0f} |",
        f"| granian, its threads, the sockets | {served - short:.0f} |",
        f"| the server's whole | {served:.0f} |",
        f"| not spent: what Flask would have added | {whole - short:.0f} |",
        "",
        f"At {1e6 / served:.0f} refreshes a second one core is full, and Python uses no second one.",
    ]
