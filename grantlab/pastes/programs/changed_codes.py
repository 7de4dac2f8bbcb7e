"""What becomes of a code between the callback and the form: changed, cut, or never filled in."""

from grantlab.pastes.programs.structure import sentence, structure
from grantlab.pastes.signs import Sign

_OTHER_CASE = (
    r"\.(?:to_?)?(?:lower|upper)(?:case|invariant)?\(|\.(?:down|up|swap)case\b"
    r"|\b(?:mb_)?str_?to(?:lower|upper)\(|\bto_?(?:lower|upper)(?:_?case)?\(|\b(?:lower|upper)\("
)
_LEFT_OUT = (
    r"(?:\bre\.sub|preg_replace|\.gsub|\.replace(?:_?all)?|\.sub)\( ?r?[\"'/]{1,2}\[\^"
    r"|\.split\( ?[\"'][^#&?=\"'\n]{1,2}[\"']"
    r"|\b(?:parseint|intval|int|number)\("
)
"""What leaves out all letters but some, or all that follows one; ``#`` and ``&`` end a code."""

_ENCODED = r"(?:encodeuricomponent|(?:raw)?urlencode|urlencoder\.encode|escapedatastring|url\.queryescape|cgi\.escape|quote(?:_plus)?)\("
_ENCODES = (
    r"(?:http_build_query|urlsearchparams|stringify|formurlencodedcontent|url\.values|urlencode)\b"
    r"|\b(?:data|form) ?[=:] ?\{"
)
"""What encodes a form by itself."""

_NOT_OF_CODES = (
    r"\b(?:err(?:or)?|e|ex|status|country|currency|lang\w{0,5}|response|promo|coupon)\b"
)
_MADE_OF_CODE = (
    r"(?<![\w.])\$?(?:auth\w{0,12}_?)?code[\"']? ?(?::=|=>|=(?!=)|:) ?"
    r"(?=[^\n;#]{0,160}code)(?![^\n;]{0,80}" + _NOT_OF_CODES + r")"
)
"""A code that is made of a code, and not of that of an error or a country."""

_STAND_IN = (
    r"(?:your|insert|paste|replace|put|enter)[^\"'\n]{1,40}"
    r"|[\w-]{0,20}code[_ -](?:here|from|goes)[^\"'\n]{0,20}"
    r"|(?:the|my|some|dummy|sample|example|test|fake)[_ -]?(?:auth\w{0,12}[_ -]?)?code"
)
"""What an example has in the place of a code; ``<code>`` is what somebody hides one behind."""

_NOTHING = r"(?:undefined|null|none|nan|nil|%5bobject%20object%5d|\[object object\])?"

CHANGED_CODES = (
    structure(
        Sign.CODE_CHANGED_BY_PROGRAM,
        (
            "code",
            "lower|upper|short|cut |twice|truncated|substr|[:|slice(|left(|truncate|build_query|urlsearchparams|stringify(|char(",
        ),
        r"\b(?:code\b[^\n]{0,20}(?:\[:\d|\.slice\(0|\.substr(?:ing)?\(0|\.truncate\()"
        r"|(?:mb_)?(?:substr|left|str_limit)\([^\n]{0,30}\bcode\b"
        r"|code ?= ?(?:mb_)?(?:substr|left|str_limit)\("
        r"|auth\w{0,15}_?code\b[^\n]{0,30}\b(?:var)?char\((?:[1-4]\d|\d)\))"
        r"|(?:http_build_query|urlsearchparams|stringify)\([^\n]{0,160}(?:encodeuricomponent|urlencode|quote)\([^\n)]{0,20}code",
    ),
    sentence(
        Sign.CODE_CHANGED_BY_PROGRAM,
        (
            "code",
            "slash|plus|dot|hash|dash|percent|+|case|truncated|shortened|cut |encoded twice",
        ),
        r"\bcode\b(?! \d)[^\n]{0,40}\b(?:(?:lower|upper)[- ]?cased?|truncated|shortened|cut (?:off|at|to)|url-?encoded twice)\b"
        r"|\bcodes?\b[^.\n]{0,80}\b(?:splits?|cuts?|chopped|stops?|ends?|(?:only|just) the (?:part|piece))\b"
        r"[^.\n]{0,30}\b(?:slash|plus|dot|hash|dash|percent)\b"
        r"|(?:\+|\bplus(?: signs?)?\b)[^.\n]{0,40}\bcodes?\b[^.\n]{0,40}"
        r"\b(?:turn|becom|arriv|decod|replac)\w{0,4}\b[^.\n]{0,20}\b(?:spaces?|blanks?)\b",
    ),
    structure(
        Sign.CODE_CHANGED_BY_PROGRAM,
        (
            "code",
            "lower|upper|downcase|upcase|swapcase|[^|.split(|parseint(|intval(|int(|number(",
        ),
        _MADE_OF_CODE + r"[^\n;#]{0,160}?(?:" + _OTHER_CASE + "|" + _LEFT_OUT + ")",
    ),
    structure(
        Sign.CODE_CHANGED_BY_PROGRAM,
        (
            "code",
            "encode(|encodeuricomponent(|escapedatastring(|escape(|quote",
            "build_query|urlsearchparams|stringify|urlencodedcontent|url.values|urlencode|data|form",
        ),
        _MADE_OF_CODE
        + r"[^\n;(]{0,40}"
        + _ENCODED
        + r"[^\n]{0,120}\n(?:[^\n]{0,200}\n){0,6}?[^\n]{0,200}(?:"
        + _ENCODES
        + r")[^\n]{0,160}(?:\n[^\n]{0,160}){0,4}?\bcode\b",
    ),
    structure(
        Sign.CODE_NOT_DRAWN,
        ("code",),
        r"\bcode[\"']?\]? ?(?:=>|=|:|,) ?[\"'](?:" + _STAND_IN + r")[\"']"
        r"|grant_type=authorization_code&(?:[^\s&]{1,200}&){0,4}code="
        + _NOTHING
        + r"(?=[&\s\"']|$)",
    ),
)
