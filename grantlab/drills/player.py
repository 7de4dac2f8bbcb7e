"""Playing a drill: one act after the other, in a world of its own."""

from datetime import timedelta
from typing import assert_never

from grantlab.diagnosis.facts import KeyPairName
from grantlab.drills import article_job, consent, two_workers
from grantlab.drills.acts import (
    Act,
    Arm,
    ArticleJob,
    Call,
    Consent,
    Disconnect,
    Exchange,
    Keys,
    Refresh,
    RefreshRegularly,
    Remember,
    Restart,
    Revoke,
    TimePasses,
    TwoWorkers,
)
from grantlab.drills.drill import Drill
from grantlab.drills.program import STORED, Program
from grantlab.drills.recording import Recording, Scene
from grantlab.drills.world import OpenWorld, World
from grantlab.flows.hand import Hand
from grantlab.protocol.round_trip import RoundTrip
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_response import TokenSet
from grantlab.wire.answer_loss import AnswerLosingTransport

BREATH = timedelta(seconds=1)
"""How long every act takes at least, so that no two acts seem to have met."""

KEY_NAMES = {Keys.DEVELOPMENT: "development keys", Keys.PRODUCTION: "production keys"}


def play(drill: Drill, *, open_world: OpenWorld) -> Recording:
    """Play a drill from its beginning; every play is the first one.

    Raises:
        BenchRefusedError: the file asks for something that the bench does not have.
        LookupError: an act needs what no act before it has made.
    """
    with open_world(drill.stage) as world:
        player = _Player(drill, world)
        try:
            return player.play()
        finally:
            player.close()


class _Player:
    """One play: the world, the customer's program, and how far it has come."""

    def __init__(self, drill: Drill, world: World) -> None:
        self._drill = drill
        self._world = world
        self._program = Program()
        self._article_table: article_job.ArticleTable | None = None
        self._log: tuple[str, ...] = ()

    def play(self) -> Recording:
        stage, bench = self._drill.stage, self._world.bench
        bench.set_policy(stage.preset, stage.knobs)
        scenes = tuple(self._play(act) for act in self._drill.acts)
        registered = bench.fetch_state().app.keys[Keys.DEVELOPMENT].redirect_uris
        return Recording(
            drill=self._drill,
            scenes=scenes,
            generations=self._program.generations(),
            reason_by_tid={
                refusal.intuit_tid: refusal.reason
                for refusal in bench.fetch_ledger().refusals
            },
            registered_redirect_uris=registered,
            key_pairs=tuple(
                KeyPairName(client_id=pair.client_id, name=KEY_NAMES[keys])
                for keys, pair in self._world.keys.items()
            ),
            ended_at=self._world.clock.now(),
        )

    def close(self) -> None:
        if self._article_table is not None:
            self._article_table.close()

    def _play(self, act: Act) -> Scene:
        began_at, self._log = self._world.clock.now(), ()
        round_trips = self._perform(act)
        ended_at = self._world.clock.now()
        self._world.bench.advance(BREATH)
        return Scene(
            act=act,
            began_at=began_at,
            ended_at=ended_at,
            round_trips=round_trips,
            log=self._log,
        )

    def _perform(self, act: Act) -> tuple[RoundTrip, ...]:
        """Do what an act says; return what passed on the wire."""
        program, world = self._program, self._world
        match act:
            case Consent():
                return consent.ask_and_receive(act, self._drill.stage, program, world)
            case TwoWorkers():
                sent, self._log = two_workers.meet(act, program, world)
                return sent
            case ArticleJob():
                return self._run_article_job(act)
            case Exchange() | Call() | Refresh() | RefreshRegularly() | Revoke():
                return self._send(act)
            case Remember() | Restart() | TimePasses() | Arm() | Disconnect():
                self._change(act)
                return ()
            case _:
                assert_never(act)

    def _change(self, act: Remember | Restart | TimePasses | Arm | Disconnect) -> None:
        """Change the program, the time or the service; nothing is sent."""
        program, bench = self._program, self._world.bench
        match act:
            case Remember():
                program.copies[act.as_] = program.refresh_token()
            case Restart():
                program.started_with = act.takes
            case TimePasses(to=str() as moment):
                bench.advance_to(moment)
            case TimePasses():
                bench.advance(act.by or timedelta())
            case Arm():
                bench.arm(act.fault, times=act.times)
            case Disconnect():
                bench.arm("user-disconnects")
            case _:
                assert_never(act)

    def _send(
        self, act: Exchange | Call | Refresh | RefreshRegularly | Revoke
    ) -> tuple[RoundTrip, ...]:
        """Send one request, or one at every turn; return what passed."""
        program, hand = self._program, self._world.hand()
        match act:
            case Exchange():
                tokens = hand.exchange(
                    program.code_exchange(act), keys=self._world.keys[act.keys]
                )
                self._keep(tokens, sent=None, into=STORED)
            case Call():
                hand.call(program.realm_id, program.row.tokens.access_token)
            case Refresh():
                if act.loses_answer:
                    hand = self._world.hand(wrap=AnswerLosingTransport)
                self._refresh(hand, sends=act.sends, keeps=act.keeps)
            case RefreshRegularly():
                for _ in range(act.times):
                    self._world.bench.advance(act.every)
                    self._refresh(hand, sends=STORED, keeps=STORED)
            case Revoke():
                hand.revoke(program.refresh_token(act.sends))
            case _:
                assert_never(act)
        return hand.recorded

    def _refresh(self, hand: Hand, *, sends: str, keeps: str) -> None:
        token = self._program.refresh_token(sends)
        self._keep(hand.refresh(token), sent=token, into=keeps)

    def _keep(self, tokens: TokenSet | None, *, sent: Secret | None, into: str) -> None:
        if tokens is not None:
            now = self._world.clock.now()
            self._program.keep(tokens, sent=sent, into=into, now=now)

    def _run_article_job(self, act: ArticleJob) -> tuple[RoundTrip, ...]:
        if self._article_table is None:
            self._article_table = article_job.ArticleTable(self._program.row)
        sent, self._log = article_job.run_job(
            act, self._article_table, self._program, self._world
        )
        return sent
