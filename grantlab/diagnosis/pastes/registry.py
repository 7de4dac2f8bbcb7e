"""The rules over pastes, as they are made known."""

from collections.abc import Callable
from dataclasses import dataclass

from grantlab.diagnosis.catalogue import all_rules
from grantlab.diagnosis.findings import Finding
from grantlab.diagnosis.verdicts import Cause, Stage
from grantlab.pastes.understood import Understood

Judge = Callable[[Understood], Finding | None]
"""``None`` when the paste says nothing for or against the cause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PasteRule:
    """One cause, and the function that looks for it in a paste."""

    cause: Cause
    """That of the rule over recorded round trips, where there is one."""

    judge: Judge


class PasteRegistry:
    """Rules in the order in which they were made known."""

    def __init__(self) -> None:
        self._rules: dict[str, PasteRule] = {}

    @property
    def rules(self) -> tuple[PasteRule, ...]:
        return tuple(self._rules.values())

    def rule(
        self, id_: str, /, *, stage: Stage, title: str = "", source: str = ""
    ) -> Callable[[Judge], Judge]:
        """Return a decorator that makes a function known as the reader of one cause.

        Title and source of a cause that round trips can show too are taken from its rule
        there, so that a cause has one name.

        Raises:
            ValueError: the id is taken, or a cause of its own has no title or source.
        """
        known = next((rule.cause for rule in all_rules() if rule.cause.id == id_), None)
        if id_ in self._rules or not (known or (title and source)):
            raise ValueError(f"{id_} is taken, or lacks its title or source")
        cause = known or Cause(
            id=id_, title=title, stage=stage, source=source, faq_item=None
        )

        def register(judge: Judge) -> Judge:
            self._rules[id_] = PasteRule(cause=cause, judge=judge)
            return judge

        return register


PASTE_REGISTRY = PasteRegistry()
paste_rule = PASTE_REGISTRY.rule
