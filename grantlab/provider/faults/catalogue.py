"""Every fault, by its name."""

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.protocol.durations import format_duration
from grantlab.provider.faults.answers import (
    AnswerCut,
    AnswerNever,
    AnswerNotJson,
    ErrorWithStatus200,
    OtherKeyOrder,
    RefreshLifetimeMissing,
    SlowAnswer,
    TruncatedAnswer,
)
from grantlab.provider.faults.consents import (
    AdminLosesAccess,
    RealmIdMissing,
    RealmIdNull,
    ScopeNotEnabled,
    UserDisconnects,
)
from grantlab.provider.faults.fault import Fault
from grantlab.provider.faults.outages import (
    BadGateway,
    CompanySystemFault,
    GatewayTimeout,
    InternalServerError,
    OutageAsInvalidGrant,
    OutageAsInvalidRequest,
    ServiceUnavailable,
)
from grantlab.provider.faults.service import ServiceClockWrong, SigningKeyChanged
from grantlab.provider.faults.throttling import (
    CompanyRateLimited,
    CompanyRateLimitedXml,
    RateLimited,
)

FAULTS_BY_GROUP: Mapping[str, tuple[type[Fault], ...]] = {
    "outages": (
        OutageAsInvalidGrant,
        OutageAsInvalidRequest,
        InternalServerError,
        BadGateway,
        ServiceUnavailable,
        GatewayTimeout,
        CompanySystemFault,
    ),
    "throttling": (RateLimited, CompanyRateLimited, CompanyRateLimitedXml),
    "answers": (
        SlowAnswer,
        AnswerCut,
        AnswerNever,
        TruncatedAnswer,
        AnswerNotJson,
        ErrorWithStatus200,
        OtherKeyOrder,
        RefreshLifetimeMissing,
    ),
    "service": (SigningKeyChanged, ServiceClockWrong),
    "consents": (
        RealmIdMissing,
        RealmIdNull,
        ScopeNotEnabled,
        UserDisconnects,
        AdminLosesAccess,
    ),
}
"""The faults that are alike, under the name of what they are about."""

FAULTS: Mapping[str, type[Fault]] = {
    kind.name: kind for kinds in FAULTS_BY_GROUP.values() for kind in kinds
}


class UnknownFaultError(GrantlabError):
    """A fault was named that does not exist."""

    slug: ClassVar[str] = "unknown-fault"

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no fault {name[:40]!r}")


class FaultAmountError(GrantlabError):
    """A fault was given an amount that it does not have."""

    slug: ClassVar[str] = "fault-amount"

    def __init__(self, kind: type[Fault]) -> None:
        says = "has no amount"
        if kind.usual_amount is not None:
            least = format_duration(-kind.most if kind.backwards else timedelta())
            says = f"goes from {least} to {format_duration(kind.most)}"
        super().__init__(f"{kind.name} {says}")


def make_fault(name: str, amount: timedelta | None = None) -> Fault:
    """Return the fault of that name, as much of it as is wanted.

    Raises:
        UnknownFaultError: there is none.
        FaultAmountError: it has no amount, or not so much of it.
    """
    kind = FAULTS.get(name)
    if kind is None:
        raise UnknownFaultError(name)
    if amount is None:
        return kind(kind.usual_amount or timedelta())
    least = -kind.most if kind.backwards else timedelta()
    if kind.usual_amount is None or not least <= amount <= kind.most:
        raise FaultAmountError(kind)
    return kind(amount)
