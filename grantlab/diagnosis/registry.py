"""The rules, as they are made known."""

from collections.abc import Callable
from dataclasses import dataclass

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Finding
from grantlab.diagnosis.readings.requests import Answer, RequestKind
from grantlab.diagnosis.verdicts import Cause, Stage

Judge = Callable[[Evidence], Finding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One cause, and the function that judges whether it was the one."""

    cause: Cause
    looks_at: str
    """What it would look at, to follow *whether*."""

    at: tuple[RequestKind, ...]
    """The kinds of request whose refusal it can explain."""

    explains: frozenset[Answer]
    """The kinds of no that this cause can produce."""

    judge: Judge


_AT = {
    Stage.AUTHORIZE: (RequestKind.AUTHORIZATION,),
    Stage.STATE: (RequestKind.STATE,),
    Stage.EXCHANGE: (RequestKind.EXCHANGE,),
    Stage.REFRESH: (RequestKind.REFRESH,),
    Stage.API: (RequestKind.API,),
}
"""Where a cause shows that is not given other places."""


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
        at: tuple[RequestKind, ...] = (),
        faq_item: str | None = None,
        explains: frozenset[Answer] = frozenset({Answer.GRANT_REFUSED}),
    ) -> Callable[[Judge], Judge]:
        """Return a decorator that makes a function known as the rule of one cause.

        ``at`` may be left out for a cause that shows at its own stage only.

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
                at=at or _AT[stage],
                explains=explains,
                judge=judge,
            )
            return judge

        return register


REGISTRY = Registry()
rule = REGISTRY.rule
