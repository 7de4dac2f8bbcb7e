"""How a program asks for consent, and what it does when the browser comes back."""

from grantlab.pastes.programs.structure import sentence, structure
from grantlab.pastes.signs import Sign

_APOLOGY = r"(?:\bsorry\b|\boops\b|\buh[- ]?oh\b|\bwent wrong\b|\bexperiencing (?:some )?problems|\bcouldn['\u2019]?t connect)"
_CONSENT = r"(?:connect to quickbooks|appcenter|connect/oauth2|\bconsent\b|/authorize)"
CONSENTING = (
    structure(
        Sign.SCOPE_MISSPELLED,
        ("scope",),
        r"scope[\"']? ?(?:=>|=|:) ?[\"']?(?:[.,](?!\.)|com\.intuit\.quickbook\.|com\.intuit\.quickbooks\.account[^i]"
        r"|com\.intuit\.quickbooks[\"' ]|quickbooks\.accounting)",
    ),
    structure(
        Sign.CALLBACK_SEEN,
        ("code=", "state="),
        r"[?&]code=[^\n&]{1,200}&(?:[^\n]{0,200}&)?state="
        r"|[?&]state=[^\n&]{1,400}&(?:[^\n]{0,200}&)?code=",
    ),
    structure(
        Sign.CALLBACK_WITHOUT_STATE,
        ("insufficient|missing|not enough", "param", "callback"),
        r"(?:insufficient|missing|not enough) (?:query )?param\w{0,8}[^\n]{0,40}\bcallback",
    ),
    structure(
        Sign.APP_REFUSED_CALLBACK,
        (
            "code=|callback|sso|oauth",
            "http/|301|302|303|307|unauthori|unauthenticated|logged out|login page|log in again",
        ),
        r"[?&]code=[^\n]{0,300}\b30[1237]\b[^\n]{0,30}/\S{0,30}(?:log-?in|sign-?in)\b|[?&cso](?:(?<=[?&])code=[^\n]{0,400}\n(?:[^\n]{0,200}\n){0,8}?http/\d(?:\.\d)? (?:30[237]|401|403|419|422)"
        r"|(?:(?<=\bc)allback|(?<=\bs)so|(?<=\bo)auth)\b[^\n]{0,60}\b30[237]\b[^\n]{0,20}/\S{0,30}(?:login|sign-?in)\b"
        r"|(?<=\bc)allback\b[^\n]{0,160}\b(?:unauthori[sz]ed|unauthenticated|logged out|login page|log in again)\b)",
    ),
    structure(
        Sign.CONSENT_REQUEST_REJECTED,
        ("redirect|callback", "reject|refuse|deny|denie"),
        r"\b(?:reject|refuse|den(?:y|ie))\w{0,2}\b[^\n]{0,30}\b(?:request|redirect|login|connection)\b"
        r"|\b(?:request|redirect|login|connection) (?:is|was|gets?|got) (?:rejected|refused|denied)\b",
    ),
    structure(
        Sign.CONSENT_PAGE_FAILED,
        (
            "sorry|oops|oh|went wrong|problems|t connect",
            "connect to quickbooks|appcenter|connect/oauth2|consent|/authorize",
        ),
        _APOLOGY
        + r"[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}?"
        + _CONSENT
        + "|"
        + _CONSENT
        + r"[^\n]{0,300}(?:\n[^\n]{0,200}){0,4}?"
        + _APOLOGY,
    ),
    structure(
        Sign.STATE_COMPARED,
        ("state", "state check|state validation|state verification|!=|<>|is not"),
        r"\b(?:our|the|its|my) state (?:check|validation|verification)\b"
        r"|\bstate\w{0,8}[\])\"' ]{0,3} ?(?:!==?|<>|\bis not\b) ?[\w.$>\[\]'\"-]{0,40}state",
    ),
    sentence(
        Sign.STATE_OVERWRITTEN,
        (
            "state|csrf|callback",
            "tab|window|overwrit|replac|clobber|coded|fixed|static|bookmark|back button",
        ),
        r"\b(?:(?:two|several|multiple|many|second|another|other|parallel|different|both) (?:browser )?(?:tabs?|windows?)\b"
        r"|states?\b[^.\n]{0,60}\b(?:overwrit\w{1,4}|replaced|clobber\w{1,3}|hard-?coded|fixed|static|bookmark\w{0,3})\b"
        r"|(?:overwrit\w{1,4}|replac\w{1,3}|clobber\w{0,3}|hard-?coded|bookmark\w{0,3})\b[^.\n]{0,40}\bstates?\b"
        r"|back button\b)",
    ),
    structure(
        Sign.SESSION_DOUBTFUL,
        (
            "state|csrf|callback",
            "domain|host|origin|port|safari|ios|mobile|production|local|firefox|chrome|www|memory|workers|instances|replicas|processes|pods",
        ),
        r"\b(?:(?:naked|apex|bare|different|another|other|wrong) (?:sub)?(?:domain|host|hostname|origin|port)\b"
        r"|(?:only|just|but|not|works?|fine) (?:\w{1,10} ){0,3}(?:in|on|with) (?:safari|ios|mobile|production|localhost|local|firefox|chrome)\b"
        r"|(?:non-|without |the )?www\b(?!\.(?:google|googleapis|facebook|linkedin|microsoft|w3)\b)|in[- ]memory\b|process-local\b"
        r"|(?:multiple|several|two|\d{1,3}) (?:\w{1,12} )?(?:workers|instances|replicas|processes|pods)\b)",
    ),
)
