"""The ledger's private reasons and the causes of the diagnosis are one vocabulary."""

from grantlab.diagnosis.catalogue import all_rules
from grantlab.provider.refusals import Reason
from tests.support.ledger_causes import CAUSE_AT, CAUSE_OF, WAYS_TO


def test_every_private_reason_has_its_cause() -> None:
    assert set(CAUSE_OF) == set(Reason)


def test_every_cause_of_a_reason_has_a_rule_over_records() -> None:
    ids = {rule.cause.id for rule in all_rules()}

    assert {*CAUSE_OF.values(), *CAUSE_AT.values()} <= ids
    assert {*WAYS_TO, *(way for ways in WAYS_TO.values() for way in ways)} <= ids
