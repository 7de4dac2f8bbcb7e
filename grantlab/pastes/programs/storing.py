"""What a store does to the tokens in it."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

STORING = (
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
        Sign.ROW_CUT,
        ("length(|len(", "255|254|256|128|100|64|50|1000|1024"),
        r"(?:length|len)\([^\n]{0,200}\n(?:[-+| ]{0,200}\n)?[^\n]{0,120}\b(?:255|254|256|128|100|64|50|1000|1024)\b",
    ),
    structure(
        Sign.ROW_CUT,
        ("token", "char("),
        r"token[^\n]{0,80}\b(?:var)?char\(\d{1,3}\)",
    ),
)
