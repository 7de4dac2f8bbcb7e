"""An end of a token that is reckoned in two units: seconds, and thousandths of them."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_SECONDS = r"(?:time\.time\(\)|(?<![\w.>])time\(\)|time\.now\.to_i|time\.now\(\)\.unix\(\)|date\.now\(\) ?/ ?1000\)?)"
_LIFE = r"(?:int\()?[\w.$>\[\]\"'-]{0,30}expires_?in[\"'\])]{0,3}"

MIXED_UNITS = (
    structure(
        Sign.ALWAYS_VALID,
        (
            "expires_in|expiresin",
            "time.time()|time()|time.now|/ 1000|/1000",
            "* 1000|*1000|* 1e3",
        ),
        rf"{_SECONDS} ?\+ ?\(?{_LIFE} ?\* ?(?:1000|1e3|1_000)\b|{_LIFE} ?\* ?(?:1000|1e3|1_000)\)? ?\+ ?{_SECONDS}",
    ),
)
