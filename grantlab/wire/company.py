"""The company API and UserInfo."""

from grantlab.protocol.company_info import (
    CompanyAnswer,
    company_info_path,
    read_company_answer,
)
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.wire.line import Answer, Line


class Company:
    """Calls that carry an access token, to its own environment's hosts only."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def fetch_company_info(self, realm_id: str, access_token: Secret) -> CompanyAnswer:
        """Ask a company for itself.

        Raises:
            UnreachableError: no answer came.
        """
        answer = self._line.get(
            self._line.endpoints.api + company_info_path(realm_id),
            purpose=Purpose.COMPANY_INFO,
            headers=_bearer(access_token),
        )
        return read_company_answer(
            status=answer.status, body=answer.body, intuit_tid=answer.intuit_tid
        )

    def fetch_userinfo(self, access_token: Secret) -> Answer:
        """Ask who consented; needs the scope ``openid``.

        Raises:
            UnreachableError: no answer came.

        Spec: OpenID Connect Core §5.3.
        """
        return self._line.get(
            self._line.endpoints.userinfo,
            purpose=Purpose.USERINFO,
            headers=_bearer(access_token),
        )


def _bearer(access_token: Secret) -> dict[str, str]:
    return {"Authorization": f"Bearer {access_token.reveal()}"}
