"""All rules, in the order in which the FAQ names their causes."""

from grantlab.diagnosis.registry import REGISTRY, Rule
from grantlab.diagnosis.rules import (
    authorization_code,
    expiry,
    keys,
    outage,
    race,
    redirect_uri,
    revocation,
    rotation,
)

ROOMS = (
    redirect_uri,
    authorization_code,
    keys,
    expiry,
    rotation,
    race,
    revocation,
    outage,
)
"""The modules that make rules known; importing them is enough."""


def all_rules() -> tuple[Rule, ...]:
    """Return every rule: the FAQ's items in order, then what the FAQ does not name."""
    return tuple(sorted(REGISTRY.rules, key=_place_in_faq))


def _place_in_faq(rule: Rule) -> tuple[bool, str]:
    return rule.faq_item is None, rule.faq_item or ""
