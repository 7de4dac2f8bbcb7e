"""All that programs show, in one table."""

from grantlab.pastes.programs.calling import CALLING
from grantlab.pastes.programs.codes import CODES
from grantlab.pastes.programs.consenting import CONSENTING
from grantlab.pastes.programs.exchanging import EXCHANGING
from grantlab.pastes.programs.lengths import LENGTHS
from grantlab.pastes.programs.places import PLACES
from grantlab.pastes.programs.refreshing import REFRESHING
from grantlab.pastes.programs.settings import SETTINGS
from grantlab.pastes.programs.storing import STORING
from grantlab.pastes.programs.swapping import SWAPPING

STRUCTURES = (
    *CONSENTING,
    *CODES,
    *EXCHANGING,
    *REFRESHING,
    *STORING,
    *SETTINGS,
    *CALLING,
    *PLACES,
    *LENGTHS,
    *SWAPPING,
)
