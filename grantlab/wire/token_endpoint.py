"""The token and revocation endpoints, through Authlib's client."""

from collections.abc import Callable
from typing import NoReturn

import httpx2
from authlib.integrations.httpx_client import OAuth2Client

from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.round_trip import Purpose
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.protocol.token_response import TokenAnswer
from grantlab.wire.errors import UnreachableError
from grantlab.wire.line import Answer, Line
from grantlab.wire.outbound import TIMEOUT
from grantlab.wire.recording import describe_failure

HARD_EXPIRY_HEADER = {"x-include-refresh-token-hard-expires-in": "true"}
"""Asks how much is left of the five years; told only to a client that asks (L507)."""


class _AnswerReadError(Exception):
    """Ends Authlib's work once the response is in our hands."""

    def __init__(self, response: httpx2.Response) -> None:
        super().__init__()
        self.response = response


class TokenEndpoint:
    """Sends token requests; the answers are given back raw.

    Authlib builds and authenticates the request. Its parser is not used: it computes
    deadlines from the machine's clock and raises on bodies that have to be shown.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def exchange(self, request: CodeExchange, *, keys: KeyPair) -> TokenAnswer:
        """Trade a code for tokens.

        Raises:
            UnreachableError: no answer came; the code may have been spent.

        Spec: RFC 6749 §4.1.3.
        """
        verifier = {} if request.code_verifier is None else {
            "code_verifier": request.code_verifier.reveal()
        }  # fmt: skip
        client = self._client(keys, Purpose.EXCHANGE)
        return self._send(
            client.fetch_token,
            grant_type="authorization_code",
            code=request.code.reveal(),
            redirect_uri=request.redirect_uri,
            **verifier,
        )

    def refresh(self, refresh_token: Secret, *, keys: KeyPair) -> TokenAnswer:
        """Ask for a new pair.

        Raises:
            UnreachableError: no answer came; the refresh token may have been replaced.

        Spec: RFC 6749 §6.
        """
        client = self._client(keys, Purpose.REFRESH)
        return self._send(client.refresh_token, refresh_token=refresh_token.reveal())

    def revoke(self, token: Secret, *, keys: KeyPair) -> Answer:
        """Tell the service to end a token; JSON, as Intuit's own examples send it.

        Raises:
            UnreachableError: no answer came; the token may have been ended.

        Spec: RFC 7009 §2.1, with a JSON body. Source: the wire facts on revocation.
        """
        client = self._client(keys, Purpose.REVOCATION)
        try:
            response = client.post(
                self._line.endpoints.revocation,
                json={"token": token.reveal()},
                headers=self._line.headers,
                auth=client.client_auth(client.revocation_endpoint_auth_method),
            )
        except httpx2.RequestError as exc:
            raise UnreachableError(describe_failure(exc)) from exc
        return self._line.answer(response)

    def _send(self, send: Callable[..., object], **parameters: str) -> TokenAnswer:
        """Have Authlib send a token request, and take the answer before its parser does."""
        try:
            send(self._line.endpoints.token, headers=self._form_headers(), **parameters)
        except _AnswerReadError as exc:
            return self._token_answer(exc.response)
        except httpx2.RequestError as exc:
            raise UnreachableError(describe_failure(exc)) from exc
        raise AssertionError("the hook takes every answer")

    def _client(self, keys: KeyPair, purpose: Purpose) -> OAuth2Client:
        self._line.recorder.purpose = purpose
        client = OAuth2Client(
            client_id=keys.client_id,
            client_secret=keys.client_secret.reveal(),
            token_endpoint_auth_method="client_secret_basic",  # noqa: S106 -- a method's name
            transport=self._line.transport,
            trust_env=False,
            timeout=TIMEOUT,
        )
        client.register_compliance_hook("access_token_response", _stop_at_answer)
        client.register_compliance_hook("refresh_token_response", _stop_at_answer)
        return client

    def _form_headers(self) -> dict[str, str]:
        return {
            **self._line.headers,
            "Content-Type": "application/x-www-form-urlencoded",
            **HARD_EXPIRY_HEADER,
        }

    def _token_answer(self, response: httpx2.Response) -> TokenAnswer:
        answer = self._line.answer(response)
        return TokenAnswer(
            status=answer.status,
            body=answer.body,
            intuit_tid=answer.intuit_tid,
            received_at=answer.received_at,
            issued_at=answer.issued_at,
        )


def _stop_at_answer(response: httpx2.Response) -> NoReturn:
    raise _AnswerReadError(response)
