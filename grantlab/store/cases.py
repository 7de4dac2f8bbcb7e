"""The cases of the desk: what was pasted, redacted, and what was made of it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, scoped_session

from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy
from grantlab.store.errors import CaseNotFoundError
from grantlab.store.models import DiagnosisCase
from grantlab.store.sealing import Sealer

HANDLE_OCTETS: Final = 16
LONGEST_TITLE: Final = 120
KEPT_FOR: Final = timedelta(days=90)
"""From the day on which a case was last worked on."""

MOST_KEPT: Final = 200
_LATEST_FIRST = (DiagnosisCase.changed_at.desc(), DiagnosisCase.id.desc())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a diagnosis came to, as a list of cases tells it."""

    verdict: str
    cause_id: str | None


class Cases:
    """Repository of cases; alone opens their texts and titles.

    The text is given redacted. It is sealed all the same: a log names companies.
    """

    def __init__(
        self,
        session: scoped_session[Session],
        sealer: Sealer,
        *,
        machine_clock: Clock,
        entropy: Entropy,
    ) -> None:
        self._session = session
        self._sealer = sealer
        self._machine_clock = machine_clock
        self._entropy = entropy

    def add(self, text: str, *, title: str, outcome: Outcome) -> DiagnosisCase:
        """Keep a redacted text as a new case, and let go what is past age or number."""
        now = self._machine_clock.now()
        case = DiagnosisCase(
            handle=self._entropy.octets(HANDLE_OCTETS).hex(),
            text_index=self._sealer.vault.index(text),
            answers=(),
            zone="",
            verdict=outcome.verdict,
            cause_id=outcome.cause_id,
            pasted_at=now,
            changed_at=now,
        )
        self._session.add(case)
        self._session.flush()
        self._sealer.seal(case, "sealed_text", Secret(text))
        self._sealer.seal(case, "sealed_title", Secret(title[:LONGEST_TITLE]))
        self._let_go()
        self._session.commit()
        return case

    def get(self, handle: str) -> DiagnosisCase:
        """Return the case of a handle.

        Raises:
            CaseNotFoundError: there is none, or it has grown too old.
        """
        wanted = self._young().where(DiagnosisCase.handle == handle)
        case = self._session.scalars(wanted).first()
        if case is None:
            raise CaseNotFoundError("no case has this handle")
        return case

    def of_text(self, text: str) -> DiagnosisCase | None:
        """Return the case of the same redacted text, the newest if there are several."""
        index = self._sealer.vault.index(text)
        same = self._young().where(DiagnosisCase.text_index == index)
        return self._session.scalars(same.order_by(DiagnosisCase.id.desc())).first()

    def all(self) -> list[DiagnosisCase]:
        """Return every case, without its text; what was worked on last comes first."""
        return list(self._session.scalars(self._young().order_by(*_LATEST_FIRST)))

    def text(self, case: DiagnosisCase) -> str:
        """Open the redacted text of a case.

        Raises:
            UnsealError: the stored text did not open.
        """
        return self._sealer.unseal(case, "sealed_text").reveal()

    def title(self, case: DiagnosisCase) -> str:
        """Open what a case is called.

        Raises:
            UnsealError: the stored title did not open.
        """
        return self._sealer.unseal(case, "sealed_title").reveal()

    def rename(self, case: DiagnosisCase, title: str) -> None:
        """Call a case otherwise."""
        self._sealer.seal(case, "sealed_title", Secret(title[:LONGEST_TITLE]))
        case.changed_at = self._machine_clock.now()
        self._session.commit()

    def note(
        self, case: DiagnosisCase, *, answers: Pairs, zone: str, outcome: Outcome
    ) -> None:
        """Keep what a person told about a case, and what the diagnosis came to with it."""
        case.answers = answers
        case.zone = zone
        case.verdict = outcome.verdict
        case.cause_id = outcome.cause_id
        case.changed_at = self._machine_clock.now()
        self._session.commit()

    def remove(self, case: DiagnosisCase) -> None:
        """Delete a case with all that was kept of it."""
        self._session.delete(case)
        self._session.commit()

    def _young(self) -> Select[DiagnosisCase]:
        oldest = self._machine_clock.now() - KEPT_FOR
        return select(DiagnosisCase).where(DiagnosisCase.changed_at > oldest)

    def _let_go(self) -> None:
        """Delete what is past its age, and what is too many; the oldest go first."""
        kept = self._young().with_only_columns(DiagnosisCase.id)
        kept = kept.order_by(*_LATEST_FIRST).limit(MOST_KEPT)
        newest = self._session.scalars(kept).all()
        self._session.execute(
            delete(DiagnosisCase).where(DiagnosisCase.id.not_in(newest))
        )
