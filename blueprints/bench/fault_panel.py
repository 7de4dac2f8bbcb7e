"""The faults as the page shows them: those that wait, and all that there are."""

from dataclasses import dataclass
from datetime import datetime

from blueprints.bench.typed import Field, Typed
from blueprints.sentences import as_sentence
from grantlab.wire.bench_state import BenchState, KnownFault, WaitingFault

GROUPS = {
    "outages": "Outages",
    "throttling": "Throttling",
    "answers": "Answers that are odd, late or lost",
    "service": "The service itself",
    "consents": "Consents",
}
_OCCASIONS = {
    "authorization-request": "the authorization request",
    "authorization-response": "the authorization response",
    "token": "the token endpoint",
    "revocation": "the revocation endpoint",
    "userinfo": "UserInfo",
    "company-api": "the company API",
}
_PROGRAMS = {"token", "revocation", "userinfo", "company-api"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmedView:
    """A fault that waits."""

    name: str
    says: str
    amount: str | None
    remaining: int | None
    ends_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultView:
    """One fault, and the form that arms it."""

    name: str
    says: str
    source: str
    where: str
    """Where a request meets it, in words."""

    is_armed: bool
    usual_amount: str | None
    times: Field
    span: Field
    amount: Field

    @property
    def came_back(self) -> bool:
        """Whether its form was filled in wrongly."""
        return bool(self.times.problem or self.span.problem or self.amount.problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Faults that are alike."""

    title: str
    faults: tuple[FaultView, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded from the start: something in it was just dealt with."""
        return any(fault.is_armed or fault.came_back for fault in self.faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPanel:
    """What the provider does wrong on purpose, and could do."""

    armed: tuple[ArmedView, ...]
    groups: tuple[GroupView, ...]


def show_faults(state: BenchState, typed: Typed) -> FaultPanel:
    """Return the faults, those that wait first."""
    faults = state.faults
    says_by_name = {fault.name: as_sentence(fault.says) for fault in faults.known}
    armed = {fault.name for fault in faults.armed}
    groups: dict[str, list[FaultView]] = {}
    for fault in faults.known:
        view = _fault(fault, typed, is_armed=fault.name in armed)
        groups.setdefault(fault.group, []).append(view)
    return FaultPanel(
        armed=tuple(_armed(item, says_by_name) for item in faults.armed),
        groups=tuple(
            GroupView(title=GROUPS.get(name, name.capitalize()), faults=tuple(views))
            for name, views in groups.items()
        ),
    )


def fault_form(name: str) -> str:
    """Return the name of the form that arms a fault."""
    return f"fault-{name}"


def _armed(item: WaitingFault, says_by_name: dict[str, str]) -> ArmedView:
    return ArmedView(
        name=item.name,
        says=says_by_name.get(item.name, ""),
        amount=item.amount,
        remaining=item.remaining,
        ends_at=item.ends_at,
    )


def _fault(fault: KnownFault, typed: Typed, *, is_armed: bool) -> FaultView:
    form = fault_form(fault.name)
    return FaultView(
        name=fault.name,
        says=as_sentence(fault.says),
        source=fault.source,
        where=_where(fault.occasions),
        is_armed=is_armed,
        usual_amount=fault.usual_amount,
        times=typed.field(form, "times"),
        span=typed.field(form, "span"),
        amount=typed.field(form, "amount", fault.usual_amount or ""),
    )


def _where(occasions: tuple[str, ...]) -> str:
    if set(occasions) == _PROGRAMS:
        return "every address that programs ask"
    *first, last = (_OCCASIONS.get(name, name) for name in occasions)
    return f"{', '.join(first)} and {last}" if first else last
