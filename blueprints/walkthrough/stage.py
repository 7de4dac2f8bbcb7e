"""The address of a step: what stage it sets, and no secrets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from blueprints.answering import ANSWER, Told, read_answers
from blueprints.walkthrough.breaks import BreakId
from blueprints.walkthrough.steps import StepId
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING, OPENID, parse_scopes

DEFAULT_SCOPES = (ACCOUNTING, OPENID)
PRESETS = ("faq", "observed", "rfc-9700")
LONGEST_SCOPES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an address says: opened on another machine, it sets the same stage."""

    step: StepId
    environment: Environment = Environment.EMBEDDED
    preset: str | None = None
    """Under which preset the service acts; ``None`` where it does not tell."""

    scopes: tuple[str, ...] = DEFAULT_SCOPES
    broken: BreakId | None = None
    walk: str | None = None
    """The handle of the walk; another browser has none of that name."""

    reconnects: int | None = None
    """The connection whose company is to consent again; known to the walk once it has begun."""

    looked_at: str | None = None
    """A redirect URI that was typed to be looked at; not part of the stage's address."""

    told: tuple[Told, ...] = ()
    """What was answered to the checklist; not part of the stage's address either."""

    @property
    def parameters(self) -> dict[str, str]:
        """Return the query, in the order shown."""
        query = {"environment": str(self.environment)}
        if self.preset is not None:
            query["preset"] = self.preset
        query["scopes"] = " ".join(self.scopes)
        if self.broken is not None:
            query["break"] = str(self.broken)
        if self.reconnects is not None and self.walk is None:
            query["connection"] = str(self.reconnects)
        if self.walk is not None:
            query["walk"] = self.walk
        return query

    @property
    def fields(self) -> dict[str, str]:
        """Return what a form sends along to say whose walk it is for."""
        return {
            name: value
            for name, value in self.parameters.items()
            if name not in {"break", "preset"}
        }

    def at(self, step: StepId, *, broken: BreakId | None = None) -> "Stage":
        """Return the same stage at another step."""
        return replace(self, step=step, broken=broken, looked_at=None, told=())

    def url(self) -> str:
        """Return the address of this stage."""
        return _address(self.step, urlencode(self.parameters))

    def urls_at(self, steps: Iterable[StepId]) -> list[str]:
        """Return the addresses of the same stage at other steps."""
        query = urlencode(self.at(self.step).parameters)
        return [_address(step, query) for step in steps]


def _address(step: StepId, query: str) -> str:
    return f"{url_for('walkthrough.show', step=step)}?{query}"


def read_stage(step: StepId, query: "MultiDict[str, str]") -> Stage:
    """Read the stage of an address; what is not understood falls back to the default."""
    return Stage(
        step=step,
        environment=_environment(query.get("environment", "")),
        preset=_preset(query.get("preset", "")),
        scopes=parse_scopes(query.get("scopes", "")[:LONGEST_SCOPES]) or DEFAULT_SCOPES,
        broken=_break(query.get("break", "")),
        walk=query.get("walk") or None,
        reconnects=query.get("connection", type=int),
        looked_at=query.get("uri") or None,
        told=read_answers(query.getlist(ANSWER)),
    )


def _environment(text: str) -> Environment:
    return Environment(text) if text in set(Environment) else Environment.EMBEDDED


def _preset(text: str) -> str | None:
    return text if text in PRESETS else None


def _break(text: str) -> BreakId | None:
    return BreakId(text) if text in set(BreakId) else None
