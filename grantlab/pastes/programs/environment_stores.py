"""A new refresh token that a program writes into its own environment, which ends with the process."""

import re
from collections.abc import Iterator

from grantlab.pastes.programs.structure import Found, Structure
from grantlab.pastes.signs import Sign
from grantlab.pastes.words import needed

_NAME = r"\w{0,40}refresh_?token\w{0,10}"
_SET = re.compile(
    rf"(?:process\.env(?:\.|\[[\"'`])|os\.environ\[[\"']|(?<![\w.])env\[[\"']|\$_(?:env|server)\[[\"']){_NAME}[\"'`]?\]? ?=(?!=) ?(?P<value>[^\n;]{{2,120}})"
    rf"|(?:\bputenv|\bos\.putenv|\bos\.setenv|\bsetenv|\benvironment\.setenvironmentvariable|\bsystem\.setproperty|\bstd::env::set_var)\( ?[\"'`]{_NAME}(?P<call>[^\n]{{2,120}})"
)
_FROM_ANSWER = re.compile(
    r"refresh_?token|\bnew_?\w{0,6}(?:refresh|token|rt)\b|\brotated"
)
_LASTING = re.compile(
    r"writ(?:e|ing|ten)|\bsav(?:e|ed|ing)\b|\.save|save_|savetoken|stor(?:e[_(]|ed|etoken|ing)|upsert|insert|persist|dump|\bupdate[_ (]|set_?key|set_?secret"
    r"|put_?secret|put_?parameter|secret_?version|update_?secret|key_?vault|machine\)|\.user\)|\bset[ -]config|config:set|configvars"
)
"""What keeps a value beyond the process."""


def _read_environment(lower: str) -> Iterator[Found]:
    """Yield the assignment, in a program that keeps the token nowhere else."""
    match = _SET.search(lower)
    if match is None or not _FROM_ANSWER.search(match["value"] or match["call"] or ""):
        return
    if not _LASTING.search(lower):
        yield Sign.NOT_STORED, *match.span()


ENVIRONMENT_STORES = (
    Structure(
        needed(
            "process.env|os.environ|env[|$_env|$_server|putenv(|setenv(|setenvironmentvariable(|setproperty(|set_var(",
            "refresh_token|refreshtoken",
        ),
        _read_environment,
    ),
)
