"""Client ids that no service gave."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

PAGE = "\nSorry, but the app didn't connect"
APP_ID = "0f1e2d3c-1111-4222-8333-0123456789ab"


def asked(
    client_id: str, at: str = "https://appcenter.intuit.com/connect/oauth2"
) -> str:
    return (
        f"{at}?client_id={client_id}&response_type=code&scope=com.intuit.quickbooks.accounting"
        f"&redirect_uri=https%3A%2F%2Fdesk.example.com%2Fin&state=1{PAGE}"
    )


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "text",
    [
        asked("books%40desk.example"),
        asked("books@desk.example"),
        asked("undefined"),
        asked(""),
        asked("%7B%7Bclient_id%7D%7D"),
        asked("%24%7BQB_ID%7D"),
        asked("ABinventedclientid%20"),
        asked("%22ABinventedclientid%22"),
        asked("process.env.QB_ID"),
        asked("9341450000000101"),
        asked(APP_ID),
        asked("None", "https://accounts.example/oauth2/v2/auth"),
        f"I put my login into the client id field.{PAGE}",
        f"The client ID is our e-mail address.{PAGE}",
    ],
)
def test_a_client_id_that_no_service_gave_is_named(text: str) -> None:
    assert cause_of(text) == "bad_client_credentials"


@pytest.mark.parametrize(
    "text",
    [
        asked("ABinventedclientid"),
        asked("ABin..."),
        asked("<client id>"),
        asked("YOUR_CLIENT_ID"),
        asked("{{client_id}}"),
        asked("${process.env.QB_ID}"),
        asked(APP_ID, "https://login.example/common/oauth2/v2.0/authorize"),
        f"https://appcenter.intuit.com/connect/oauth2?client_id={PAGE}",
        f"I did not put my login into the client id field.{PAGE}",
        f"Should I put my login into the client id field?{PAGE}",
        f"The client id was entered, and an e-mail came.{PAGE}",
    ],
)
def test_a_client_id_that_may_be_good_is_no_finding(text: str) -> None:
    assert cause_of(text) is None
