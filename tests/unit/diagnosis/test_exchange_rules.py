"""The causes of a refused exchange, each by a table."""

from dataclasses import replace

import pytest

from grantlab.diagnosis.evidence import Evidence
from grantlab.diagnosis.facts import KeyPairName
from grantlab.diagnosis.findings import Verdict
from tests.unit.diagnosis.builders import (
    CALLBACK,
    DEVELOPMENT,
    PRODUCTION,
    authorization_request,
    authorization_response,
    evidence,
    exchange,
    gapped,
    judge,
    marked,
)

CONFIRMED, SUSPECTED = Verdict.CONFIRMED, Verdict.SUSPECTED
RULED_OUT, CANNOT_TELL = Verdict.RULED_OUT, Verdict.CANNOT_TELL
OTHER = "http://localhost:8484/walk/elsewhere"
FRONT = (authorization_request(), authorization_response())


@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(authorization_response(minutes=-5), exchange()),
            SUSPECTED,
            "had come 5 minutes before it was exchanged",
            id="five minutes later",
        ),
        pytest.param(
            evidence(authorization_response(minutes=-4.9), exchange()),
            RULED_OUT,
            "codes are good for minutes",
            id="in time",
        ),
        pytest.param(
            evidence(
                authorization_response(marked("code", "C2"), minutes=-9), exchange()
            ),
            CANNOT_TELL,
            "",
            id="another code came",
        ),
        pytest.param(
            evidence(exchange()), CANNOT_TELL, "", id="the redirect is not known"
        ),
    ],
)
def test_a_code_grows_old(given: Evidence, verdict: Verdict, words: str) -> None:
    finding = judge("code_expired", given)

    assert finding.verdict is verdict
    assert words in finding.because


@pytest.mark.proves("E1")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=OTHER)),
            CONFIRMED,
            f"named “{CALLBACK}”, but the exchange named “{OTHER}”",
            id="the exchange names another",
        ),
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=f"{CALLBACK}/")),
            CONFIRMED,
            "one has nothing more where the other has “/”",
            id="one slash more",
        ),
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=None)),
            CONFIRMED,
            "named no redirect_uri at all",
            id="the exchange names none",
        ),
        pytest.param(
            evidence(exchange(), registered_redirect_uris=(OTHER,)),
            CONFIRMED,
            f"the list has “{OTHER}”",
            id="not registered, and the authorization request is not known",
        ),
        pytest.param(
            evidence(exchange(), registered_redirect_uris=()),
            CONFIRMED,
            "the list is empty",
            id="nothing is registered",
        ),
        pytest.param(
            evidence(*FRONT, exchange(), registered_redirect_uris=(OTHER,)),
            SUSPECTED,
            "not among the registered ones now",
            id="equal, but taken off the list",
        ),
        pytest.param(
            evidence(*FRONT, exchange(), registered_redirect_uris=(CALLBACK,)),
            RULED_OUT,
            "character by character",
            id="equal and registered",
        ),
        pytest.param(
            evidence(exchange(), registered_redirect_uris=(CALLBACK,)),
            CANNOT_TELL,
            "the other side is not known",
            id="registered, and the authorization request is not known",
        ),
        pytest.param(
            evidence(replace(exchange(), request_body="")),
            CANNOT_TELL,
            "",
            id="nothing is known",
        ),
        pytest.param(
            evidence(*FRONT, replace(exchange(), request_headers=())),
            CANNOT_TELL,
            "",
            id="the form of the exchange was not kept",
        ),
    ],
)
def test_the_two_redirect_uris_are_compared(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("redirect_uri_mismatch", given)

    assert finding.verdict is verdict
    assert words in finding.because


@pytest.mark.proves("E1")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=f"{CALLBACK}?company=7")),
            CONFIRMED,
            id="only the exchange has a query",
        ),
        pytest.param(
            evidence(
                authorization_request(redirect_uri=f"{CALLBACK}?company=7"), exchange()
            ),
            CONFIRMED,
            id="only the authorization request has a query",
        ),
        pytest.param(
            evidence(
                exchange(redirect_uri=f"{CALLBACK}?a=1"),
                registered_redirect_uris=(OTHER, CALLBACK),
            ),
            CONFIRMED,
            id="the registered one has none",
        ),
        pytest.param(
            evidence(
                authorization_request(redirect_uri=f"{CALLBACK}?a=1"),
                exchange(redirect_uri=f"{CALLBACK}?a=1"),
            ),
            SUSPECTED,
            id="both have the same query",
        ),
        pytest.param(
            evidence(*FRONT, exchange(redirect_uri=f"{OTHER}?a=1")),
            SUSPECTED,
            id="more differs than the query",
        ),
        pytest.param(
            evidence(
                authorization_request(redirect_uri=f"{CALLBACK}?a=1"),
                exchange(redirect_uri=None),
            ),
            SUSPECTED,
            id="the exchange names none",
        ),
        pytest.param(evidence(*FRONT, exchange()), RULED_OUT, id="no query"),
        pytest.param(
            evidence(exchange(redirect_uri=None)), CANNOT_TELL, id="nothing is known"
        ),
    ],
)
def test_a_query_in_a_redirect_uri_is_found(given: Evidence, verdict: Verdict) -> None:
    assert judge("redirect_uri_has_query", given).verdict is verdict


@pytest.mark.proves("E2")
@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(
                authorization_response(marked("code", "C1"), "‹hidden, 3 characters›"),
                exchange(code="‹hidden, 3 characters›"),
            ),
            CONFIRMED,
            id="of two values the one of the application was sent",
        ),
        pytest.param(
            evidence(
                *FRONT, exchange(codes=(marked("code", "C1"), "‹hidden, 3 characters›"))
            ),
            CONFIRMED,
            id="the exchange sent two",
        ),
        pytest.param(
            evidence(*FRONT, exchange(code="‹hidden, 3 characters›")),
            SUSPECTED,
            id="what was sent had not been brought",
        ),
        pytest.param(
            evidence(
                authorization_response(marked("code", "C1"), "‹hidden, 3 characters›"),
                exchange(),
            ),
            RULED_OUT,
            id="of two values the right one was sent",
        ),
        pytest.param(evidence(*FRONT, exchange()), RULED_OUT, id="brought and sent"),
        pytest.param(
            evidence(
                authorization_response(),
                authorization_response(marked("code", "C2"), minutes=-0.5),
                exchange(),
            ),
            RULED_OUT,
            id="brought by an older response",
        ),
        pytest.param(
            evidence(exchange()), CANNOT_TELL, id="the response is not on record"
        ),
        pytest.param(
            evidence(*FRONT, replace(exchange(), request_body="")),
            CANNOT_TELL,
            id="what was sent is not known",
        ),
    ],
)
def test_the_code_that_came_is_compared_with_the_code_that_went(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("code_param_collision", given).verdict is verdict


NAMES = (KeyPairName(client_id=DEVELOPMENT, name="embedded development"),)
OTHER_CLIENT = "Incorrect Token type or clientID"


@pytest.mark.proves("E3")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(
                *FRONT,
                exchange(client_id=PRODUCTION, description=OTHER_CLIENT),
                key_pairs=NAMES,
            ),
            CONFIRMED,
            f"{DEVELOPMENT} (embedded development) and brought back by {PRODUCTION}",
            id="asked by one, brought by the other",
        ),
        pytest.param(
            evidence(*FRONT, exchange(status=401, error="invalid_client")),
            SUSPECTED,
            "the secret may be the other",
            id="the same id with a secret that is not its own",
        ),
        pytest.param(
            evidence(exchange(description=OTHER_CLIENT)),
            SUSPECTED,
            "Incorrect Token type or clientID",
            id="only the words of the answer",
        ),
        pytest.param(
            evidence(*FRONT, exchange(description=OTHER_CLIENT)),
            RULED_OUT,
            DEVELOPMENT,
            id="one and the same client id",
        ),
        pytest.param(
            evidence(exchange()), CANNOT_TELL, "", id="who asked is not known"
        ),
        pytest.param(
            evidence(*FRONT, exchange(client_id=None)),
            CANNOT_TELL,
            "",
            id="who exchanged is not known",
        ),
    ],
)
def test_the_client_ids_of_the_two_requests_are_compared(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("wrong_environment_keys", given)

    assert finding.verdict is verdict
    assert words in finding.because


@pytest.mark.proves("E4", "L303")
@pytest.mark.parametrize(
    ("given", "verdict", "words"),
    [
        pytest.param(
            evidence(exchange(gives="1"), exchange(1)),
            CONFIRMED,
            "was exchanged at 2026-03-02 12:00:00 UTC, and sent again at 2026-03-02 12:01",
            id="the first one was accepted",
        ),
        pytest.param(
            evidence(exchange(status=None), exchange(1)),
            SUSPECTED,
            "no good answer arrived",
            id="the first one was not answered",
        ),
        pytest.param(
            evidence(exchange(status=503), exchange(1)),
            SUSPECTED,
            "may have accepted it",
            id="the service failed at the first one",
        ),
        pytest.param(
            evidence(exchange(redirect_uri=OTHER), exchange(1)),
            SUSPECTED,
            "refused with HTTP 400, which may have used it up",
            id="the first one was refused",
        ),
        pytest.param(
            evidence(exchange(code=marked("code", "C0"), gives="1"), exchange(1)),
            RULED_OUT,
            "had not been sent",
            id="another code was exchanged before",
        ),
        pytest.param(
            gapped(exchange()),
            CANNOT_TELL,
            "the record may have gaps",
            id="the record has gaps",
        ),
        pytest.param(
            evidence(exchange(code="‹hidden, 9 characters›")),
            CANNOT_TELL,
            "",
            id="the code has no fingerprint",
        ),
    ],
)
def test_the_uses_of_a_code_are_counted(
    given: Evidence, verdict: Verdict, words: str
) -> None:
    finding = judge("code_reused", given)

    assert finding.verdict is verdict
    assert words in finding.because


def test_a_request_is_found_by_the_state_that_its_response_brought_back() -> None:
    given = evidence(
        authorization_request(state="S1"),
        authorization_request(-1.5, state="S2", redirect_uri=OTHER),
        authorization_response(state="S1"),
        exchange(),
    )

    assert judge("redirect_uri_mismatch", given).verdict is RULED_OUT


def test_a_response_without_its_request_is_taken_for_the_latest() -> None:
    given = evidence(
        authorization_request(state="S2"), authorization_response(), exchange()
    )

    assert judge("redirect_uri_mismatch", given).verdict is RULED_OUT


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        pytest.param(
            evidence(*FRONT, exchange(code="‹hidden, 20 characters›")),
            SUSPECTED,
            id="what was sent has no code's shape",
        ),
        pytest.param(
            evidence(*FRONT, exchange()), RULED_OUT, id="it was sent as it came"
        ),
        pytest.param(
            evidence(*FRONT, exchange(code=marked("code", "C9"))),
            RULED_OUT,
            id="another code was sent whole",
        ),
        pytest.param(
            gapped(exchange(code="‹hidden, 20 characters›")),
            CANNOT_TELL,
            id="what the redirect brought is not on record",
        ),
    ],
)
def test_a_code_that_lost_its_shape_was_changed_on_its_way(
    given: Evidence, verdict: Verdict
) -> None:
    assert judge("code_malformed_or_truncated", given).verdict is verdict


def test_a_used_code_that_a_stranger_presents_is_not_reused_by_its_client() -> None:
    given = evidence(*FRONT, exchange(gives="1"), exchange(1, client_id=PRODUCTION))

    assert judge("code_reused", given).verdict is not CONFIRMED
