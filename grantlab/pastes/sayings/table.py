"""All that is said, in one table.

Source: the error descriptions of the services' own documents and of public reports.
"""

from grantlab.pastes.sayings.api import API
from grantlab.pastes.sayings.authorize import AUTHORIZE
from grantlab.pastes.sayings.clients import CLIENTS
from grantlab.pastes.sayings.codes import CODES
from grantlab.pastes.sayings.refresh import REFRESH
from grantlab.pastes.sayings.services import SERVICES
from grantlab.pastes.sayings.state import STATE
from grantlab.pastes.sayings.storage import STORAGE
from grantlab.pastes.signs import Sign

SAYINGS: dict[Sign, tuple[str, ...]] = {
    **AUTHORIZE,
    **STATE,
    **CODES,
    **CLIENTS,
    **REFRESH,
    **STORAGE,
    **SERVICES,
    **API,
}
