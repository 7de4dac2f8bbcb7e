"""One connection as an evidence file tells of it: an old refresh token was sent, and refused."""

from datetime import timedelta

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.evidence_file.file import EvidenceFile
from grantlab.diagnosis.facts import KeyPairName, Outcome
from grantlab.diagnosis.foresight.expected import StoreFacts
from grantlab.protocol.environment import Environment
from tests.unit.diagnosis.builders import (
    CALLBACK,
    DAY,
    DEVELOPMENT,
    at,
    attempt,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    generation,
    refresh,
)

STALE = evidence(
    authorization_request(),
    authorization_response(),
    exchange(gives="1"),
    refresh("R1", 60, gives="2"),
    refresh("R1", 3 * DAY),
    generations=(generation(1, 0), generation(2, 60)),
    attempts=(
        attempt("R1", 60, Outcome.ROTATED, generation=2),
        attempt("R1", 3 * DAY, Outcome.REFUSED),
    ),
    registered_redirect_uris=(CALLBACK,),
    key_pairs=(KeyPairName(client_id=DEVELOPMENT, name="development"),),
    now=at(3 * DAY),
)


def stored_file(of: Evidence = STALE) -> EvidenceFile:
    return EvidenceFile(
        exported_at=of.now,
        connection=3,
        environment=Environment.SANDBOX,
        client_id=DEVELOPMENT,
        store=StoreFacts(
            current=2, is_kept=True, refused_at=of.now, held_for=timedelta(seconds=9)
        ),
        evidence=of,
    )
