"""What a store does to the tokens in it."""

import re
from collections.abc import Iterator
from itertools import islice

from grantlab.pastes.programs.structure import Found, Structure, structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_UPDATE = re.compile(
    r"\bupdate [\w.\"`]{1,40} set (?P<set>[^;\n]{0,300}?)(?=\bwhere\b|;|\n|$)"
    r"|\.update(?:one|many)?\((?P<call>[^()\n]{0,300})\)"
)
_ACCESS = re.compile(r"\baccess_?token\b")
_REFRESH = re.compile(r"refresh_?token\b")
_MOST = 20


def _read_updates(lower: str) -> Iterator[Found]:
    """Yield the one update of a row that has the access token of an answer, and not the other."""
    updates = [
        (match, match["set"] or match["call"] or "")
        for match in islice(_UPDATE.finditer(lower), _MOST)
    ]
    kept = [match for match, members in updates if _ACCESS.search(members)]
    if kept and not any(_REFRESH.search(members) for _, members in updates):
        yield Sign.KEPT_ACCESS_TOKEN_ONLY, *kept[0].span()


STORING = (
    structure(
        Sign.NOT_STORED,
        (".on(", "token", "log|console|print|debug|info"),
        r"\.on\([\"'](?:tokens?|refresh|token_?refresh\w{0,3})[\"'], ?[^\n]{0,40}(?:=>|\)) ?\{? ?(?:console|log|logger|print|debug|info)\b[^\n;]{0,80}\)\)?;?(?: ?\}?\))?;? ?(?:$|//|#)",
    ),
    Structure(needed("update", "access_token|accesstoken"), _read_updates),
    structure(
        Sign.NOT_STORED,
        (
            "lambda|exports.handler|vercel|heroku|cloud function|netlify",
            "writefile|file_put_contents|json.dump(|.write_text(|open(",
        ),
        r"(?:\blambda\b|exports\.handler|\bvercel\b|\bheroku\b|\bcloud functions?\b|\bnetlify\b)(?:[^\n]{0,200}\n){0,12}?[^\n]{0,120}"
        r"(?:writefile(?:sync)?\(|file_put_contents\(|json\.dump\(|\.write_text\(|open\((?=[^\n]{1,60}[\"']w[\"']))[^\n]{0,80}(?:token|oauth|cred)",
    ),
    structure(
        Sign.NOT_STORED,
        (
            "tmp/|dev/shm/",
            "lambda|cloud run|cloud function|vercel|fargate|dyno|container|pod |reboot|restart|enoent|cold start|no such file",
            "writefile|open(|file_put_contents|.write|dump(",
        ),
        r"(?:writefile\w{0,6}|open|file_put_contents|\.write\w{0,6}|dump)\([^\n]{0,60}?[\"'`]/(?:var/)?(?:tmp|dev/shm)/[^\n\"'`]{0,40}(?:token|oauth|qbo|cred)",
    ),
    structure(
        Sign.ROW_CUT,
        ("length(|len(", "255|254|256|128|100|64|50|1000|1024"),
        r"(?:length|len)\([^\n]{0,200}\n(?:[-+| ]{0,200}\n)?[^\n]{0,120}\b(?:255|254|256|128|100|64|50|1000|1024)\b",
    ),
    structure(
        Sign.ROW_CUT,
        (
            "string(255)|string(256)|string(254)|string(500)|string(512)|string(1000)|string(1024)",
            "access",
        ),
        r"access_?(?:token)?[\"'\]]{1,3} ?=>\s{0,2}string\((?:25[456]|500|512|1000|1024)\)",
    ),
    structure(
        Sign.ROW_CUT,
        ("token", "char("),
        r"token[^\n]{0,80}\b(?:var)?char\(\d{1,3}\)",
    ),
)
