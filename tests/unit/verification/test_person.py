"""A person who is asked to consent: by an address in a terminal, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from blueprints.verification.callback_listener import PortTakenError
from blueprints.verification.terminal import Terminal, read_pasted
from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.round_trip import Pairs
from grantlab.protocol.secret import Secret
from grantlab.verification.errors import NobodyThereError
from grantlab.verification.person import NoWay, Person
from tests.support import invented

REDIRECT_URI = "http://localhost:8484/walk/callback"
REQUEST = AuthorizationRequest(
    endpoint="https://appcenter.intuit.com/connect/oauth2",
    client_id=invented.CLIENT_ID,
    redirect_uri=REDIRECT_URI,
    scopes=("openid",),
    state=Secret("the-state-of-this-consent"),
    code_verifier=None,
)
YES: Pairs = (("code", invented.CODE), ("state", REQUEST.state.reveal()))
NO: Pairs = (("error", "access_denied"), ("state", REQUEST.state.reveal()))
PASTED = f"{REDIRECT_URI}?code={invented.CODE}&state={REQUEST.state.reveal()}"


@dataclass
class Answers:
    """A way on which these answers come, one after the other; then nobody is there."""

    brought: list[Pairs]
    asked: int = 0

    def ask(self, _request: AuthorizationRequest, _realm_id: str | None, /) -> Pairs:
        self.asked += 1
        if not self.brought:
            raise NobodyThereError("Nobody came.")
        return self.brought.pop(0)


@dataclass
class Desk:
    """A terminal with somebody at it, and a port that may be taken."""

    typed: list[str] = field(default_factory=list)
    brought: Pairs | None = YES
    taken: int = 0
    """How often the port is found taken."""

    said: list[str] = field(default_factory=list)
    waited: list[timedelta] = field(default_factory=list)

    def ask(self, realm_id: str | None = None) -> Pairs:
        terminal = Terminal(
            say=self.said.append, read=lambda _: self.typed.pop(0), listen=self.listen
        )
        return terminal.ask(REQUEST, realm_id)

    @contextmanager
    def listen(self, _redirect_uri: str) -> Iterator["Desk"]:
        if self.taken:
            self.taken -= 1
            raise PortTakenError("port 8484 is taken")
        yield self

    def expect(self, state: Secret) -> None:
        assert state == REQUEST.state

    def wait(self, *, within: timedelta) -> Pairs | None:
        self.waited.append(within)
        return self.brought


def test_a_person_is_asked_each_time() -> None:
    way = Answers([YES, YES])
    person = Person(way)

    assert [person.consent(REQUEST, realm_id=None) for _ in range(2)] == [YES, YES]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        pytest.param([NO], "said no", id="says no"),
        pytest.param([], "Nobody came", id="does not come"),
    ],
)
def test_whoever_has_gone_is_not_asked_again(answers: list[Pairs], words: str) -> None:
    way = Answers(answers)
    person = Person(way)

    for _ in range(2):
        with pytest.raises(NobodyThereError, match=words):
            person.consent(REQUEST, realm_id=None)

    assert way.asked == 1


def test_an_error_that_was_provoked_is_an_answer() -> None:
    brought: Pairs = (("error", "invalid_scope"), ("state", REQUEST.state.reveal()))

    assert Person(Answers([brought])).consent(REQUEST, realm_id=None) == brought


def test_without_a_way_nobody_is_there() -> None:
    with pytest.raises(NobodyThereError, match="It is night"):
        Person(NoWay("It is night.")).consent(REQUEST, realm_id=None)


def test_the_address_is_printed_once_somebody_listens_for_its_answer() -> None:
    desk = Desk()

    assert desk.ask() == YES
    assert REQUEST.url in desk.said[0]
    assert desk.waited == [timedelta(minutes=10)]


def test_a_company_that_matters_is_named() -> None:
    desk = Desk()

    desk.ask(realm_id="9341450000000102")

    assert "connect the company 9341450000000102" in desk.said[0]


def test_a_person_who_does_not_come_back_is_nobody() -> None:
    with pytest.raises(NobodyThereError, match="within 10 minutes"):
        Desk(brought=None).ask()


def test_while_the_port_is_taken_the_address_is_asked_for() -> None:
    desk = Desk(taken=1, typed=["something else", f"  {PASTED}\n"])

    assert desk.ask() == YES
    words = "\n".join(desk.said)
    assert REQUEST.url in words
    assert "Port 8484 is taken." in words
    assert "http://localhost:8484/verification" in words
    assert "That is not it" in words
    assert invented.CODE not in words


def test_once_grantlab_is_stopped_it_is_listened_after_all() -> None:
    desk = Desk(taken=1, typed=[""])

    assert desk.ask() == YES
    assert len(desk.waited) == 1


@pytest.mark.parametrize(
    ("desk", "words"),
    [
        pytest.param(Desk(taken=1, typed=["x"] * 3), "did not come", id="pasted wrong"),
        pytest.param(Desk(taken=2, typed=[""]), "is taken", id="still taken"),
    ],
)
def test_what_does_not_succeed_is_given_up(desk: Desk, words: str) -> None:
    with pytest.raises(NobodyThereError, match=words):
        desk.ask()


@pytest.mark.parametrize(
    "pasted",
    [
        pytest.param("", id="nothing"),
        pytest.param(REQUEST.url, id="the address that was printed"),
        pytest.param(PASTED.replace("the-state", "a-state"), id="another state"),
        pytest.param(PASTED.replace("state=", "other="), id="no state"),
        pytest.param(f"{PASTED}&state=x", id="two states"),
        pytest.param(PASTED.replace("localhost", "evil.example"), id="another host"),
        pytest.param(PASTED.replace("/walk", "/other/walk"), id="another path"),
    ],
)
def test_what_is_not_the_response_is_not_taken_for_it(pasted: str) -> None:
    assert read_pasted(pasted, REQUEST) is None


def test_a_fragment_is_no_part_of_a_response() -> None:
    assert read_pasted(f"{PASTED}#top", REQUEST) == YES
