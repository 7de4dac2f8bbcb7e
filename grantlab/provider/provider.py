"""The provider as a whole: its parts, joined over one database file."""

from pathlib import Path

from grantlab.protocol.secret import Secret
from grantlab.provider.call import Call, begin_call
from grantlab.provider.company_api import CompanyApi
from grantlab.provider.consent import ConsentDesk
from grantlab.provider.database import Database
from grantlab.provider.grants.authorization_code import AuthorizationCodeGrant
from grantlab.provider.grants.refresh_token import RefreshTokenGrant
from grantlab.provider.id_tokens import Signer
from grantlab.provider.issuing import Issuer
from grantlab.provider.ledger.refusals import RecordedRefusal, RefusalLedger
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.mint import Mint
from grantlab.provider.refusals import Endpoint, Refusal
from grantlab.provider.registry import KeyPair, Keys, Registry
from grantlab.provider.revocation import Revoker, disconnect
from grantlab.provider.rotation import FAQ
from grantlab.provider.seed import plant
from grantlab.provider.server import NOT_KEPT, Answer, TokenRequest, TokenServer
from grantlab.provider.tokens import IssuedToken
from grantlab.runtime.clock import Clock
from grantlab.runtime.entropy import Entropy

DATABASE_NAME = "provider.sqlite"


class Provider:
    """Everything the provider's views need, and what a test may look into."""

    def __init__(
        self, instance: Path, *, clock: Clock, entropy: Entropy, seed_redirect_uri: str
    ) -> None:
        instance.mkdir(parents=True, exist_ok=True)
        self.directory = instance
        self.clock = clock
        self.policy = FAQ
        self._entropy = entropy
        self._database = Database(instance / DATABASE_NAME)
        mint = Mint(entropy)
        own = plant(self._database, mint, seed_redirect_uri=seed_redirect_uri)
        self.session_key: Secret = own.session
        self.signer = Signer(own.signing.reveal())
        self.registry = Registry(self._database, mint)
        self.consent = ConsentDesk(self._database, self.registry, mint)
        self._issuer = Issuer(mint=mint, signer=self.signer, policy=self.policy)
        self._revoker = Revoker(self.policy)
        self.api = CompanyApi(self._database, self.registry)

    def begin_call(self) -> Call:
        """Return the identity of a request that arrives now."""
        return begin_call(self.clock.now(), self._entropy)

    def answer_token_request(self, request: TokenRequest) -> Answer:
        """Answer an exchange or a refresh: one request, one transaction."""
        with self._database.write() as connection:
            server = TokenServer(connection, self._issuer)
            server.register_grant(AuthorizationCodeGrant)
            server.register_grant(RefreshTokenGrant)
            answer: Answer = server.create_token_response(request)
            return answer

    def answer_revocation(self, request: TokenRequest) -> Answer:
        """Answer a revocation with a status and an empty body."""
        with self._database.write() as connection:
            server = TokenServer(connection, self._issuer)
            client = server.admit(request, "token", endpoint=Endpoint.REVOCATION)
            if isinstance(client, Refusal):
                return Answer(client.status, headers=NOT_KEPT)
            refusal = self._revoker.revoke(
                request.form["token"],
                client=client,
                call=request.call,
                connection=connection,
            )
            status = 200 if refusal is None else refusal.status
            return Answer(status, headers=NOT_KEPT)

    def key_pair(self, keys: str) -> KeyPair:
        """Return the key pair named ``development`` or ``production``."""
        return self.registry.key_pair(Keys(keys))

    def redirect_uris(self, keys: str) -> tuple[str, ...]:
        """Return what is registered for one key pair."""
        return self.registry.redirect_uris(Keys(keys))

    def disconnect(self, realm_id: str | None) -> None:
        """End every connection of a company, as the user does inside QuickBooks."""
        clients = [self.key_pair(keys).client_id for keys in Keys]
        with self._database.write() as connection:
            for client_id in clients:
                disconnect(
                    client_id, realm_id, at=self.clock.now(), connection=connection
                )

    def connected(self) -> tuple[IssuedToken, ...]:
        """Return the newest refresh token of each connection that is alive."""
        with self._database.read() as connection:
            return TokenLedger(connection).connected(at=self.clock.now())

    def family(self, chain_id: int) -> tuple[IssuedToken, ...]:
        """Return every token of one consent, in the order they were issued."""
        with self._database.read() as connection:
            return TokenLedger(connection).of_chain(chain_id)

    def refusals(self) -> tuple[RecordedRefusal, ...]:
        """Return every refusal with its private reason, the oldest first."""
        with self._database.read() as connection:
            return RefusalLedger(connection).all()

    def close(self) -> None:
        self._database.close()
