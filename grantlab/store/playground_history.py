"""What was sent from the playground: the last 200, for 90 days, without its secrets."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import Select, delete, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session

from grantlab.playground.hiding import hide_in_sent, hide_in_text
from grantlab.playground.keeping import read_kept, write_kept
from grantlab.playground.sending import full_url
from grantlab.playground.sent_request import SentRequest
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.store.connections import LARGEST_ID
from grantlab.store.errors import NothingKeptError
from grantlab.store.models import PlaygroundHistory as Row
from grantlab.store.round_trips import KEPT_FOR, LARGEST_BODY
from grantlab.store.sealing import Sealer

MOST_KEPT: Final = 200

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOutline:
    """One request that was sent, as a list tells of it."""

    id: int
    environment: Environment
    connection_id: int | None
    method: str
    url: str
    status: int | None
    elapsed: timedelta
    may_have_been_carried_out: bool
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSent:
    """One request that was sent, and what came back, as it is kept."""

    outline: SentOutline
    sent: SentRequest
    meaning: str
    """What the answer means by OAuth or by QuickBooks, in words; empty for nothing."""

    answer_octets: int
    is_cut: bool
    """Whether only the first mebibyte of the answer is kept."""


@dataclass(frozen=True, slots=True)
class _Outline:
    """What the list shows of a request, sealed apart from the rest."""

    method: str
    url: str
    elapsed: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class _Content:
    """What the page of one request shows."""

    sent: SentRequest
    meaning: str = ""
    is_cut: bool = False


class PlaygroundSent:
    """Repository of what was sent; alone opens requests and answers."""

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock

    def add(
        self,
        sent: SentRequest,
        *,
        environment: Environment,
        connection_id: int | None = None,
        meaning: str = "",
        may_have_been_carried_out: bool = False,
        answer_octets: int | None = None,
    ) -> int | None:
        """Keep a request and its answer, and return its number.

        ``None`` where it cannot be stored, which is logged: an answer has arrived by now,
        and a record must not make that look like a failure.

        Secrets become placeholders here, whatever the caller did; of the answer's body the
        first mebibyte is kept. ``answer_octets`` is how long it was, if more came. What is
        past age or number goes in the same step. What Production sends is not kept where
        the vault's key lies beside the data.

        Raises:
            KeyBesideDataError: it is of production, and nothing of that may be kept.
        """
        self._sealer.check_may_keep(environment)
        kept, is_cut, octets = _shortened(hide_in_sent(sent))
        whole = max(answer_octets or 0, octets)
        row = Row(
            environment=environment,
            connection_id=connection_id,
            status=None if kept.answer is None else kept.answer.status,
            may_have_been_carried_out=may_have_been_carried_out,
            answer_octets=whole,
            started_at=self._machine_clock.now(),
        )
        outline = _Outline(kept.request.method, full_url(kept.request), kept.elapsed)
        content = _Content(kept, hide_in_text(meaning), is_cut or whole > octets)
        try:
            return self._add(row, outline, content)
        except SQLAlchemyError as exc:
            self._session.rollback()
            log.warning("a sent request was not kept", error=type(exc).__name__)
            return None

    def _add(self, row: Row, outline: _Outline, content: _Content) -> int:
        self._session.add(row)
        self._session.flush()
        self._sealer.seal(row, "sealed_outline", Secret(write_kept(outline)))
        self._sealer.seal(row, "sealed_content", Secret(write_kept(content)))
        number = row.id
        self._let_go()
        self._session.commit()
        return number

    def get(self, number: int) -> KeptSent:
        """Open one.

        Raises:
            NothingKeptError: there is none, or it has grown too old.
            UnsealError: what is stored did not open.
        """
        wanted = self._young().where(Row.id == number)
        row = self._session.scalars(wanted).first() if number <= LARGEST_ID else None
        if row is None:
            raise NothingKeptError("nothing that was sent has this number")
        text = self._sealer.unseal(row, "sealed_content").reveal()
        content = read_kept(_Content, text)
        return KeptSent(
            outline=self._outline(row),
            sent=content.sent,
            meaning=content.meaning,
            answer_octets=row.answer_octets,
            is_cut=content.is_cut,
        )

    def all(self) -> list[SentOutline]:
        """Return what was sent, newest first."""
        rows = self._session.scalars(self._young().order_by(Row.id.desc()))
        return [self._outline(row) for row in rows]

    def remove(self, number: int) -> None:
        """Forget one.

        Raises:
            NothingKeptError: there is none.
        """
        self.get(number)
        self._session.execute(delete(Row).where(Row.id == number))
        self._session.commit()

    def remove_all(self) -> None:
        """Forget everything that was sent."""
        self._session.execute(delete(Row))
        self._session.commit()

    def _outline(self, row: Row) -> SentOutline:
        text = self._sealer.unseal(row, "sealed_outline").reveal()
        outline = read_kept(_Outline, text)
        return SentOutline(
            id=row.id,
            environment=row.environment,
            connection_id=row.connection_id,
            method=outline.method,
            url=outline.url,
            status=row.status,
            elapsed=outline.elapsed,
            may_have_been_carried_out=row.may_have_been_carried_out,
            started_at=row.started_at,
        )

    def _young(self) -> Select[Row]:
        oldest = self._machine_clock.now() - KEPT_FOR
        return select(Row).where(Row.started_at > oldest)

    def _let_go(self) -> None:
        """Delete what is past its age, and what is too many; the oldest go first."""
        oldest = self._machine_clock.now() - KEPT_FOR
        young = select(Row.id).where(Row.started_at > oldest).order_by(Row.id.desc())
        last = young.offset(MOST_KEPT).limit(1).scalar_subquery()
        self._session.execute(
            delete(Row).where(or_(Row.started_at <= oldest, Row.id <= last)),
            # What is in memory is the one that was just added.
            execution_options={"synchronize_session": False},
        )


def _shortened(sent: SentRequest) -> tuple[SentRequest, bool, int]:
    """Return what is kept, whether the body was cut for it, and how long that was."""
    answer = sent.answer
    if answer is None:
        return sent, False, 0
    octets = answer.body.encode()
    if len(octets) <= LARGEST_BODY:
        return sent, False, len(octets)
    body = octets[:LARGEST_BODY].decode(errors="ignore")
    return replace(sent, answer=replace(answer, body=body)), True, len(octets)
