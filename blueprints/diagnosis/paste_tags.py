"""Names for the values of a paste: equal values wear the same tag."""

from blueprints.naming import Naming
from blueprints.tags import Standing, Tag, TagKind, Tags
from grantlab.pastes.understood import Field, Understood, Value

_KINDS = {
    Field.ACCESS_TOKEN: TagKind.ACCESS,
    Field.REFRESH_TOKEN: TagKind.REFRESH,
    Field.CODE: TagKind.CODE,
    Field.ID_TOKEN: TagKind.ID_TOKEN,
    Field.CLIENT_SECRET: TagKind.SECRET,
    Field.CODE_VERIFIER: TagKind.VERIFIER,
    Field.STATE: TagKind.STATE,
    Field.OTHER: TagKind.SECRET,
}


def name_pasted(understood: Understood) -> Tags:
    """Return the tags of the values that have a fingerprint.

    A value is named for its shape if it has one: an access token that stands behind
    ``refresh_token`` is an A, and looks wrong there.
    """
    naming = Naming()
    for value in understood.values:
        kind = _KINDS[value.shape or value.field]
        naming.name(kind, value.fingerprint, Standing.PASTED)
    return naming.tags


def tag_of(value: Value, tags: Tags) -> Tag | None:
    """Return the tag of a value, if it has one."""
    return None if value.fingerprint is None else tags.get(value.fingerprint)
