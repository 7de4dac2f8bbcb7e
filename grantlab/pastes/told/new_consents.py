"""What people tell of those who consent anew: they get in, or it ends for them as before."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell

_CONSENTS = r"(?:sign-?ins?|log-?ins?|connections?|consents?|authori[sz]ations?|installs?|sign-?ups?|accounts?|users?|customers?)"
_WELL = r"(?:fine|ok|okay|good|works?|worked|working|succeeds?|succeeded|unaffected|no problem)"
_AGAIN = r"(?:same (?:again|thing|error|result|story|failure|answer|refusal)|(?:it |that )?(?:fails?|failed|happens?|happened|dies|died|breaks?|ends?) (?:the same|again|at the first refresh|after an hour|an hour later)|no (?:change|difference|better))"

NEW_CONSENTS = (
    tell(
        Sign.NEW_CONSENTS_WORK,
        ("new sign|new log|new connect|new consent|new authori|new install|new account|new user|new customer|fresh sign|fresh log|fresh connect|fresh consent|fresh authori|fresh install", "fine|ok|good|work|succe|unaffected|no problem"),
        rf"(?:new(?<!\wnew)|fresh) {_CONSENTS}\b[^\n.]{{0,24}}\b{_WELL}\b",
    ),
    tell(
        Sign.JUST_CONSENTED,
        ("new sign|new log|new connect|new consent|new authori|fresh sign|fresh log|fresh connect|fresh consent|fresh authori|reconnect|re-connect|reauthori|re-authori|connected again|logged in again|signed in again|consented again|anew|once more", "same|again|no change|no difference|no better|first refresh|hour"),
        rf"(?:new(?<!\wnew)|fresh) {_CONSENTS}[,;:]? (?:and |but |-> |=> )?{_AGAIN}"
        rf"|(?:re-?connect(?:ed|ing)|re-?authori[sz](?:ed|ing)|(?:logged|signed|consented|connected) (?:in )?(?:again|anew|once more|afresh))\b[^\n.]{{0,20}}[,;:]? (?:and |but |-> |=> )?{_AGAIN}",
    ),
)  # fmt: skip
