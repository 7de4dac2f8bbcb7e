"""What people tell of a new token that goes nowhere, and what a store tells of a row that nothing met."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP

_NOWHERE = (
    r"(?:(?:context\.|console\.|the |stdout|std)?(?:logs?|logger|console|output|stdout|stderr|void|screen|terminal)\b|nowhere|/dev/null"
    r"|(?:a |an? )?(?:local|temporary|temp|throwaway) (?:variable|file|object|copy)|(?:the )?(?:bit bucket|floor|trash|bin))"
)
_NEW = r"(?:new|rotated|next|returned|fresh|second|other) (?:refresh[ _-]?)?(?:token|one|value)"

DISCARDS = (
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("remove|revoke|disconnect|delete", "used|clicked|pressed|hit|chose|selected|ran"),
        r"\b(?:used|clicked|pressed|hit|chose|selected) (?:on )?(?:the )?[\"'\u201c\u2018`](?:remove|revoke|disconnect|delete)\b",
    ),
    tell(
        Sign.NOT_STORED,
        ("log|console|stdout|output|void|nowhere|screen|terminal|variable|/dev/null|temp|floor|trash", "new|rotated|next|returned|fresh", "goes|go |went|ends up|ended up|lands|landed|is only|is just|gets|printed|left"),
        rf"\b{_NEW} (?:only |just |simply )?(?:goes|went|ends? up|ended up|lands?|landed|is (?:only |just )?(?:in|on)|is (?:only |just )?(?:printed|logged|written|left)|gets (?:only |just )?(?:printed|logged|written))"
        rf" ?(?:only |just )?(?:to|in|into|on|onto)? ?(?:the |our |my )?{_NOWHERE}",
    ),
    tell(
        Sign.NOT_STORED,
        ("0 rows|zero rows|no rows|rows affected|rows matched|update 0|modifiedcount|matchedcount|rowcount|0 documents|0 records|asnotracking|affected: 0|affected 0", "token|refresh|savechanges"),
        r"\b(?:saves?|saved|updates?|updated|writes?|changes?|changed|affect(?:s|ed)|match(?:es|ed)|modified|modifies) (?:0|zero|no) (?:rows?|documents?|records?|entries)\b"
        r"|\b(?:0|zero) (?:rows?|documents?|records?) (?:were |was )?(?:affected|matched|updated|changed|modified|saved)\b|\bupdate 0\b(?![.:\d])"
        r"|\b(?:modifiedcount|matchedcount|rows ?affected|rows ?matched|rowcount|affected ?rows?|affected)[\"']?(?:\(\))? ?(?:[:=]|=>|->|==|is|was) ?0\b"
        r"|\basnotracking\(\)[^\n]{0,200}(?:\n[^\n]{0,200}){0,6}?refresh_?token ?=(?!=)[^\n]{0,200}(?:\n[^\n]{0,200}){0,6}?\bsavechanges",
    ),
    tell(
        Sign.DISCONNECTED_BY_USER,
        ("cleaned up|tidied up|cleaned out|cleared|went through|removed|deleted|threw out", "app"),
        rf"\b(?:cleaned (?:up|out)|tidied up|cleared(?: out)?|threw out|removed|deleted|went through and (?:removed|deleted)){GAP}{{0,30}}?\b(?:apps? (?:page|list|tab|section|menu|screen)|(?:connected|third[- ]party|linked|unused|old|unknown) apps?)\b",
    ),
)  # fmt: skip
