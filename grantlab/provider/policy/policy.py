"""One way of being the service, as a value.

Source: the wire facts, on contradictions and on what is still unknown.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Pkce(StrEnum):
    """What a code challenge is worth."""

    VERIFY_WHEN_SENT = "verify-when-sent"
    IGNORE = "ignore"
    REQUIRE = "require"


class UnknownRevocation(StrEnum):
    """The status that answers the revocation of a token that is not good."""

    REFUSED = "400"
    ACCEPTED = "200"


class ParallelRefresh(StrEnum):
    """What the second of two refreshes with one value gets, a moment after the first."""

    AS_SUPERSEDED = "as-superseded"
    """Whatever a superseded value gets, however old it is."""

    SAME_VALUE = "same-value"
    """The new value that the first one got."""


class Descriptions(StrEnum):
    """Which ``error_description`` accompanies ``invalid_grant``."""

    BY_CAUSE = "by-cause"
    BARE = "bare"
    TOKEN_INVALID = "token-invalid"  # noqa: S105 -- a style's name, not a secret


class NoCompany(StrEnum):
    """How ``realmId`` comes back where no company was asked for."""

    MISSING = "missing"
    NULL = "null"


class WrongHost(StrEnum):
    """The code that a token meets at the other environment's address."""

    FORBIDDEN = "3100"
    """The gateway's 403, as for any other company."""

    WRONG_CLUSTER = "130"
    """The service's own fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How the provider behaves; each preset names the description it follows."""

    preset: str

    changes_every: timedelta
    """How old a value is when a refresh changes it; zero for at every refresh."""

    grace: timedelta
    """How long a superseded value is still honoured."""

    parallel_refresh: ParallelRefresh
    reuse_revokes_family: bool
    """Whether a superseded value, brought back after its end, ends the whole chain."""

    lifetime: timedelta
    """How long a fresh value is good."""

    hard_limit: timedelta
    """How long the whole chain is good, counted from the consent."""

    code_lifetime: timedelta
    reused_code_revokes_access: bool
    """Whether a code's second use ends the access tokens of the first, too."""

    consent_ends_older: bool
    """Whether a new consent ends older ones of the same keys and company."""

    unknown_revocation: UnknownRevocation
    pkce: Pkce
    requires_state: bool
    describes_denial: bool
    """Whether ``access_denied`` comes with an ``error_description``."""

    no_company: NoCompany
    id_token_on_refresh: bool
    keeps_former_keys: bool
    """Whether the key set still holds the keys that signed before."""

    descriptions: Descriptions
    wrong_host: WrongHost
