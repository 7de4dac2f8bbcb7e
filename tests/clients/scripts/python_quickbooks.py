"""A whole lifecycle with python-quickbooks, in its own environment.

Runs the lines of the page, whose file is the argument, and talks to the test as
``tests/clients/conversation.py`` says.
"""

import json
import runpy
import sys

from intuitlib.enums import Scopes
from intuitlib.exceptions import AuthClientError
from quickbooks.exceptions import AuthorizationException
from quickbooks.objects.company_info import CompanyInfo


def ask(**what: str) -> dict[str, str]:
    """Ask for what only the test can do, and wait for its answer."""
    print(json.dumps(what), flush=True)
    answer: dict[str, str] = json.loads(sys.stdin.readline())
    return answer


def saw(**values: object) -> None:
    print(json.dumps({"saw": values}), flush=True)


names = runpy.run_path(sys.argv[1])
auth_client, QuickBooks = names["auth_client"], names["QuickBooks"]

wanted = [Scopes.ACCOUNTING, Scopes.OPENID, Scopes.EMAIL]
response = ask(browse=auth_client.get_authorization_url(wanted))
saw(state_came_back=response["state"] == auth_client.state_token)
auth_client.get_bearer_token(response["code"], realm_id=response["realmId"])
saw(id_token_is_good=auth_client.id_token is not None)
saw(email=auth_client.get_user_info().json()["email"])

first = auth_client.refresh_token
auth_client.access_token = None
# Without an access token it refreshes by itself, and the pair is another one then.
quickbooks = QuickBooks(
    auth_client=auth_client, refresh_token=first, company_id=response["realmId"]
)
company = CompanyInfo.get(1, qb=quickbooks)
saw(company=company.CompanyName, rotated=quickbooks.refresh_token != first)

ask(advance="1h")
try:
    CompanyInfo.get(1, qb=quickbooks)
except AuthorizationException as refused:
    saw(after_an_hour=[type(refused).__name__, refused.error_code])

ask(advance="23h")
try:
    auth_client.refresh(refresh_token=first)
except AuthClientError as refused:
    saw(stale=[refused.status_code, json.loads(refused.content)])

auth_client.refresh()
saw(revoked=auth_client.revoke())
try:
    auth_client.refresh()
except AuthClientError as refused:
    saw(after_revocation=[refused.status_code, json.loads(refused.content)])
