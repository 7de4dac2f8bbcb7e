"""What belongs together: statements, causes, steps of the walk, drills, disagreements.

Most of it is said elsewhere and only turned round here. What a cause has to do with which
statement is said here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from blueprints.learn.causes import all_causes
from blueprints.learn.statements import Statement, find_statement
from blueprints.walkthrough.steps import STEP_BY_ID, STEPS, Step, StepId
from grantlab.diagnosis.verdicts import Cause, Stage
from grantlab.drills.catalogue import all_drills
from grantlab.drills.drill import Drill

STEP_BY_STAGE: Mapping[Stage, StepId] = {
    Stage.AUTHORIZE: StepId.REQUEST,
    Stage.STATE: StepId.RESPONSE,
    Stage.EXCHANGE: StepId.EXCHANGE,
    Stage.REFRESH: StepId.REFRESH,
    Stage.API: StepId.CALL,
}
"""The step where a request can fail for the causes of a stage."""

STATEMENTS_BY_CAUSE: Mapping[str, tuple[str, ...]] = {
    "invalid_scope_at_authorize": ("L201",),
    "consent_refused": ("L206",),
    "state_lost_session": ("L204", "L205"),
    "state_mismatch_csrf": ("L204", "L205"),
    "redirect_uri_has_query": ("L105", "L305"),
    "redirect_uri_mismatch": ("L103", "L305"),
    "code_param_collision": ("L308",),
    "wrong_environment_keys": ("L102", "L306"),
    "code_reused": ("L303", "L304"),
    "token_call_from_browser": ("L301",),
    "wrong_grant_type_or_body_encoding": ("L301",),
    "bad_client_credentials": ("L101", "L301"),
    "code_expired": ("L307",),
    "clock_skew": ("L310",),
    "refresh_token_hard_expired": ("L507",),
    "refresh_token_expired_inactivity": ("L503", "L506"),
    "stale_refresh_token": ("L502", "L504", "L505"),
    "provider_outage": ("L510",),
    "stale_cache_in_code": ("L502",),
    "not_persisted_after_refresh": ("L309", "L501"),
    "concurrent_refresh_race": ("L509",),
    "revoked_by_user_disconnect": ("L602", "L603"),
    "revoked_by_app": ("L601", "L602"),
    "revoked_by_code_reuse": ("L304",),
    "refresh_response_lost": ("L513",),
    "wrong_client_or_environment_for_token": ("L102",),
    "access_token_sent_as_refresh_token": ("L302",),
    "placeholder_or_empty_token": ("L501",),
    "token_truncated_by_storage": ("L309",),
    "client_local_expiry_check": ("L508",),
    "scope_changed_needs_reauth": ("L203",),
    "missing_scope_403": ("L405",),
    "realm_mismatch_403": ("L404",),
    "wrong_base_url_environment": ("L102",),
    "access_token_expired_401": ("L401", "L402", "L406"),
    "admin_lost_access": ("L602",),
}
"""What one would have had to know; the FAQ's items are not repeated here."""

WITHOUT_STATEMENT: Mapping[str, str] = {
    "pkce_mismatch": "Intuit does not ask for PKCE, so no statement is about it.",
    "code_malformed_or_truncated": "It breaks no rule of the lifecycle: a value was damaged on its way.",
    "malformed_authorization_header": "It breaks no rule of the lifecycle: a header was not written as one.",
    "malformed_authorization_request": "It breaks no rule of Intuit’s own: the request had not the form of RFC 6749 §4.1.1.",
    "api_request_not_understood": "What may be asked of the API is not part of the lifecycle.",
    "rate_limited": "How many requests may be sent is not part of the lifecycle.",
    "token_unknown": "It breaks no rule of the lifecycle: the service never issued such a value.",
}
"""Why a cause has none."""


class Elsewhere(NamedTuple):
    """Where a statement can be seen that no step of the walk shows."""

    says: str
    endpoint: str | None
    anchor: str | None


UNSHOWN: Mapping[str, Elsewhere] = {
    "L510": Elsewhere(
        "No step lets the service fail. The bench does.", "bench.index", "faults"
    ),
    "L511": Elsewhere(
        "A job does it, flask connections renew, for the connections on the list.",
        "connections.index",
        None,
    ),
    "L703": Elsewhere("A command does it: flask vault new-key.", None, None),
}
"""Statements that no step of the walk shows, and why."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside one cause."""

    statements: tuple[Statement, ...]
    unstated_because: str
    """Why there is no statement; empty where there is one."""

    step: Step
    drills: tuple[Drill, ...]


def beside(cause: Cause) -> Beside:
    """Return what belongs to a cause."""
    ids = [cause.faq_item, *STATEMENTS_BY_CAUSE.get(cause.id, ())]
    return Beside(
        statements=tuple(find_statement(id_) for id_ in ids if id_ is not None),
        unstated_because=WITHOUT_STATEMENT.get(cause.id, ""),
        step=STEP_BY_ID[STEP_BY_STAGE[cause.stage]],
        drills=tuple(drill for drill in all_drills() if _is_about(drill, cause.id)),
    )


def steps_of(statement_id: str) -> tuple[Step, ...]:
    """Return the steps of the walk that show a statement."""
    return tuple(step for step in STEPS if statement_id in step.statements)


def drills_of(statement_id: str) -> tuple[Drill, ...]:
    """Return the drills that show a statement."""
    return tuple(
        drill for drill in all_drills() if statement_id in drill.reveal.statements
    )


def causes_of(statement_id: str) -> tuple[Cause, ...]:
    """Return the causes that come of not knowing a statement."""
    return tuple(
        cause
        for cause in all_causes()
        if statement_id in {cause.faq_item, *STATEMENTS_BY_CAUSE.get(cause.id, ())}
    )


def _is_about(drill: Drill, cause_id: str) -> bool:
    return cause_id in {drill.right, *drill.also_right, drill.checklist.names}
