"""The quick form as it was filled in, and what is wrong with it, a sentence a field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from blueprints.typed_tokens import (
    judge_access_token,
    judge_realm_id,
    judge_refresh_token,
    judge_world,
    read_realm_id,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblems:
    """One sentence for each field that is not right; empty for one that is."""

    environment: str = ""
    access_token: str = ""
    refresh_token: str = ""
    realm_id: str = ""

    @property
    def count(self) -> int:
        """How many fields need another look."""
        said = (self.environment, self.access_token, self.refresh_token, self.realm_id)
        return sum(map(bool, said))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickForm:
    """What was typed; of tokens nothing ever goes back to the page."""

    environment: Environment
    access_token: Secret
    refresh_token: Secret | None
    realm_id: str
    """What was typed as the company's number, without the spaces QuickBooks shows in it."""

    problems: FieldProblems


def read_quick_form(
    form: Mapping[str, str], *, provided: Collection[Environment]
) -> QuickForm:
    """Read the form; nothing is sent for it while it has problems."""
    environment = form.get("environment", "")
    access = form.get("access_token", "").strip()
    refresh = form.get("refresh_token", "").strip()
    realm_id = read_realm_id(form.get("realm_id", ""))
    known = environment in set(Environment)
    chosen = Environment(environment) if known else Environment.EMBEDDED
    return QuickForm(
        environment=chosen,
        access_token=Secret(access),
        refresh_token=Secret(refresh) if refresh else None,
        realm_id=realm_id,
        problems=FieldProblems(
            environment="" if known else "Choose one of the three environments.",
            access_token=_judge_needed(access),
            refresh_token=judge_refresh_token(refresh)
            or judge_world(refresh, chosen, provided=provided),
            realm_id=judge_realm_id(realm_id),
        ),
    )


def _judge_needed(access_token: str) -> str:
    if not access_token:
        return "Paste an access token: it is the one thing that is sent."
    return judge_access_token(access_token)
