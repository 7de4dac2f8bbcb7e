"""What may be said of a subject, before it or after it."""

import re

_NOT = r"(?:\b(?:not|never|cannot)\b|n['\u2019]t\b)(?: \w{1,12}){0,3}? "
_SERVICE = (
    r"quickbooks|qbo?|intuit|xero|google|github|gitlab|slack|hubspot|microsoft|azure|facebook|stripe"
    r"|shopify|salesforce|linkedin|discord|spotify|okta|auth0"
)
_PLAIN = r"(?<!not )(?<!n't )(?<!nothing )(?<!no )(?<!never )\b"
REFUSED = re.compile(
    _PLAIN
    + r"(?:invalid|illegal|unknown|unrecogni[sz]ed|incorrect|wrong|malformed|unauthori[sz]ed|unregistered"
    r"|mismatch\w{0,4}|differs?|rejected|denied|disallowed|prohibited|unsupported|untrusted|insecure|must (?:also |exactly |always )?(?:match|be|equal|use|start|begin))\b"
    r"(?!_| (?:grant|client|code|scope|token|state|request|session|refresh)\b)"
    r"|"
    + _NOT
    + r"(?:match\w{0,3}|allow\w{0,3}|permit\w{0,3}|regist\w{0,5}|recogni[sz]\w{0,3}|white-?list\w{0,3}|authori[sz]\w{0,2}"
    r"|support\w{0,3}|accept\w{0,3}|approv\w{0,3}|trust\w{0,2}|found|list\w{0,2}|included?|one of|the one|associat\w{0,3}|configur\w{0,3}|valid|correct|equal|the same|identical"
    r"|belong\w{0,3}|exist\w{0,1}|enabled|known|consistent|needed|expected)\b",
    re.ASCII,
)
REFUSED_BEFORE = re.compile(
    r"(?:(?:not|n't) match(?:es)?|"
    + _PLAIN
    + r"(?:invalid|illegal|unknown|unrecogni[sz]ed|incorrect|wrong|bad|malformed|unauthori[sz]ed|unregistered|unsupported"
    r"|mismatch\w{0,4}(?: (?:of|in|between))?|disallowed|inconsistent))[\s:_\"'`(\[*-]{1,3}"
    r"(?:(?:the|an?|any|your|oauth2?|request|parameters?|value|for|provided|supplied|given|requested|registered"
    r"|configured|original|cookie|session|flow|auth|login|saved|stored|or|missing|"
    + _SERVICE
    + r")[\s:_]){0,3}[\"'`\[(]{0,2}$",
    re.ASCII,
)
MISSING = re.compile(
    r"\b(?:missing|required|empty|absent|null|undefined|none|nil|lost|blank|gone|expected)\b(?!_| (?:refresh |access )?token)"
    r"|"
    + _NOT
    + r"(?:present|set|sent|supplied|provided|specified|given|included|found|received|stored|kept|there|persist\w{0,3}|saved)\b",
    re.ASCII,
)
MISSING_BEFORE = re.compile(
    r"\b(?:missing|no|empty|lost|without|lacks?|absent|required|must (?:send|provide|supply|present|include|contain|pass)"
    r"|(?:could not|couldn't|cannot|can't|unable to|failed to|did not) (?:load|find|retrieve|read|get|locate|restore))[\s:_\"'`(\[*-]{1,3}"
    r"(?:(?:the|an?|oauth2?|required|needed|mandatory|valid|matching|request|parameters?|value|for|form|field|flow|auth|login|saved|stored|pkce|or|invalid)[\s:_]){0,3}[\"'`\[(]{0,2}$",
    re.ASCII,
)
FAILED = re.compile(r"\b(?:fail\w{0,4}|could not be verified|cannot be verified)\b")
FAILED_BEFORE = re.compile(r"\bfail\w{0,4} to (?:verify|validate|match)[\w ]{0,12} $")
SPENT = re.compile(
    r"\b(?:already|previously)\b(?: \w{2,12}){0,3}? (?:used|redeemed|consumed|exchanged|claimed|spent)\b"
    r"|\b(?:used|redeemed|exchanged|consumed|submitted|claimed|sent|posted) (?:already|twice|before|more than once|again|a second time|multiple|two times)\b"
    r"|\b(?:can|may|must) only be (?:used|redeemed|exchanged) once\b",
    re.ASCII,
)
EXPIRED = re.compile(
    r"(?<!not )(?<!n't )\b(?:expired|(?<!> )(?<!: )timed out|too old)\b", re.ASCII
)
EXPIRED_BEFORE = re.compile(r"\bexpired[ _](?:\w{2,14} )?$")
MALFORMED = re.compile(
    r"\b(?:malformed|truncated|too (?:long|short)|(?:url|percent|double|doubly)[ -]?encoded|invalid (?:character|length|format|encoding|signature))",
    re.ASCII,
)
NOT_YET = re.compile(
    r"\b(?:future|too early|not yet|invalid|prior|later than)\b", re.ASCII
)
RUNS_WRONG = re.compile(
    _PLAIN
    + r"(?:off|wrong|skew\w{0,2}|drift\w{0,3}|ahead|behind|fast|slow|out of sync|not synced|differ\w{0,3}|incorrect)\b"
    r"|" + _NOT + r"(?:in sync|synced|synchroni[sz]ed|correct|right)\b",
    re.ASCII,
)
KEPT_SOMEWHERE = re.compile(
    r"\b(?:cookies?|sessions?|storage|store|cache|saved|stored|memory|database|redis|localstorage|retriev\w{0,3}|read|reading|get|getting|fetch|load\w{0,3})\b",
    re.ASCII,
)
ON_THE_WAY_BACK = re.compile(
    r"\b(?:callback|redirect\w{0,2}|return\w{0,3}|comes? back|coming back|way back|cross-?site)\b"
)
GONE = re.compile(
    r"\b(?:deleted|disabled|revoked|suspended|inactive|deactivated|expired)\b"
)
OF_OTHER_CLIENT = re.compile(
    r"\b(?:issued|belongs?|generated|created|meant|minted)\b[\w ]{0,12} (?:to|for|by|with) (?:an? |the )?(?:different|another|other) (?:client|app)"
)
SESSION_CHANGED = re.compile(
    r"\b(?:differ\w{0,4}|changed|changes|dropped|blocked|stripped|regenerat\w{1,3}|cleared|destroyed|new|expired|timed out)\b"
    r"|"
    + _NOT
    + r"(?:shared|carried|forwarded|available|survive|preserved|written|match|work|exist|attached|accessible|readable)\b",
    re.ASCII,
)
SESSION_CHANGED_BEFORE = re.compile(
    r"\b(?:los(?:t|es?|ing)|drop\w{0,4}|different|new|another|clear\w{0,3}|fresh)[\s](?:(?:the|an?|my|our|its|php|flask|laravel|express|user'?s?)[\s]){0,3}$",
    re.ASCII,
)
ONLY_BEFORE = re.compile(r"\b(?:only|must be|expected|use)\b[\w /-]{0,20}$")
OF_ANOTHER = re.compile(
    r"match|\bscopes?\b|\bgrant[_ ]types?\b|\b(?:an)?other\b|different|session"
)
