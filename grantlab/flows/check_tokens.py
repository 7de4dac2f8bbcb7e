"""The quick question: whether these tokens are good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from grantlab.flows.ports import Company
from grantlab.protocol.company_info import CompanyAnswer
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import Kind, recognise
from grantlab.wire.errors import UnreachableError

ENDING_SOON = timedelta(days=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCheck:
    """What can be said of pasted tokens without using up anything."""

    answer: CompanyAnswer | None
    """What the company said; ``None`` when nothing was sent, or nothing came back."""

    unreachable: str | None
    access_kind: Kind | None
    """What the pasted access token looks like; ``None`` when like nothing known."""

    refresh_given: bool
    """Whether a refresh token was pasted at all."""

    refresh_kind: Kind | None
    refresh_expires_at: datetime | None
    """What the refresh token's own value tells; ``None`` when it tells nothing."""

    now: datetime

    @property
    def access_token_is_alive(self) -> bool | None:
        """Whether the access token was accepted; ``None`` when that is not known."""
        if self.answer is None:
            return None
        return not self.answer.token_refused

    @property
    def refresh_is_due(self) -> bool:
        """Whether the access token is over, or the refresh token nears its end."""
        if self.access_token_is_alive is False:
            return True
        ends = self.refresh_expires_at
        return ends is not None and self.now < ends <= self.now + ENDING_SOON


def check_tokens(
    *,
    access_token: Secret,
    refresh_token: Secret | None,
    realm_id: str,
    company: Company,
    now: datetime,
) -> TokenCheck:
    """Call CompanyInfo with the access token, and read the refresh token's own expiry.

    The refresh token is not sent: using it would rotate it under its owner's feet.
    """
    answer, unreachable = None, None
    try:
        answer = company.fetch_company_info(realm_id, access_token)
    except UnreachableError as exc:
        unreachable = str(exc)
    access = recognise(access_token.reveal())
    refresh = None if refresh_token is None else recognise(refresh_token.reveal())
    return TokenCheck(
        answer=answer,
        unreachable=unreachable,
        access_kind=None if access is None else access.kind,
        refresh_given=refresh_token is not None,
        refresh_kind=None if refresh is None else refresh.kind,
        refresh_expires_at=None if refresh is None else refresh.expires_at,
        now=now,
    )
