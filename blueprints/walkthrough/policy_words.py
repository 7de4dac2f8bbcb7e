"""How refresh tokens are treated here and now, in words for the steps and the breaks."""

from datetime import timedelta

from blueprints.walkthrough.steps import Step, StepId
from grantlab.protocol.durations import span_words
from grantlab.wire.policy_outline import PolicyOutline


def under_policy(step: Step, policy: PolicyOutline | None) -> tuple[str, ...]:
    """Return what is worth knowing about a step, true under the policy in force."""
    if step.id is not StepId.REFRESH or policy is None:
        return step.details
    _by_the_faq, *others = step.details
    return (f"{tell_policy(policy)} Never count on it elsewhere.", *others)


def tell_policy(policy: PolicyOutline | None) -> str:
    """Return what a refresh does to the value, and what becomes of the one before."""
    if policy is None:
        return "By the FAQ a replaced refresh token is honoured for 24 hours more; other sources say that it ends at once."
    named = f"preset {policy.preset}{', turned by hand,' if policy.is_turned else ''}"
    return (
        f"The {named} is in force here: a refresh token is good for"
        f" {span_words(policy.lifetime)}, {_tell_change(policy)}, and"
        f" {_tell_previous(policy)}."
    )


def _tell_change(policy: PolicyOutline) -> str:
    if policy.changes_every <= timedelta():
        return "each refresh gives a new value"
    age = span_words(policy.changes_every)
    return f"a refresh gives a new value once the value is {age} old"


def _tell_previous(policy: PolicyOutline) -> str:
    if policy.grace > timedelta():
        return f"a replaced one is honoured for {span_words(policy.grace)} more"
    if policy.reuse_revokes_family:
        return "a replaced one that comes back ends the whole connection"
    return "a replaced one ends at once"
