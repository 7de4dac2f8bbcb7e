"""A person at a terminal: an address is printed, and the browser comes back to this machine."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Protocol
from urllib.parse import parse_qsl, urlsplit

from blueprints.sentences import as_sentence
from blueprints.verification.callback_listener import PortTakenError
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.authorization_response import find_single
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.verification.errors import NobodyThereError
from grantlab.verification.person import DID_NOT_COME, WAITS, WAITS_SAID

PASTES = 3
"""How often something that was pasted may be wrong."""


class Listener(Protocol):
    """What waits at the redirect URI."""

    def expect(self, state: Secret) -> None: ...

    def wait(self, *, within: timedelta) -> Pairs | None: ...


Listen = Callable[[str], AbstractContextManager[Listener]]
"""Listens at a redirect URI; raises ``PortTakenError``."""


class Terminal:
    """Prints where to consent and waits at the redirect URI; see the port ``Way``.

    While another program has the port, it asks for the address that the browser was sent
    to. Grantlab itself answers there with another address at once, and has to be stopped.
    """

    def __init__(
        self, *, say: Callable[[str], None], read: Callable[[str], str], listen: Listen
    ) -> None:
        self._say = say
        self._read = read
        """Prompts for a line, which is not shown while it is typed."""

        self._listen = listen

    def ask(self, request: AuthorizationRequest, realm_id: str | None, /) -> Pairs:
        company = "a company" if realm_id is None else f"the company {realm_id}"
        address = f"\nOpen this address in a browser and connect {company}:\n\n{request.url}\n"
        try:
            return self._wait(request, address)
        except PortTakenError as exc:
            self._say(address)
            return self._ask_to_paste(request, as_sentence(str(exc)))

    def _wait(self, request: AuthorizationRequest, address: str) -> Pairs:
        with self._listen(request.redirect_uri) as listener:
            listener.expect(request.state)
            self._say(f"{address}\nWaiting for the browser, up to {WAITS_SAID} …")
            brought = listener.wait(within=WAITS)
        if brought is None:
            raise NobodyThereError(DID_NOT_COME)
        self._say("It has come back.")
        return brought

    def _ask_to_paste(self, request: AuthorizationRequest, trouble: str) -> Pairs:
        own = urlsplit(request.redirect_uri)
        self._say(
            f"{trouble} The browser cannot be listened for.\n"
            "If Grantlab has it: stop it and press Enter, or verify on its page, "
            f"{own.scheme}://{own.netloc}/verification.\n"
            "If another program has it: paste the whole address that the browser was sent to."
        )
        for _ in range(PASTES):
            pasted = self._read("Address (it is not shown)").strip()
            if not pasted:
                return self._wait_at_last(request)
            brought = read_pasted(pasted, request)
            if brought is not None:
                return brought
            self._say(
                f"That is not it: it begins with {request.redirect_uri}?, and its state is "
                "the one of the address above."
            )
        raise NobodyThereError("The address that the browser was sent to did not come.")

    def _wait_at_last(self, request: AuthorizationRequest) -> Pairs:
        try:
            return self._wait(request, "")
        except PortTakenError as exc:
            raise NobodyThereError(f"Nobody could be waited for: {exc}.") from exc


def read_pasted(pasted: str, request: AuthorizationRequest) -> Pairs | None:
    """Return what an address brings, if it is the response to this request."""
    address, found, query = pasted.partition("?")
    parameters = tuple(parse_qsl(query.partition("#")[0], keep_blank_values=True))
    state = find_single(parameters, "state")
    is_ours = address == request.redirect_uri and found and state is not None
    return parameters if is_ours and Secret(state or "") == request.state else None
