"""Who a line of a log is of: the process that wrote it, and the company that it is about."""

import re

_KINDS = (
    "pid", "worker", "process", "thread", "host", "node", "pod", "instance", "server",
    "job", "task", "tab", "container", "replica", "runner", "consumer",
)  # fmt: skip
_KIND = f"(?:{'|'.join(_KINDS)})"
_PROCESS = re.compile(
    rf"{_KIND}[-_ =:#]{{0,2}}[A-Za-z]?\d{{1,8}}|(?:(?<=\d )|(?<=[\[(|])){_KIND}[-_ =:#][a-z]\b"
)
_NUMBER = re.compile(
    r"(?<=[\[#])\d{2,8}(?=\])|\bweb[-.]\d{1,4}"
    r"|(?<=[\[(])(?:req|request|rid|tid|conn|session)[-_#:][\w-]{1,20}(?=[\])])"
)
COMPANY = re.compile(
    r"\b(?:company|realm|tenant|account|acct|customer|org|user)\w{0,4}[ =:#/]{1,2}\"?(?P<id>\w{0,20}\d\w{0,20})"
)
_NUMBERS = ("[", "#", "(", "web")
_COMPANIES = (
    "company",
    "realm",
    "tenant",
    "acct",
    "account",
    "customer",
    "org",
    "user",
)


class Actors:
    """Reads lines in their order: what a process wrote of a company holds for its next line."""

    def __init__(self) -> None:
        self._companies: dict[str, str] = {}

    def read(self, text: str) -> tuple[str | None, str | None]:
        """Return the process and the company of a line in small letters."""
        process = _first(_PROCESS, _KINDS, text) or _first(_NUMBER, _NUMBERS, text)
        company = _first(COMPANY, _COMPANIES, text)
        who = None if process is None else process[0]
        if company is None:
            return who, self._companies.get(who or "")
        if who is not None:
            self._companies[who] = company["id"]
        return who, company["id"]


def _first(
    pattern: re.Pattern[str], words: tuple[str, ...], text: str
) -> re.Match[str] | None:
    """Return what a pattern finds first, where one of its words stands."""
    return pattern.search(text) if any(word in text for word in words) else None
