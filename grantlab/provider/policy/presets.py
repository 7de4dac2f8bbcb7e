"""The three published descriptions, each as a policy."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

from grantlab.errors import GrantlabError
from grantlab.provider.policy.policy import (
    Descriptions,
    NoCompany,
    ParallelRefresh,
    Pkce,
    Policy,
    UnknownRevocation,
    WrongHost,
)

DAY = timedelta(days=1)

FAQ = Policy(
    preset="faq",
    changes_every=timedelta(),
    grace=DAY,
    parallel_refresh=ParallelRefresh.AS_SUPERSEDED,
    reuse_revokes_family=False,
    lifetime=timedelta(seconds=8_640_000),
    hard_limit=timedelta(seconds=157_680_000),
    code_lifetime=timedelta(seconds=300),
    reused_code_revokes_access=False,
    consent_ends_older=False,
    unknown_revocation=UnknownRevocation.REFUSED,
    pkce=Pkce.VERIFY_WHEN_SENT,
    requires_state=False,
    describes_denial=False,
    no_company=NoCompany.MISSING,
    id_token_on_refresh=False,
    keeps_former_keys=False,
    descriptions=Descriptions.BY_CAUSE,
    wrong_host=WrongHost.FORBIDDEN,
)
"""Each refresh gives a new value; the previous one becomes stale and ends a day later.

Source: Intuit FAQ on refresh tokens; the hard limit: Intuit's announcement of November
2025, 5 × 365 days.
"""

OBSERVED = replace(
    FAQ,
    preset="observed",
    changes_every=DAY,
    grace=timedelta(),
    lifetime=timedelta(seconds=8_726_400),
    pkce=Pkce.IGNORE,
)
"""The value stays for a day and then changes at the next refresh; the old one ends.

Source: captures on the wire, in the wire facts on rotation and lifetimes.
"""

RFC_9700 = replace(
    FAQ,
    preset="rfc-9700",
    grace=timedelta(),
    reuse_revokes_family=True,
    unknown_revocation=UnknownRevocation.ACCEPTED,
    pkce=Pkce.REQUIRE,
)
"""Each refresh gives a new value; an old one that comes back ends the whole chain.

Spec: RFC 9700 §2.1.1, §4.14.2; RFC 7009 §2.2.
"""

PRESETS: Mapping[str, Policy] = {
    policy.preset: policy for policy in (FAQ, OBSERVED, RFC_9700)
}


@dataclass(frozen=True, slots=True)
class Summary:
    """What is special about a preset, and whom it follows, in a sentence each."""

    says: str
    follows: str


SUMMARIES: Mapping[str, Summary] = {
    FAQ.preset: Summary(
        "Each refresh gives a new value. The previous one becomes stale, and ends a day later.",
        "Intuit’s FAQ on refresh tokens; the hard limit: its announcement of November 2025.",
    ),
    OBSERVED.preset: Summary(
        "The value stays for a day, then changes at the next refresh. The old one ends at once.",
        "captures on the wire, where they differ from the FAQ.",
    ),
    RFC_9700.preset: Summary(
        "Each refresh gives a new value. An old one that comes back ends the whole chain.",
        "RFC 9700 §2.1.1 and §4.14.2, and RFC 7009 §2.2.",
    ),
}
"""By preset."""


class UnknownPresetError(GrantlabError):
    """A preset was named that does not exist."""

    slug: ClassVar[str] = "unknown-preset"

    def __init__(self, name: str) -> None:
        known = ", ".join(PRESETS)
        super().__init__(f"there is no preset {name[:40]!r}; there are {known}")


def find_preset(name: str) -> Policy:
    """Return the preset of that name.

    Raises:
        UnknownPresetError: there is none.
    """
    if name not in PRESETS:
        raise UnknownPresetError(name)
    return PRESETS[name]
