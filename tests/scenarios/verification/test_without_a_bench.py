"""The checks for a real sandbox: no clock, no faults, and few consents of a person."""

from dataclasses import replace

import pytest

from blueprints.logs import quiet_logs
from blueprints.verification.world import open_embedded
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.round_trip import Pairs
from grantlab.verification.ports import User
from grantlab.verification.results import Outcome
from grantlab.verification.running import Selection, run_checks
from tests.scenarios.verification.conftest import NOON

EARLY_CHAPTERS = frozenset(
    {"L201", "L204", "L205", "L207", "L208"}
    | {"L301", "L302", "L303", "L304", "L305", "L309", "L310"}
)
"""What can be shown of registering, asking and exchanging without setting anything."""


class Person:
    """Somebody who consents whenever they are asked, and counts."""

    def __init__(self, user: User) -> None:
        self._user = user
        self.asked = 0

    def consent(self, request: AuthorizationRequest, *, realm_id: str | None) -> Pairs:
        self.asked += 1
        return self._user.consent(request, realm_id=realm_id)


@pytest.mark.parametrize(
    ("with_endings", "consents"),
    [pytest.param(True, 4, id="all"), pytest.param(False, 1, id="without endings")],
)
def test_a_person_is_asked_only_as_often_as_there_is_something_to_be_shown(
    with_endings: bool,  # noqa: FBT001 -- a column of the table
    consents: int,
) -> None:
    outcomes: dict[str, Outcome] = {}
    with quiet_logs(), open_embedded("faq", now=NOON) as embedded:
        person = Person(embedded.user)
        run_checks(
            replace(embedded, control=None, preset=None, user=person),
            tell=lambda result: outcomes.update({result.statement: result.outcome}),
            selection=Selection(statements=EARLY_CHAPTERS, with_endings=with_endings),
        )

    left_out = {id_ for id_, seen in outcomes.items() if seen is Outcome.NOT_RUN}
    passed = {id_ for id_, seen in outcomes.items() if seen is Outcome.PASSED}
    assert person.asked == consents
    assert passed | left_out == EARLY_CHAPTERS
    assert bool(left_out) is not with_endings
