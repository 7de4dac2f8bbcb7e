"""Secrets in a text: found, told apart, and hidden before anything else is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import unquote

from grantlab.pastes.marks import MARK, Mark, read_mark
from grantlab.pastes.resemblance import Resemblance
from grantlab.pastes.rewriting import Rewritten, Span
from grantlab.pastes.understood import Field, Look, Value
from grantlab.protocol.secret import fingerprint_of
from grantlab.protocol.shapes import recognise

_NAMES = {
    "refreshtoken": Field.REFRESH_TOKEN,
    "accesstoken": Field.ACCESS_TOKEN,
    "idtoken": Field.ID_TOKEN,
    "clientsecret": Field.CLIENT_SECRET,
    "consumersecret": Field.CLIENT_SECRET,
    "codeverifier": Field.CODE_VERIFIER,
    "authorizationcode": Field.CODE,
    "authcode": Field.CODE,
    "code": Field.CODE,
    "state": Field.STATE,
}

_SHAPES: tuple[tuple[Field, str], ...] = (
    (
        Field.REFRESH_TOKEN,
        r"RT1-\d{1,3}-H\d-(?:[A-Za-z0-9]{2,60}[ ]?(?:\.\.\.|…)[A-Za-z0-9]{0,20}|[A-Za-z0-9]{6,60})",
    ),
    (Field.CODE, r"X[A-Z][A-Z0-9]1\d{10}[A-Za-z0-9]{20,60}"),
    (Field.REFRESH_TOKEN, r"[A-Z][A-Z0-9]1\d{10}[A-Za-z0-9]{20,60}"),
    (Field.ACCESS_TOKEN, r"[A-Z][A-Z0-9]0\d{10}[A-Za-z0-9]{20,60}"),
    (Field.ACCESS_TOKEN, r"eyJ[\w-]{10,400}\.\.[\w.-]*+"),
    (Field.ID_TOKEN, r"eyJ[\w-]{10,4000}\.[\w-]{4,8000}(?:\.[\w-]{0,4000})?"),
    (Field.ACCESS_TOKEN, r"eyJ[\w-]{10,4000}"),
    (Field.ACCESS_TOKEN, r"ya29\.[\w-]{6,2000}"),
    (Field.REFRESH_TOKEN, r"1//[\w-]{20,400}"),
    (Field.CODE, r"4(?:/|%2F|%252F)0A[\w-]{4,400}"),
    (Field.OTHER, r"gh[opsur]_[A-Za-z0-9]{16,255}"),
    (Field.OTHER, r"(?:xox[a-z]|sk|rk|pk)[-_](?:live_|test_)?[A-Za-z0-9-]{10,255}"),
    (Field.OTHER, r"GOCSPX-[\w-]{10,100}"),
)

_ANY_SHAPE = "|".join(text for _, text in _SHAPES)

_FIELD_NAME = (
    r"refresh_?token|access_?token|id_?token|client_?secret|consumer_?secret"
    r"|code_?verifier|authorization_?code|auth_?code|code|state|password|passwd|api[_-]?key"
    r"|secret|token|cookie"
)
_CUT_TOKEN = re.compile(r"ya29\.[\w-]{2,2000}(?:\.{2,6}|\u2026)", re.ASCII)
_STAND_IN = "\ue000"
"""One private character in the place of a mark, so that no pattern looks into one."""

_UNREADABLE = "\ufffd"
_MARK_OR_STAND_IN = re.compile(f"{MARK.pattern}|{_STAND_IN}", re.ASCII)
_FIND = re.compile(
    rf"""
    (?<![A-Za-z0-9](?![rRACTSbB{_STAND_IN}-]))  # in a word begins nothing else
    (?: (?P<mark>{_STAND_IN})
    | (?P<named>
      (?<![A-Za-z0-9])(?=[raicsptRAICSPT])(?P<name>(?i:{_FIELD_NAME}))
      [\"'`\]]{{0,2}}[ ]?(?:=>|:=|=(?!=)|:|%3D)[ ]?
      | (?<=[a-z])(?P<camel>RefreshToken|AccessToken|ClientSecret|CodeVerifier|Token|Secret)
        [\"'`\]]{{0,2}}[ ]?(?:=>|:=|=|:)[ ]?
      | (?:-u|--user)[ =][\"']?[\w.-]{{8,80}}(?P<user>:)(?=[^\s/])
      | (?P<call>refresh\w{{0,40}}\([ ]?)(?=[\"'])
    )
    (?P<value>
      \"[^\"\n{_STAND_IN}]*+\" | '[^'\n{_STAND_IN}]*+'
      | [^\s\"'`&,;(){{}}\[\]<>|{_STAND_IN}]++
    )
    | (?<!/)(?P<scheme>(?i:bearer|basic)[ ])(?P<credential>[A-Za-z0-9+/=_~-]{{12,}}+
      (?:\.{{1,2}}[A-Za-z0-9+/=_~-]++)*+)
    | (?<=://)(?P<userinfo>[^\s/@:{_STAND_IN}]{{1,100}}:[^\s/@{_STAND_IN}]{{1,200}})(?=@)
    | (?<![\w/-])(?=[14A-Zegskprx])(?P<shaped>(?:{_ANY_SHAPE})[\w-]*+)
    | (?<![\w-])(?P<random>[\w-]{{32,}}+)
    )
    """,
    re.ASCII | re.VERBOSE,
)

_SHAPE_PATTERNS = tuple((kind, re.compile(text, re.ASCII)) for kind, text in _SHAPES)
_EPOCH = re.compile(r"(?:RT1-\d{1,3}-H\d-|X?[A-Z][A-Z0-9][01])(\d{10})", re.ASCII)
_SHAPE_INSIDE = re.compile(_ANY_SHAPE, re.ASCII)
_RUN = re.compile(r"[\w-]{32,}+", re.ASCII)
_RUN_WITHOUT_MARKS = re.compile(r"[A-Za-z0-9]{32,}+")
_LONG_RUN = 43
_HAS_LETTER = re.compile(r"[A-Za-z]")
_BEFORE_CLIENT_ID = re.compile(
    r"(?:client|consumer)_?(?:id|key)[\"'\]]{0,2} ?(?:=>|=|:) ?[\"']?$", re.IGNORECASE
)
_HAS_DIGIT = re.compile(r"\d")
_MASKED = re.compile(r"\*{3}|x{4}|redacted|‹|…|\.\.\.|^<|\bxxx", re.IGNORECASE)
_EMPTY = frozenset(
    {"", "null", "none", "nil", "undefined", "false", "nan", "empty", "blank"}
)
_PLACEHOLDER = re.compile(
    r"(?:your|my|the|insert|enter|paste|replace|change|put|todo|example|dummy|some)[\W_].{0,80}"
    r"|(?:[A-Z]{2,20}_){0,4}(?:TOKEN|CODE|SECRET)|<[^>]{0,40}(?:your|token|code|here|insert)[^>]{0,40}>"
    r"|(?:refresh|access|auth)[ _-]?(?:token|code)(?:[ _-]?here)?|placeholder|change-?me",
    re.IGNORECASE,
)
_SURE_PLACEHOLDER = re.compile(
    r"(?:your|insert|enter|paste|replace|put|change)[_-][\w-]{0,80}"
    r"|[\w-]{0,30}[_-](?:replace|change|fill|insert|put|paste|set)[_-]?(?:me|this|here|it|in)[\w-]{0,20}",
    re.IGNORECASE,
)
"""What no program calls a variable of its own."""

_EXPRESSION = re.compile(
    r"[$@]{1,2}[\w{(].{0,200}|\{\{.{0,200}"
    r"|(?i:(?:(?:new|old|current|cur|stored|latest|prev|next|saved|last|my|our|db)_?)?"
    r"(?:rt|rtok|tok|refresh|ref|val|value|old|new|prev|current|stored|saved|latest)_?\d?)"
    r"|(?=.{0,60}(?i:token|code|secret|state|verifier|self|this|req|param|env|session|conf|data))"
    r"[A-Za-z_]{1,60}(?:(?:\.|->|\[|::|\?)[A-Za-z_.\[\]>:?-]{0,80})?"
)
_NOT_A_SECRET = re.compile(
    r"\d{1,6}|E[A-Z_]{3,30}|'?\d{3}'?|\d{3}[A-Z].{0,40}|yes|no|HY000|S256|code|true|bearer|invalid_\w{1,30}"
    r"|await|yield|lambda|async|[A-Z][A-Z_]{2,40}|(?:in)?valid|missing|required|not|Bearer|none|[sS]tr(?:ing)?|Optional"
    r"|redirect_ur[il]=https?://(?:127\.0\.0\.1|[a-z.-]{1,80})(?::\d{2,5})?(?:/[a-z_-]{0,30}){0,6}"
    r"|(?:mb_)?substr|(?:raw)?url(?:de|en)code|(?:de|en)codeURIComponent|(?:un)?quote|trim"
)
"""What stands behind ``code:`` or ``token:`` and is none: statuses, names of errors."""

_FUNCTION = re.compile(r"[A-Za-z_][A-Za-z_.:>-]{1,30}")
"""A function, where a bracket follows: ``code = lower(…)``."""

_CALLED = re.compile(
    r"(?!.{0,90}\d{3})[A-Za-z_$]\w{0,20}(?:(?:\.|->|::)[A-Za-z_]\w{0,30}){1,4}",
    re.ASCII,
)
"""A function of an object, whose result is the value."""

_INDEXED = re.compile(r"(?!.{0,40}\d\d)[A-Za-z_$][\w$.]{0,30}", re.ASCII)
_INDEX = ("['", '["', "[:")
"""What follows a variable of which a member is the value."""

_BEGINS_SENTENCE = re.compile(
    r"(?:[Tt]h(?:e|is|at)|[Yy]our|It|Invalid|Incorrect|Missing|Expired|[Mm]ust|[Cc]annot|is|was|may|has)"
)
_GOES_ON = re.compile(r" [a-z]")
"""What stands behind the name of a value where the name is a heading, or the code of an error."""

_SHORTEST_PRINTED = 20
"""A shorter value could be found again from its fingerprint by trying."""

_LONGEST_EPOCH = 4_102_444_800  # the year 2100


MOST = 15_000
"""How many values are noted; a text with more of them is a dump, and no paste."""

HIDDEN = "‹hidden›"
_BROUGHT_BACK = frozenset({Field.CODE, Field.STATE})
"""What comes by way of a browser, and is compared with what a program makes of it."""

_KEPT = frozenset({Look.PLACEHOLDER, Look.EXPRESSION, Look.EMPTY, Look.MASKED})


def is_hidden(look: Look) -> bool:
    """Whether a value that looks so is replaced by a mark."""
    return look not in _KEPT


@dataclass(slots=True)
class _Hider:
    """Replaces secrets by marks, from the beginning to the end, and notes them."""

    plain: Rewritten
    marks: Iterator[Mark | None]
    """What the marks that stood in the text already tell, in order."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Which value has which number; the values are forgotten with this object."""

    spellings: Resemblance = field(default_factory=Resemblance)
    found: list[Value] = field(default_factory=list)
    shift: int = 0

    def replace(self, match: re.Match[str]) -> str:
        """Return what the match becomes."""
        new = self._replace(match)
        self.shift += len(new) - len(match[0])
        return new

    def _replace(self, match: re.Match[str]) -> str:
        if match["mark"] is not None:
            return self._read_mark(match)
        if match["named"] is not None:
            return self._replace_named(match)
        if match["scheme"] is not None:
            kind = (
                Field.ACCESS_TOKEN if match["scheme"].lower()[1] == "e" else Field.OTHER
            )
            return match["scheme"] + self._note(kind, match, "credential")
        return self._replace_unnamed(match)

    def _replace_unnamed(self, match: re.Match[str]) -> str:
        if match["userinfo"] is not None:
            return self._note(Field.OTHER, match, "userinfo")
        if match["shaped"] is not None:
            return self._note(_beginning_of(match["shaped"]), match, "shaped")
        before = self.plain.text[max(0, match.start() - 30) : match.start()]
        is_client_id = _BEFORE_CLIENT_ID.search(before) and recognise(match[0]) is None
        if is_client_id or not _is_drawn(match["random"]):
            return match[0]
        return self._note(Field.OTHER, match, "random")

    def _replace_named(self, match: re.Match[str]) -> str:
        told = match["name"] or match["camel"] or _told_by(match)
        name = told.replace("_", "").lower()
        kind = _NAMES.get(name, Field.OTHER)
        quoted = match["value"]
        if _is_no_value(match, name, quoted):
            return match[0]
        quote = quoted[0] if quoted[0] in "\"'" else ""
        return f"{match['named']}{quote}{self._note(kind, match, 'value')}{quote}"

    def _note(self, kind: Field, match: re.Match[str], group: str) -> str:
        """Note a value, and return what stands for it."""
        start, end = match.span(group)
        value = match[group]
        is_quoted = value[:1] in {"'", '"'} and len(value) > 1
        if is_quoted:
            start, end, value = start + 1, end - 1, value[1:-1]
        is_encoded = "%" in value
        decoded = unquote(value) if is_encoded else value
        shape = _shape_of(decoded) or _shape_of_cut(decoded)
        look = _look_of(decoded, shape, is_quoted=is_quoted, is_named=group == "value")
        is_printed = len(decoded) >= _SHORTEST_PRINTED and look in {
            Look.SHAPED,
            Look.OPAQUE,
        }
        fingerprint = fingerprint_of(decoded) if is_printed else None
        if (
            kind is Field.OTHER
            and group in {"shaped", "random", "value"}
            and shape is not None
        ):
            kind = shape
        key = ("hidden" if is_hidden(look) else "kept", decoded)
        self.found.append(
            Value(
                number=self._number(("sha256", fingerprint) if fingerprint else key),
                field=kind,
                shape=shape,
                look=look,
                length=len(decoded),
                fingerprint=fingerprint,
                expires_at=_expiry_in(decoded),
                span=self.plain.span(start, end),
                position=start + self.shift,
                is_encoded=value != decoded,
                is_twice_encoded=is_encoded and unquote(decoded) != decoded,
                resembles=self.spellings.note(decoded, fingerprint)
                if fingerprint and kind in _BROUGHT_BACK
                else None,
            )
        )
        return _stand_for(self.found[-1]) if is_hidden(look) else value

    def _read_mark(self, match: re.Match[str]) -> str:
        """Note the value of which a mark was pasted, and return what stands for it."""
        mark = next(self.marks)
        if mark is None:
            return _UNREADABLE
        told = ("sha256", mark.fingerprint or "")
        key = told if mark.fingerprint else ("mark", f"{mark.number} {mark.length}")
        self.found.append(
            Value(
                number=self._number(key),
                field=mark.field,
                shape=mark.shape,
                look=mark.look,
                length=mark.length,
                fingerprint=mark.fingerprint,
                expires_at=mark.expires_at,
                span=self.plain.span(*match.span()),
                position=match.start() + self.shift,
                is_encoded=mark.is_encoded,
                is_twice_encoded=mark.is_twice_encoded,
                resembles=mark.resembles,
            )
        )
        return _stand_for(self.found[-1])

    def _number(self, key: tuple[str, str]) -> int:
        return self.numbers.setdefault(key, len(self.numbers) + 1)


def hide_values(
    plain: Rewritten,
) -> tuple[Rewritten, tuple[Value, ...], Span | None]:
    """Return the text with its secrets hidden, what is told of each, and what was left out.

    Whoever reads on sees no secret, and of a mark that was pasted no more than of a secret
    that was. A value that nobody thought of is hidden too, if it stands behind a name of a
    secret or looks drawn by chance. What comes after very many of them is left out.
    """
    marks: list[Mark | None] = []

    def set_aside(match: re.Match[str]) -> str:
        marks.append(None if match[0] == _STAND_IN else read_mark(match))
        return _STAND_IN

    if "‹" in plain.text or _STAND_IN in plain.text:
        plain = plain.rewrite(_MARK_OR_STAND_IN, set_aside)
    matches = _FIND.finditer(plain.text)
    hider = _Hider(plain, iter(marks))
    noted = list(islice(matches, MOST))
    after = next(matches, None)
    if after is None:
        return plain.replace(noted, hider.replace), tuple(hider.found), None
    rest = plain.span(after.start(), len(plain.text))
    hidden = plain.part(0, after.start()).replace(noted, hider.replace)
    return hidden, tuple(hider.found), rest


def _is_no_value(match: re.Match[str], name: str, quoted: str) -> bool:
    """Whether what stands behind a name is a word about it, or a call, and no value of it."""
    if quoted[0] in "\"'":
        inside = quoted[1:-1]
        is_word = name in {"code", "state", "token"} and _NOT_A_SECRET.fullmatch(inside)
        return bool(is_word) or inside.strip().lower() == "bearer"
    if _NOT_A_SECRET.fullmatch(quoted):
        return True
    text, end = match.string, match.end()
    if text.startswith("(", end):
        is_member = _CALLED.fullmatch(quoted) and not _SHAPE_INSIDE.search(quoted)
        is_code = _NAMES.get(name) is Field.CODE
        if is_member or (is_code and _FUNCTION.fullmatch(quoted)):
            return True
    if name in _NAMES and text.startswith(_INDEX, end) and _INDEXED.fullmatch(quoted):
        return True
    if _BEGINS_SENTENCE.fullmatch(quoted) and _GOES_ON.match(text, end):
        return True
    word = quoted.rstrip(":")
    is_plain = word.isalnum() and not _HAS_DIGIT.search(word.removesuffix("2"))
    return name == "token" and is_plain


def _told_by(match: re.Match[str]) -> str:
    """Return the name of a value that stands behind none."""
    return "refresh_token" if match["call"] else "client_secret"


def _stand_for(value: Value) -> str:
    """Return what readers see: the kind of a value that has a fingerprint, and no more."""
    return f"‹{value.field}›" if value.fingerprint else HIDDEN


def _shape_of(value: str) -> Field | None:
    if _SHAPE_INSIDE.match(value) is None:
        return None
    for kind, pattern in _SHAPE_PATTERNS:
        if pattern.fullmatch(value):
            return kind
    return None


def _shape_of_cut(value: str) -> Field | None:
    """Return what an access token is whose end somebody left out."""
    begun = _CUT_TOKEN.fullmatch(value)
    return Field.ACCESS_TOKEN if begun else None


def _beginning_of(value: str) -> Field:
    """Return what a value begins like that may go on longer than its kind does."""
    return next(kind for kind, pattern in _SHAPE_PATTERNS if pattern.match(value))


def _look_of(
    value: str, shape: Field | None, *, is_quoted: bool, is_named: bool
) -> Look:
    if shape is not None:
        return Look.SHAPED
    if _holds_secret(value):
        return Look.OPAQUE
    told = _look_of_words(value, is_quoted=is_quoted) if is_named else None
    if told is not None:
        return told
    mixed = any(map(str.isdigit, value)) and any(map(str.isalpha, value))
    is_long = len(value) >= _SHORTEST_PRINTED or _EPOCH.match(value)
    return Look.OPAQUE if is_long and mixed else Look.WORD


def _look_of_words(value: str, *, is_quoted: bool) -> Look | None:
    """Return what a value is that no service drew; ``None`` when it may be a secret."""
    if value.strip().lower() in _EMPTY:
        return Look.EMPTY
    is_placeholder = _PLACEHOLDER.fullmatch(value) is not None
    if _SURE_PLACEHOLDER.fullmatch(value):
        return Look.PLACEHOLDER
    if _MASKED.search(value) and not (is_placeholder and value[0] == "<"):
        return Look.MASKED
    is_variable = not is_quoted or value[0] in "${"
    if is_variable and _EXPRESSION.fullmatch(value):
        return Look.EXPRESSION
    return Look.PLACEHOLDER if is_placeholder else None


def _holds_secret(value: str) -> bool:
    return any(map(_is_drawn, _RUN.findall(value))) or bool(_SHAPE_INSIDE.search(value))


def _is_drawn(run: str) -> bool:
    """Whether a run is long and mixed: what a service draws, and hardly anything a person writes."""
    if len(run) >= _LONG_RUN and _is_mixed(run):
        return True
    return any(map(_is_mixed, _RUN_WITHOUT_MARKS.findall(run)))


def _is_mixed(run: str) -> bool:
    return bool(_HAS_DIGIT.search(run) and _HAS_LETTER.search(run))


def _expiry_in(value: str) -> datetime | None:
    """Return the moment of expiry that a token or code of Intuit's carries."""
    match = _EPOCH.match(value)
    if match is None or int(match[1]) > _LONGEST_EPOCH:
        return None
    return datetime.fromtimestamp(int(match[1]), tz=UTC)
