"""The causes in which the grant was ended before its time."""

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    DAY,
    PRODUCTION,
    api_call,
    evidence,
    exchange,
    gapped,
    generation,
    judge,
    marked,
    refresh,
    revocation,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL
CONSENT = exchange(gives="1")


@pytest.mark.proves("R5", "L602")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(CONSENT, revocation("R1", 5), refresh("R1", 6)),
            CONFIRMED,
            f"sent {marked('refresh_token', 'R1')} to the revocation endpoint",
            id="the refresh token was revoked",
        ),
        pytest.param(
            evidence(
                CONSENT, revocation("A1", 5, kind="access_token"), refresh("R1", 6)
            ),
            CONFIRMED,
            f"sent {marked('access_token', 'A1')}",
            id="the access token was revoked",
        ),
        pytest.param(
            gapped(revocation("R1", 5), refresh("R1", 6)),
            CONFIRMED,
            "was accepted",
            id="nothing else is known of the token",
        ),
        pytest.param(
            evidence(
                CONSENT,
                revocation("R1", 5),
                revocation("R1", 6, status=503),
                refresh("R1", 7),
            ),
            CONFIRMED,
            "12:05:00",
            id="revoked once for sure and once perhaps",
        ),
        pytest.param(
            evidence(CONSENT, revocation("R1", 5, status=None), refresh("R1", 6)),
            SUSPECTED,
            "no good answer arrived",
            id="the revocation was not answered",
        ),
        pytest.param(
            evidence(CONSENT, revocation("R1", 5, status=400), refresh("R1", 6)),
            RULED_OUT,
            "No revocation",
            id="the revocation was refused",
        ),
        pytest.param(
            evidence(
                CONSENT,
                revocation("R1", 5),
                exchange(6, code=marked("code", "C2"), gives="2"),
                refresh("R2", 7),
            ),
            RULED_OUT,
            "No revocation",
            id="the user consented again since",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 6)), RULED_OUT, "", id="nothing was revoked"
        ),
        pytest.param(
            gapped(CONSENT, refresh("R1", 6)), CANNOT_TELL, "", id="the record has gaps"
        ),
    ],
)
def test_our_own_revocation_is_found(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("revoked_by_app", given)

    assert finding.verdict is verdict
    assert words in finding.because


@pytest.mark.proves("R5", "L603")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(CONSENT, api_call("A1", 5, status=401), refresh("R1", 6)),
            SUSPECTED,
            f"{marked('access_token', 'A1')} was answered 401 when it was 5 minutes old",
            id="a young access token was refused as well",
        ),
        pytest.param(
            evidence(CONSENT, api_call("A1", 59, status=401), refresh("R1", 60)),
            SUSPECTED,
            "59 minutes old",
            id="in the last minute of its hour",
        ),
        pytest.param(
            evidence(
                refresh("R2", 6),
                api_call("A2", 7, status=401),
                generations=(generation(1, 0), generation(2, 5)),
            ),
            SUSPECTED,
            "by whom, no answer says",
            id="it was tried after the refusal, and the store tells its age",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 6), api_call("A1", 7)),
            RULED_OUT,
            "the grant was alive",
            id="the access token still works",
        ),
        pytest.param(
            evidence(
                CONSENT,
                revocation("R1", 4),
                api_call("A1", 5, status=401),
                refresh("R1", 6),
            ),
            RULED_OUT,
            "The application itself",
            id="the application revoked it",
        ),
        pytest.param(
            evidence(
                CONSENT, exchange(1), api_call("A1", 5, status=401), refresh("R1", 6)
            ),
            RULED_OUT,
            "had been sent twice",
            id="the code was exchanged twice",
        ),
        pytest.param(
            evidence(CONSENT, api_call("A1", 60, status=401), refresh("R1", 61)),
            CANNOT_TELL,
            "",
            id="the access token had simply expired",
        ),
        pytest.param(
            evidence(
                CONSENT,
                api_call("A1", 5, status=401),
                refresh("R1", 6, gives="2"),
                refresh("R2", 7),
            ),
            CANNOT_TELL,
            "",
            id="a refresh worked after the 401",
        ),
        pytest.param(
            evidence(CONSENT, api_call("R1", 5, status=401), refresh("R1", 6)),
            CANNOT_TELL,
            "",
            id="the call carried a refresh token",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 6), api_call("A1", 7, status=500)),
            CANNOT_TELL,
            "",
            id="the call was neither accepted nor refused",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 6)), CANNOT_TELL, "", id="no call was made"
        ),
        pytest.param(
            evidence(CONSENT, refresh("R9", 6)),
            CANNOT_TELL,
            "",
            id="the token was never received",
        ),
    ],
)
def test_a_connection_that_others_ended_shows_in_a_young_access_token(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("revoked_by_user_disconnect", given)

    assert finding.verdict is verdict
    assert words in finding.because


@pytest.mark.proves("R6", "L304")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(CONSENT, exchange(1), refresh("R1", 6)),
            CONFIRMED,
            id="exchanged twice",
        ),
        pytest.param(
            evidence(
                CONSENT,
                refresh("R1", 2, gives="2"),
                exchange(3),
                refresh("R2", DAY),
            ),
            CONFIRMED,
            id="exchanged again after a refresh",
        ),
        pytest.param(
            evidence(CONSENT, exchange(1, status=None), refresh("R1", 6)),
            SUSPECTED,
            id="the second use was not answered",
        ),
        pytest.param(
            evidence(
                exchange(-1, redirect_uri="http://localhost/other"),
                CONSENT,
                refresh("R1", 6),
            ),
            RULED_OUT,
            id="the use before the first good one does not count",
        ),
        pytest.param(
            evidence(
                CONSENT, exchange(1), refresh("R1", 6, gives="2"), refresh("R2", 9)
            ),
            RULED_OUT,
            id="a refresh worked after the second use",
        ),
        pytest.param(
            evidence(CONSENT, exchange(1, client_id=PRODUCTION), refresh("R1", 6)),
            RULED_OUT,
            id="another client sent it again",
        ),
        pytest.param(
            evidence(
                CONSENT,
                exchange(1, status=401, error="invalid_client"),
                refresh("R1", 6),
            ),
            RULED_OUT,
            id="the second use was not looked at",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R1", 6)), RULED_OUT, id="exchanged once"
        ),
        pytest.param(
            gapped(CONSENT, refresh("R1", 6)), CANNOT_TELL, id="the record has gaps"
        ),
        pytest.param(
            evidence(refresh("R1", 6), generations=(generation(1, 0),)),
            CANNOT_TELL,
            id="the exchange is not on record",
        ),
        pytest.param(
            evidence(
                exchange(gives="1", code="‹hidden, 9 characters›"), refresh("R1", 6)
            ),
            CANNOT_TELL,
            id="the code has no fingerprint",
        ),
        pytest.param(
            evidence(CONSENT, refresh("R9", 6)),
            CANNOT_TELL,
            id="the token was never received",
        ),
    ],
)
def test_a_second_use_of_the_code_ends_the_connection(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("revoked_by_code_reuse", given).verdict is verdict
