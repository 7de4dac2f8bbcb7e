"""The two values that bind a response and an exchange to who asked."""

import pytest

from grantlab.protocol.pkce import VERIFIER_OCTETS, code_challenge, make_code_verifier
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import Kind, recognise
from grantlab.protocol.state import STATE_OCTETS, make_state
from tests.support.entropy import CountedEntropy

APPENDIX_B_OCTETS = bytes(
    [
        116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186,
        22, 212, 37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
    ]
)  # fmt: skip
"""RFC 7636 Appendix B."""


@pytest.mark.proves("L204")
def test_a_state_is_32_octets_of_chance_in_43_characters() -> None:
    entropy = CountedEntropy()

    first, second = (make_state(entropy.octets(STATE_OCTETS)) for _ in range(2))

    shape = recognise(first.reveal())
    assert shape is not None
    assert shape.kind is Kind.OCTETS_32
    assert len(first.reveal()) == 43
    assert first != second


def test_the_verifier_of_rfc_7636_appendix_b() -> None:
    verifier = make_code_verifier(APPENDIX_B_OCTETS)

    assert len(APPENDIX_B_OCTETS) == VERIFIER_OCTETS
    assert verifier == Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")


def test_the_challenge_of_rfc_7636_appendix_b() -> None:
    verifier = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")

    assert code_challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
