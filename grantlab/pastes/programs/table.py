"""All that programs show, in one table."""

from grantlab.pastes.programs.appended import APPENDED
from grantlab.pastes.programs.asked_scopes import ASKED_SCOPES
from grantlab.pastes.programs.bare_headers import BARE_HEADERS
from grantlab.pastes.programs.base_urls import BASE_URLS
from grantlab.pastes.programs.bearers import BEARERS
from grantlab.pastes.programs.browser_stores import BROWSER_STORES
from grantlab.pastes.programs.by_hand import BY_HAND
from grantlab.pastes.programs.calling import CALLING
from grantlab.pastes.programs.changed_codes import CHANGED_CODES
from grantlab.pastes.programs.client_ids import CLIENT_IDS
from grantlab.pastes.programs.codes import CODES
from grantlab.pastes.programs.consenting import CONSENTING
from grantlab.pastes.programs.constant_tokens import CONSTANT_TOKENS
from grantlab.pastes.programs.crossed_names import CROSSED_NAMES
from grantlab.pastes.programs.deployed_settings import DEPLOYED_SETTINGS
from grantlab.pastes.programs.empty_again import EMPTY_AGAIN
from grantlab.pastes.programs.empty_stores import EMPTY_STORES
from grantlab.pastes.programs.environment_stores import ENVIRONMENT_STORES
from grantlab.pastes.programs.exchanging import EXCHANGING
from grantlab.pastes.programs.failed_revocations import FAILED_REVOCATIONS
from grantlab.pastes.programs.first_refreshes import FIRST_REFRESHES
from grantlab.pastes.programs.foreign_codes import FOREIGN_CODES
from grantlab.pastes.programs.forgotten_states import FORGOTTEN_STATES
from grantlab.pastes.programs.forms import FORMS
from grantlab.pastes.programs.guards import GUARDS
from grantlab.pastes.programs.header_places import HEADER_PLACES
from grantlab.pastes.programs.held_tokens import HELD_TOKENS
from grantlab.pastes.programs.inner_codes import INNER_CODES
from grantlab.pastes.programs.interleaved import INTERLEAVED
from grantlab.pastes.programs.just_consented import JUST_CONSENTED
from grantlab.pastes.programs.kept_alone import KEPT_ALONE
from grantlab.pastes.programs.labelled_tokens import LABELLED_TOKENS
from grantlab.pastes.programs.lengths import LENGTHS
from grantlab.pastes.programs.limits import LIMITS
from grantlab.pastes.programs.listed_codes import LISTED_CODES
from grantlab.pastes.programs.lone_access_tokens import LONE_ACCESS_TOKENS
from grantlab.pastes.programs.long_lives import LONG_LIVES
from grantlab.pastes.programs.middlemen import MIDDLEMEN
from grantlab.pastes.programs.mixed_pairs import MIXED_PAIRS
from grantlab.pastes.programs.mixed_units import MIXED_UNITS
from grantlab.pastes.programs.own_checks import OWN_CHECKS
from grantlab.pastes.programs.pauses import PAUSES
from grantlab.pastes.programs.places import PLACES
from grantlab.pastes.programs.putting_back import PUTTING_BACK
from grantlab.pastes.programs.raw_codes import RAW_CODES
from grantlab.pastes.programs.reckoning import RECKONING
from grantlab.pastes.programs.refreshing import REFRESHING
from grantlab.pastes.programs.repeated_posts import REPEATED_POSTS
from grantlab.pastes.programs.retried_exchanges import RETRIED_EXCHANGES
from grantlab.pastes.programs.rotation_off import ROTATION_OFF
from grantlab.pastes.programs.schedules import SCHEDULES
from grantlab.pastes.programs.scopes import SCOPES
from grantlab.pastes.programs.secret_versions import SECRET_VERSIONS
from grantlab.pastes.programs.settings import SETTINGS
from grantlab.pastes.programs.shell_headers import SHELL_HEADERS
from grantlab.pastes.programs.sides import SIDES_OF_SETTINGS
from grantlab.pastes.programs.spelled_headers import SPELLED_HEADERS
from grantlab.pastes.programs.spent_codes import SPENT_CODES
from grantlab.pastes.programs.states import STATES
from grantlab.pastes.programs.storing import STORING
from grantlab.pastes.programs.swapping import SWAPPING
from grantlab.pastes.programs.two_clients import TWO_CLIENTS
from grantlab.pastes.programs.two_steps import TWO_STEPS
from grantlab.pastes.programs.undated import UNDATED
from grantlab.pastes.programs.unread_codes import UNREAD_CODES
from grantlab.pastes.programs.unreadable_callbacks import UNREADABLE_CALLBACKS
from grantlab.pastes.programs.unwritable import UNWRITABLE
from grantlab.pastes.programs.waiting_codes import WAITING_CODES

STRUCTURES = (
    *CONSENTING,
    *SCOPES,
    *CLIENT_IDS,
    *STATES,
    *GUARDS,
    *CODES,
    *CHANGED_CODES,
    *LISTED_CODES,
    *FOREIGN_CODES,
    *UNREAD_CODES,
    *WAITING_CODES,
    *EXCHANGING,
    *TWO_STEPS,
    *TWO_CLIENTS,
    *FORMS,
    *REFRESHING,
    *PUTTING_BACK,
    *RECKONING,
    *CONSTANT_TOKENS,
    *INTERLEAVED,
    *JUST_CONSENTED,
    *SCHEDULES,
    *STORING,
    *SETTINGS,
    *BASE_URLS,
    *BEARERS,
    *CALLING,
    *ASKED_SCOPES,
    *HELD_TOKENS,
    *PLACES,
    *LENGTHS,
    *SWAPPING,
    *CROSSED_NAMES,
    *SPENT_CODES,
    *MIDDLEMEN,
    *LABELLED_TOKENS,
    *EMPTY_STORES,
    *BARE_HEADERS,
    *SIDES_OF_SETTINGS,
    *REPEATED_POSTS,
    *KEPT_ALONE,
    *LIMITS,
    *UNWRITABLE,
    *BROWSER_STORES,
    *ENVIRONMENT_STORES,
    *FIRST_REFRESHES,
    *LONE_ACCESS_TOKENS,
    *MIXED_PAIRS,
    *RAW_CODES,
    *SPELLED_HEADERS,
    *UNDATED,
    *BY_HAND,
    *ROTATION_OFF,
    *APPENDED,
    *FORGOTTEN_STATES,
    *PAUSES,
    *HEADER_PLACES,
    *LONG_LIVES,
    *MIXED_UNITS,
    *SECRET_VERSIONS,
    *FAILED_REVOCATIONS,
    *UNREADABLE_CALLBACKS,
    *INNER_CODES,
    *OWN_CHECKS,
    *RETRIED_EXCHANGES,
    *DEPLOYED_SETTINGS,
    *EMPTY_AGAIN,
    *SHELL_HEADERS,
)
