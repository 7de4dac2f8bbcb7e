"""What people tell of a week: how long it worked, and that it ends as often."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WORKED = r"(?:work(?:s|ed|ing)?|ran|running|synced|syncing|fine|good|ok|valid)"
_BEGAN = r"(?:signed in|logged in|connected|authori[sz]ed|consented|authenticated|set (?:it )?up|approved|linked)"

WEEKS = (
    tell(
        Sign.SEVEN_DAYS,
        ("week|mon|tues|wednes|thurs|friday|satur|sunday|days", "work|ran|running|sync|fine|good|ok|valid|sign|log|connect|authori|consent|authenticat|set |approv|link|expire|die|dies|stop|fail|again"),
        rf"\b{_WORKED}\b[^\n.]{{0,20}}\b(?:all|the whole|for (?:about |around |exactly |roughly )?(?:a|one|the)|this whole|for seven days|for 7 days) ?week\b(?!end)"
        rf"|\b{_BEGAN}\b[^\n.]{{0,30}}\b(?:last {_DAY}|(?:a|one) week ago|seven days ago|7 days ago)\b"
        r"|\b(?:expires?|dies?|stops?|fails?|breaks?|log(?:s|ged)? (?:me )?out|re-?connect|sign in again|re-?authori[sz]e)\b[^\n.]{0,30}\b(?:weekly|each week|once a week|every (?:seven|7) days|every \w{3,6}day)\b",
    ),
)  # fmt: skip
