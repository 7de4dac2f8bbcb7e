"""Host and company: of two environments, or told to be of one."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

REFUSED = "\nmessage=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403"
SANDBOX = f"POST https://sandbox-quickbooks.api.intuit.com/v3/company/9341450000000101/bill{REFUSED}\n"
PRODUCTION = f"POST https://quickbooks.api.intuit.com/v3/company/9341450000000101/bill{REFUSED}\n"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        SANDBOX,
        PRODUCTION,
        f"{PRODUCTION}I have connected my sandbox company",
        f"{PRODUCTION}the company is a test company",
        f"{SANDBOX}it is our live company",
        f"{SANDBOX}it is not a sandbox company",
        f"{SANDBOX}is a sandbox company needed?",
        f"{SANDBOX}production keys, and a sandbox company",
    ],
)
def test_a_company_is_asked_for_in_the_other_environment(text: str) -> None:
    assert cause_of(text) == "wrong_base_url_environment"


@pytest.mark.parametrize(
    "text",
    [
        f"{SANDBOX}it is a sandbox company, and the keys are those for tests",
        f"{SANDBOX}the company was created in the developer portal",
        f"{PRODUCTION}it is our live company, with production keys",
        f"{PRODUCTION}it happens to paying customers",
    ],
)
def test_where_both_are_told_to_be_of_one_environment_it_is_asked(text: str) -> None:
    diagnosis = diagnose_paste(text)

    assert diagnosis.verdict is None
    assert "wrong_base_url_environment" in {one.id for one in diagnosis.candidates}
    assert diagnosis.question is not None
