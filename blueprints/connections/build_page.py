"""Building the page of one connection from its record."""

from urllib.parse import urlencode

from flask import url_for

from blueprints.connections.debts import view_debts
from blueprints.connections.family import tell_family
from blueprints.connections.journal import tell_journal
from blueprints.connections.notices import NOTICES
from blueprints.connections.pages import (
    ConnectionPage,
    ForgetPage,
    Reconnect,
    RoundTripLine,
    Shortened,
    WipePage,
)
from blueprints.connections.pictures import view_horizon, view_tree
from blueprints.connections.record import ConnectionRecord, summarise_record
from blueprints.framing import frame_of
from blueprints.history import newest_of, tell_history
from blueprints.services import Services
from blueprints.stored_rows import StoredRow, show_connection, show_generation
from blueprints.timeline_panel import TimelineView, view_timeline
from blueprints.walkthrough.stage import Stage
from blueprints.walkthrough.steps import StepId
from blueprints.wire_panel import (
    TITLES,
    RoundTripView,
    elapsed_words,
    view_round_trip,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.round_trip import FRONT_CHANNEL, Purpose, RoundTrip

UNFOLDED = 2
"""Round trips that stand open at first: the newest that concern the tokens."""

ASIDE = frozenset({Purpose.METADATA, Purpose.JWKS})
"""What is fetched on the way; listed, but not unfolded unasked."""

LISTED = 4
"""Lines of a list at first; the page stays light however long the history."""

DRAWN = 3
"""Generations on the time-line at first."""


def build_page(
    record: ConnectionRecord,
    parts: Services,
    *,
    notice: str,
    whole: bool,
    chosen: int | None,
) -> ConnectionPage:
    """Return a connection's page: ``whole``, or the newest part of a long history.

    ``chosen`` is the number of the one round trip to unfold; ``None`` for the newest.
    """
    connection = record.connection
    family = tell_family(
        record.generations,
        current_id=connection.current_generation_id,
        tags=record.tags,
    )
    journal = tell_journal(record.journal, record.generations, tags=record.tags)
    listed = None if whole else LISTED
    earlier = _lines(record, listed, whole=whole)
    href = url_for(".show", connection_id=connection.id, all=1)
    return ConnectionPage(
        frame=frame_of(connection.environment, parts),
        summary=summarise_record(record, parts),
        notice=NOTICES.get(notice),
        has_tokens=record.current is not None
        and record.current.sealed_refresh_token is not None,
        is_revoked=connection.revoked_at is not None,
        timeline=_timeline(record, parts, whole=whole, href=href),
        horizon=view_horizon(record),
        tree=view_tree(family, whole=whole),
        family=family[::-1][:listed],
        journal=journal[:listed],
        rows=_rows(record),
        wire=_wire(record, chosen, parts),
        earlier=earlier,
        shortened=Shortened(
            generations=len(family) - len(family[:listed]),
            attempts=len(journal) - len(journal[:listed]),
            round_trips=len(record.numbered) - len(earlier),
            href=href,
        ),
        debts=view_debts(record.debts, parts),
        is_warm=connection.keep_warm,
        has_access_token=record.current is not None
        and record.current.sealed_access_token is not None,
        reconnect=tell_reconnect(record),
        scopes=connection.scopes,
    )


def build_forget_page(
    record: ConnectionRecord, parts: Services, *, notice: str
) -> ForgetPage:
    """Return the page that asks once more."""
    return ForgetPage(
        frame=frame_of(record.connection.environment, parts),
        summary=summarise_record(record, parts),
        notice=NOTICES.get(notice),
        can_revoke=record.current is not None
        and record.current.sealed_refresh_token is not None
        and record.connection.revoked_at is None,
        generations=len(record.generations),
        round_trips=len(record.numbered),
    )


def build_wipe_page(
    record: ConnectionRecord, parts: Services, *, notice: str
) -> WipePage:
    """Return the page that asks once more before values go."""
    current = record.current
    return WipePage(
        frame=frame_of(record.connection.environment, parts),
        summary=summarise_record(record, parts),
        notice=NOTICES.get(notice),
        can_wipe=current is not None and current.sealed_refresh_token is not None,
    )


def _timeline(
    record: ConnectionRecord, parts: Services, *, whole: bool, href: str
) -> TimelineView | None:
    if not record.generations:
        return None
    newest = newest_of(record.generations, record.round_trips, None if whole else DRAWN)
    return view_timeline(
        tell_history(
            generations=newest.generations,
            round_trips=newest.round_trips,
            tags=record.tags,
            revoked_at=record.connection.revoked_at,
            policy=parts.environments.policy_of(record.connection.environment),
            now=record.now,
        ),
        older=newest.older,
        older_href=f"{href}#time-line",
    )


def _rows(record: ConnectionRecord) -> tuple[StoredRow, ...]:
    rows = [show_connection(record.connection)]
    if record.current is not None:
        rows.append(show_generation(record.current, record.tags, record.now))
    return tuple(rows)


def _wire(
    record: ConnectionRecord, chosen: int | None, parts: Services
) -> tuple[RoundTripView, ...]:
    shown = [number for number, _ in record.numbered if number == chosen] or [
        number for number, item in record.numbered if item.purpose not in ASIDE
    ][-UNFOLDED:]
    return tuple(
        view_round_trip(item, tags=record.tags, anchor=f"round-trip-{number}")
        for number, item in reversed(parts.round_trips.with_numbers(shown))
    )


def _lines(
    record: ConnectionRecord, listed: int | None, *, whole: bool
) -> tuple[RoundTripLine, ...]:
    """Return the newest round trips, newest first; ``listed`` of them, or all."""
    return tuple(
        RoundTripLine(
            words=TITLES[item.purpose],
            result=_result(item),
            refused=item.refused or item.failure is not None,
            started_at=item.started_at,
            href=_unfolded(record, number, whole=whole),
        )
        for number, item in record.numbered[::-1][:listed]
    )


def _unfolded(record: ConnectionRecord, number: int, *, whole: bool) -> str:
    query = {"round-trip": number, **({"all": 1} if whole else {})}
    address = url_for(".show", connection_id=record.connection.id)
    return f"{address}?{urlencode(query)}#round-trip-{number}"


def _result(item: RoundTrip) -> str:
    if item.purpose in FRONT_CHANNEL:
        return "in the browser"
    if item.status is None:
        return "no answer"
    return f"{item.status} {item.reason} · {elapsed_words(item.elapsed)}"


def tell_reconnect(record: ConnectionRecord) -> Reconnect:
    """Return how the company of a connection consents again."""
    connection = record.connection
    if connection.environment is Environment.PRODUCTION:
        return Reconnect(
            label="Import a new refresh token",
            href=url_for(
                "connections.ask_to_import", environment=Environment.PRODUCTION
            ),
            explains="Production keys do not come back to localhost: the company consents elsewhere, and its token is imported here, into this row.",
        )
    stage = Stage(
        step=StepId.KEYS,
        environment=connection.environment,
        scopes=connection.scopes,
        reconnects=connection.id,
    )
    return Reconnect(
        label="Connect again",
        href=stage.url(),
        explains="A walk with the same scopes. If the same company is chosen, this row goes on: its history stays, and the new pair heads it.",
    )
