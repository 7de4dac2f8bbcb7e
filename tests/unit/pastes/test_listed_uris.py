"""Redirect URIs as they stand on a portal's page, one to a line."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste
from grantlab.pastes.reading import read_paste
from grantlab.pastes.understood import Where

ASKED = (
    "https://appcenter.intuit.com/connect/oauth2?client_id=AB&response_type=code"
    "&scope=com.intuit.quickbooks.accounting"
    "&redirect_uri=https%3A%2F%2Fdesk.example.com%2Fin&state=1\nSorry, Desk didn't connect\n"
)
OTHER = "https://desk.example.com/start"
SAME = "https://desk.example.com/in"


@pytest.mark.parametrize(
    "listed",
    [
        f"Keys tab, Development, redirect URIs:\n  {OTHER}",
        f"Redirect URIs\n{OTHER}",
        f"Authorized redirect URIs\n  URIs 1\n  {OTHER}",
        f"The portal has\n\n   {OTHER}",
        f"In our dashboard:\n- {OTHER} (since May)\n- https://desk.example.com/out",
        f"Callback URLs\n1. {OTHER}\n2. https://desk.example.com/out",
        f"whitelisted:\n* {OTHER},",
    ],
)
def test_an_address_that_no_line_of_the_list_has_is_not_registered(listed: str) -> None:
    uris = read_paste(ASKED + listed).redirect_uris
    verdict = diagnose_paste(ASKED + listed).verdict

    assert OTHER in {one.uri for one in uris if one.where is Where.REGISTERED}
    assert verdict is not None
    assert verdict.id == "redirect_uri_mismatch"


@pytest.mark.parametrize(
    "text",
    [
        f"Redirect URIs:\n1. {SAME}\n2. {OTHER}",
        f"Redirect URIs:\n1. {OTHER}\n2. {SAME}",
        f"Redirect URIs that I tried:\n{OTHER}",
        f"Redirect URIs of our config:\n{OTHER}",
        f"Look into the portal.\n{OTHER}",
        "In the portal there is\nhttps://help.example.com/redirects",
        f"Redirect URIs\nare a riddle to me\n{OTHER}",
    ],
)
def test_a_list_that_has_the_address_or_is_none_is_no_finding(text: str) -> None:
    assert diagnose_paste(ASKED + text).verdict is None
