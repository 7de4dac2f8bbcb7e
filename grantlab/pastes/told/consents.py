"""What people tell of a consent: when it was, for what, and what a new one helped."""

from grantlab.pastes.signs import Sign
from grantlab.pastes.told.telling import tell
from grantlab.pastes.told.vocabulary import GAP, NOT

CONSENTS = (
    tell(
        Sign.NEW_TOKEN_HELPS,
        ("new |fresh|another ", "token", "fix|help|work|solve|cure|good for|lasts"),
        r"\b(?:a|the|another|with) (?:new|fresh|newly generated|freshly generated) (?:\w{1,12} ){0,2}tokens?\b[^.\n]{0,40}"
        r"\b(?:fix(?:es|ed)|helps?|works?|worked|solves?|cures?|is good for|lasts)\b",
    ),
    tell(
        Sign.SCOPE_NOT_ASKED,
        ("scope", "realm|company|openid|profile|accounting|payment"),
        r"\b(?:no|missing|without(?: an?)?) (?:realm|company)[ _-]?id\b[^\n]{0,80}\bscopes?\b"
        r"|\b(?:accounting|payments?) scope (?:was|is|has) (?:not|never) (?:been )?(?:passed|requested|asked|included|granted|sent)\b"
        r"|\b(?:accounting|payments?) scope (?:is|was) missing (?:from|in) (?:the |our |my )?(?:authori|consent|connect|request|url)"
        r"|\b(?:only|just) (?:ask|pass|request|send|sent|use)\w{0,3}(?: for)? (?:the )?(?:\w{1,12},? ){0,3}(?:openid|profile|email)\b[^.\n]{0,30}\bscopes?\b",
    ),
    tell(
        Sign.CLIENT_ID_NOT_DRAWN,
        ("client id|client_id|clientid|client-id", "mail|user name|username|login|company id|realm"),
        r"\b(?:us(?:e|ed|ing)|put|entered|typed|pasted|took|gave) (?:\w{1,12} ){0,4}(?:e-?mail|user ?name|login|company id|realm ?id)\b"
        r"[^.\n]{0,40}\b(?:as|for|into|in) (?:the |our |my )?client[ _-]?id\b"
        r"|\bclient[ _-]?id\b[^.\n]{0,20}\b(?:is|was|=) (?:the |my |our |her |his |their )(?:\w{1,12} )?(?:e-?mail|login|user ?name)\b",
    ),
    tell(
        Sign.JUST_CONSENTED,
        ("after", "right|immediately|straight|first time|directly", "exchange|consent|connect|login|authori"),
        r"\b(?:right|immediately|straight|directly|the first time) after (?:the |a |an )?(?:\w{1,12} ){0,2}(?:exchange|consent|connect|login|authori)",
    ),
    tell(
        Sign.CODE_DELIVERED_TWICE,
        ("exchanged|redeemed|consumed|used", "code", "playground|postman|page|browser|wizard|tool|sample|another|extension"),
        rf"\b(?:playground|postman|page|browser|wizard|tool|sample app|another \w{{2,12}}|extension)\b{GAP}{{0,40}}"
        r"\b(?:exchanged|redeemed|consumed|used) (?:it|(?:the|my|that|this) (?:\w{1,14} )?code)\b",
    ),
    tell(
        Sign.JUST_CONSENTED,
        ("min|sec|moment|immediately|directly|straight|1m|2m|right", "created|connected|authenticated|authori|consent|logged in|exchange|obtained|auth"),
        r"\b(?:created|connected|authenticated|authori[sz]ed|consented|logged in|exchanged|obtained)\b[^\n]{0,60}"
        r"(?:\b(?:\d{1,2} ?(?:s|secs?|seconds?|m|mins?|minutes?)|a (?:minute|moment|few (?:minutes|seconds))|seconds|minutes) (?:later|after)"
        r"|\b(?:immediately|directly|straight|right) (?:after|afterwards)\b)"
        r"|\b(?:auth|authenticat\w{1,3}|authori[sz]\w{1,5}|connect\w{0,3}|consent\w{0,3}|log(?:ged)? ?in)\b[^.\n]{0,30}\b(?:just now|a (?:minute|moment) ago|(?:\d{1,2}|two|few) (?:minutes|seconds) ago)",
    ),
    tell(
        Sign.SCOPE_ADDED_LATER,
        ("permission",),
        r"\bmissing (?:the )?[\w ]{0,30}\bpermission",
    ),
    tell(Sign.SCOPE_ADDED_LATER, ("added",), r"\badded\b[^\n]{0,60}\bscopes?\b"),
    tell(
        Sign.SCOPE_ADDED_LATER,
        ("before",),
        r"\b(?:connected|consented|authori[sz]ed|installed|signed up)\b (?:\w{1,20} ){0,4}before\b[^.\n]{0,80}\b(?:scope|permission|feature)",
    ),
    tell(
        Sign.REDIRECT_REFUSED,
        ("redirect", "not|n't|n\u2019t|unable|refuse", "add|register|enter|save"),
        rf"\b(?:{NOT}|unable to|refuses? to) (?:\w{{1,10}} ){{0,3}}(?:add|register|enter|save)\b[^\n]{{0,50}}\bredirect[ _-]?ur[il]",
    ),
    tell(
        Sign.GRANT_REFUSED,
        ("invalid",),
        r"\binvalid grant\b(?! ?_?type)",
    ),
    tell(
        Sign.SCOPE_ADDED_LATER,
        ("added", ":read|:write|:history|.read|.write|.readonly|/auth/|com.intuit."),
        r"\badded (?:\w{1,12} ){0,3}[\"'`]?(?:[a-z_]{2,30}:[a-z_:.]{3,30}|[a-z_]{2,30}(?:\.[a-z_]{2,30}){0,3}\.(?:read|write|readonly)\b|https://\S{1,60}/auth/\S|com\.intuit\.)",
    ),
    tell(
        Sign.SCOPE_ADDED_LATER,
        ("new |later|now|fresh|recent|after", "scope|permission", "work|fine|ok|succeed", "before|older|existing|earlier|old "),
        r"\b(?:new|fresh|later|recent) (?:users?|installs?|customers?|connections?|sign-?ups?|workspaces?|tenants?)\b[^.\n]{0,30}\b(?:work|works|fine|ok|succeed)\b"
        r"|\b(?:customers|users|tenants|companies|those|everybody) (?:who|that) (?:connect|install|sign up|consent)\w{0,3} (?:now|today|after|since|later)\b[^.\n]{0,30}\b(?:work|works|fine|ok|succeed)\b",
    ),
)  # fmt: skip
