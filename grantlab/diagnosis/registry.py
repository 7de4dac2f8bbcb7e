"""The rules, as they are made known."""

from collections.abc import Callable
from dataclasses import dataclass

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding
from grantlab.diagnosis.readings.requests import Answer
from grantlab.diagnosis.verdicts import Cause, Stage

Judge = Callable[[Evidence], Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One cause, and the function that judges whether it was the one."""

    cause: Cause
    looks_at: str
    """What it would look at, to follow *whether*."""

    explains: frozenset[Answer]
    """The kinds of no that this cause can produce."""

    judge: Judge


class Registry:
    """Rules in the order in which they were made known."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(self._rules.values())

    def rule(
        self,
        id_: str,
        /,
        *,
        title: str,
        stage: Stage,
        looks_at: str,
        source: str,
        faq_item: str | None = None,
        explains: frozenset[Answer] = frozenset({Answer.GRANT_REFUSED}),
    ) -> Callable[[Judge], Judge]:
        """Return a decorator that makes a function known as the rule of one cause.

        Raises:
            ValueError: the id is taken; an id is never reused.
        """

        def register(judge: Judge) -> Judge:
            if id_ in self._rules:
                raise ValueError(f"there is a rule {id_} already")
            self._rules[id_] = Rule(
                cause=Cause(
                    id=id_, title=title, stage=stage, source=source, faq_item=faq_item
                ),
                looks_at=looks_at,
                explains=explains,
                judge=judge,
            )
            return judge

        return register


REGISTRY = Registry()
rule = REGISTRY.rule
