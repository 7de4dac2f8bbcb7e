"""Causes that lie in how a token request was made, and by whom."""

import hashlib

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from grantlab.protocol.encoding import base64url
from grantlab.protocol.secret import fingerprint_of
from tests.unit.diagnosis.builders import (
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    gapped,
    judge,
    marked,
    refresh,
    revocation,
    token_request,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL

FRONT = (authorization_request(), authorization_response())
R1 = marked("refresh_token", "R1")
VERIFIER = "an invented code verifier"
CHALLENGE = base64url(hashlib.sha256(VERIFIER.encode()).digest())
WITH_PKCE = (authorization_request(code_challenge=CHALLENGE), authorization_response())


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(
                token_request(
                    f"grant_type=refresh&refresh_token={R1}",
                    error="unsupported_grant_type",
                )
            ),
            CONFIRMED,
            id="another grant type",
        ),
        pytest.param(
            evidence(
                token_request(
                    "{}", content_type="application/json", error="invalid_request"
                )
            ),
            CONFIRMED,
            id="no form",
        ),
        pytest.param(
            evidence(token_request(f"refresh_token={R1}", error="invalid_request")),
            CONFIRMED,
            id="no grant type",
        ),
        pytest.param(
            evidence(
                token_request(
                    f"grant_type=refresh_token&grant_type=refresh_token&refresh_token={R1}",
                    error="invalid_request",
                )
            ),
            CONFIRMED,
            id="a parameter twice",
        ),
        pytest.param(
            evidence(refresh("R1", 1, error="invalid_request")),
            CANNOT_TELL,
            id="a form that is whole",
        ),
        pytest.param(
            evidence(
                *FRONT,
                exchange(codes=("7", marked("code", "C1")), error="invalid_request"),
            ),
            RULED_OUT,
            id="two codes are another cause",
        ),
        pytest.param(evidence(refresh("R1", 1)), RULED_OUT, id="the grant was refused"),
    ],
)
def test_the_form_of_a_token_request_is_looked_at(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("wrong_grant_type_or_body_encoding", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(*FRONT, exchange(status=401, error="invalid_client")),
            CONFIRMED,
            id="exchange",
        ),
        pytest.param(evidence(refresh("R1", 1, status=401)), CONFIRMED, id="refresh"),
        pytest.param(
            evidence(revocation("R1", 1, status=401)), CONFIRMED, id="revocation"
        ),
        pytest.param(evidence(refresh("R1", 1)), RULED_OUT, id="the grant was refused"),
    ],
)
def test_a_client_that_was_refused_is_told_from_a_grant_that_was(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("bad_client_credentials", given).verdict is verdict


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(
                *WITH_PKCE,
                exchange(code_verifier=f"‹code_verifier {fingerprint_of(VERIFIER)}›"),
            ),
            RULED_OUT,
            id="the verifier of the challenge",
        ),
        pytest.param(
            evidence(*WITH_PKCE, exchange(code_verifier=marked("code_verifier", "V9"))),
            SUSPECTED,
            id="another verifier",
        ),
        pytest.param(evidence(*WITH_PKCE, exchange()), SUSPECTED, id="no verifier"),
        pytest.param(evidence(*FRONT, exchange()), RULED_OUT, id="no challenge"),
        pytest.param(
            evidence(*WITH_PKCE, exchange(code_verifier="‹hidden, 9 characters›")),
            CANNOT_TELL,
            id="a verifier that left no fingerprint",
        ),
        pytest.param(
            gapped(exchange()), CANNOT_TELL, id="the request is not on record"
        ),
    ],
)
def test_a_verifier_is_held_against_its_challenge(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("pkce_mismatch", given).verdict is verdict
