"""The user of our own provider, page by page, as a browser shows it."""

from grantlab.flows.hand import Hand
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.wire.browser import Browser, Sight


class Visitor:
    """Signs in, chooses a company, and says yes or no, in a browser of their own."""

    def __init__(self, hand: Hand) -> None:
        self._browser: Browser = hand.browser()

    def open(self, request: AuthorizationRequest) -> Sight:
        """Open the request as the app sends it."""
        return self._browser.open(request.url)

    def sign_in(self, request: AuthorizationRequest) -> Sight:
        """Go as far as the list of companies."""
        return self._browser.press(self.open(request), "Sign in")

    def consent(self, request: AuthorizationRequest) -> Sight:
        """Connect the first company of the list; return where the browser is sent."""
        return self._browser.press(self._choose(request), "Connect")

    def refuse(self, request: AuthorizationRequest) -> Sight:
        """Come as far as the question, and say no; return where the browser is sent."""
        return self._browser.press(self._choose(request), "No thanks")

    def _choose(self, request: AuthorizationRequest) -> Sight:
        company = self.sign_in(request).link("company id")
        if company is None:
            raise LookupError("no company is offered")
        return self._browser.open(company)
