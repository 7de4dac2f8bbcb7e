"""The provider as a whole: its parts, joined over one database file."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import assert_never

from grantlab.protocol.secret import Secret
from grantlab.provider.bench import (
    BackwardsError,
    Bench,
    KeptOffset,
    count_change,
)
from grantlab.provider.books.books import Books
from grantlab.provider.call import Call, begin_call
from grantlab.provider.company_api import CompanyApi
from grantlab.provider.consent import ConsentDesk
from grantlab.provider.database import Database, FilesUnusableError
from grantlab.provider.direct_consent import ConsentOrder, consent_directly
from grantlab.provider.disconnect_urls import DisconnectUrls
from grantlab.provider.faults.armed import FaultRack
from grantlab.provider.faults.fault import Event
from grantlab.provider.grants.authorization_code import AuthorizationCodeGrant
from grantlab.provider.grants.refresh_token import RefreshTokenGrant
from grantlab.provider.id_tokens import Signer
from grantlab.provider.issuing import Issuer
from grantlab.provider.ledger.codes import CodeLedger
from grantlab.provider.ledger.refusals import RecordedRefusal, RefusalLedger
from grantlab.provider.ledger.tokens import TokenLedger
from grantlab.provider.mint import Mint, digest_of
from grantlab.provider.moments import (
    Moment,
    MomentPassedError,
    find_moment,
    find_moments,
)
from grantlab.provider.policy.policy import Policy
from grantlab.provider.refusals import Endpoint, Reason, Refusal
from grantlab.provider.registry import KeyPair, Keys, Registry
from grantlab.provider.revocation import Revoker, disconnect
from grantlab.provider.schema import EMPTY_WORLD
from grantlab.provider.seed import (
    change_signing_key,
    plant,
    read_former_keys,
    read_signing_key,
)
from grantlab.provider.server import NOT_KEPT, Answer, TokenRequest, TokenServer
from grantlab.provider.standing import judge_standing
from grantlab.provider.tokens import IssuedToken
from grantlab.runtime.clock import BenchClock, Clock
from grantlab.runtime.entropy import Entropy

DATABASE_NAME = "provider.sqlite"
LOOKED_THROUGH = 500


class Provider:
    """Everything the provider's views need, and what a test may look into."""

    def __init__(
        self, instance: Path, *, clock: Clock, entropy: Entropy, seed_redirect_uri: str
    ) -> None:
        """Open the provider of a directory, which is made if need be.

        Raises:
            FilesUnusableError: the directory or the file in it cannot be used.
        """
        self.directory = instance
        self._entropy = entropy
        self._database = Database(instance / DATABASE_NAME)
        self._offset = KeptOffset(self._database)
        self.clock = BenchClock(clock, self._offset)
        self._mint = mint = Mint(entropy)
        try:
            instance.mkdir(parents=True, exist_ok=True)
            own = plant(self._database, mint, seed_redirect_uri=seed_redirect_uri)
        except (OSError, sqlite3.Error) as exc:
            raise FilesUnusableError(instance / DATABASE_NAME, exc) from exc
        self.session_key: Secret = own.session
        self.bench_token: Secret = own.bench_token
        self.bench = Bench(self._database)
        self.faults = FaultRack(self._database, self.clock)
        self._signer_known: tuple[int, Signer] | None = None
        # Reading a private key takes a tenth of a second, and most changes of the bench
        # leave it as it is.
        self._signer_of = lru_cache(maxsize=1)(_make_signer)
        self.registry = Registry(self._database, mint)
        self.disconnect_urls = DisconnectUrls(self._database)
        self.consent = ConsentDesk(
            self._database, self.registry, mint, bench=self.bench, faults=self.faults
        )
        self.api = CompanyApi(self._database, self.registry, bench=self.bench)
        self.books = Books(self._database)

    @property
    def policy(self) -> Policy:
        """What decides where published descriptions differ, as it is set now."""
        return self.bench.in_force().policy

    def advance(self, by: timedelta, *, seen: timedelta | None = None) -> None:
        """Let time pass; if it is said how far ahead the clock was seen, only from there.

        Raises:
            BackwardsError: the length is negative.
            MovedMeanwhileError: the clock was moved since it was seen.
            TooFarError: the clock would be more than a hundred years ahead.
        """
        if by < timedelta():
            raise BackwardsError
        self._offset.add(by, seen=seen)

    def advance_to(self, moment: Moment) -> None:
        """Let time pass until a moment with a name.

        Raises:
            NothingEndsError: there is nothing whose end it could be.
            MomentPassedError: it lies behind.
            TooFarError: the clock would be more than a hundred years ahead.
        """
        with self._database.read() as connection:
            at = find_moment(moment, policy=self.policy, connection=connection)
        by = at - self.clock.now()
        if by < timedelta():
            raise MomentPassedError(moment, at)
        self.clock.advance(by)

    def moments(self) -> Mapping[Moment, datetime | None]:
        """Return when each moment with a name is; ``None`` where nothing ends then."""
        with self._database.read() as connection:
            return find_moments(policy=self.policy, connection=connection)

    @property
    def signer(self) -> Signer:
        """What signs ID tokens now; the key may have been changed by any process."""
        revision = self.bench.in_force().revision
        known = self._signer_known
        if known is None or known[0] != revision:
            with self._database.read() as connection:
                key = read_signing_key(connection)
            known = self._signer_known = (revision, self._signer_of(key))
        return known[1]

    def published_keys(self) -> dict[str, object]:
        """Return the JSON Web Key Set that ID tokens are checked with."""
        if not self.policy.keeps_former_keys:
            return self.signer.published()
        with self._database.read() as connection:
            former = read_former_keys(connection)
        return self.signer.published(former)

    def befall(self, event: Event, presented: str) -> None:
        """Let something happen just before a request is looked at."""
        match event:
            case Event.USER_DISCONNECTS:
                self._disconnect_holder(presented)
            case Event.SIGNING_KEY_CHANGES:
                with self._database.write() as connection:
                    change_signing_key(connection, self._mint)
                    count_change(connection)
            case other:
                assert_never(other)

    def begin_call(self, *, skew: timedelta = timedelta()) -> Call:
        """Return the identity of a request that arrives now, by a clock that is off."""
        return begin_call(self.clock.now() + skew, self._entropy)

    def answer_token_request(self, request: TokenRequest) -> Answer:
        """Answer an exchange or a refresh: one request, one transaction."""
        issuer = self._issuer()
        with self._database.write() as connection:
            server = TokenServer(connection, issuer)
            server.register_grant(AuthorizationCodeGrant)
            server.register_grant(RefreshTokenGrant)
            answer: Answer = server.create_token_response(request)
            return answer

    def answer_revocation(self, request: TokenRequest) -> Answer:
        """Answer a revocation with a status and an empty body."""
        revoker, issuer = Revoker(self.policy), self._issuer()
        with self._database.write() as connection:
            server = TokenServer(connection, issuer)
            client = server.admit(request, "token", endpoint=Endpoint.REVOCATION)
            if isinstance(client, Refusal):
                return Answer(client.status, headers=NOT_KEPT)
            refusal = revoker.revoke(
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

    def newest_refusals(self) -> tuple[RecordedRefusal, ...]:
        """Return as many refusals as can be looked through, the oldest first."""
        with self._database.read() as connection:
            return RefusalLedger(connection).newest(LOOKED_THROUGH)

    def newest_tokens(self) -> tuple[IssuedToken, ...]:
        """Return as many tokens as can be looked through, the oldest first."""
        with self._database.read() as connection:
            return TokenLedger(connection).newest(LOOKED_THROUGH)

    def standings(self, tokens: Iterable[IssuedToken]) -> tuple[Reason | None, ...]:
        """Return for each token why it would be refused now; ``None`` for a good one."""
        policy, now = self.policy, self.clock.now()
        return tuple(judge_standing(item, policy=policy, now=now) for item in tokens)

    def connect(self, order: ConsentOrder, *, call: Call) -> str:
        """Consent without a browser; return where one would be sent.

        Raises:
            DirectConsentError: a page would have been shown instead.
        """
        return consent_directly(
            order, desk=self.consent, registry=self.registry, call=call
        )

    def reset(self) -> None:
        """Begin a new world: nothing issued, refused, armed or booked; the app stays.

        The clock stays where it is, for it only moves forward, and so does the policy.
        """
        with self._database.write() as connection:
            for statement in EMPTY_WORLD:
                connection.execute(statement)
            count_change(connection)

    def close(self) -> None:
        """Close the database; the next use opens what lies there then."""
        self._database.close()
        self.bench.forget()
        self.faults.forget()
        self._signer_known = None

    def _disconnect_holder(self, presented: str) -> None:
        digest = digest_of(presented)
        with self._database.write() as connection:
            token = TokenLedger(connection).find(digest)
            held = (
                token.chain
                if token is not None
                else CodeLedger(connection).find(digest)
            )
            if held is not None:
                disconnect(
                    held.client_id,
                    held.realm_id,
                    at=self.clock.now(),
                    connection=connection,
                )

    def _issuer(self) -> Issuer:
        return Issuer(
            mint=self._mint,
            read_signer=lambda: self.signer,
            policy=self.policy,
            succession_key=self.session_key,
        )


def _make_signer(key: Secret) -> Signer:
    return Signer(key.reveal())
