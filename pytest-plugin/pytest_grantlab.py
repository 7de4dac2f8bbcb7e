"""The pytest fixture ``intuit``: a QuickBooks Online OAuth service for each test.

It runs Grantlab's provider as a process of its own, on a free port of this machine and
over a throw-away database, and sets it over its control API. Nothing of Grantlab is
imported, and nothing else but pytest, so this file works in any environment: installed,
or copied beside a ``conftest.py``. It is one file on purpose.

One process serves a whole session. A test finds nothing that an earlier one left: what
was issued, refused and armed is gone, the policy is ``faq``. What cannot be taken back,
such as a clock that was moved, costs a new process, about a second, with the same
address, keys and secrets as before.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import entry_points
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

import pytest

COMMAND_VARIABLE = "GRANTLAB_COMMAND"
REDIRECT_URI = "http://localhost:8000/callback"
ACCOUNTING = "com.intuit.quickbooks.accounting"
STARTS_WITHIN = 90.0
"""Seconds; a machine that is busy with tests starts nothing quickly."""

STOPS_WITHIN = 10.0
ANSWERS_WITHIN = 30.0
LOOK_EVERY = 0.05
_HOW = f"""\
Say how Grantlab's `flask` is called, in one of three ways:
    {COMMAND_VARIABLE}=/path/to/grantlab/.venv/bin/flask
    pytest --grantlab-command=/path/to/grantlab/.venv/bin/flask
    grantlab_command = /path/to/grantlab/.venv/bin/flask     (in pytest's ini file)"""


class ProviderStartError(Exception):
    """The provider could not be started; the message says what to do."""


class BenchError(Exception):
    """The provider did not do what the fixture asked for, and said why."""


class TokenError(Exception):
    """The token endpoint refused; ``status`` and ``body`` are what it answered."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"the token endpoint answered {status}: {body}")
        self.status = status
        self.body = body


@dataclass(frozen=True, slots=True, kw_only=True)
class Env:
    """What an integration has to be told, in place of Intuit's addresses and keys."""

    base_url: str
    client_id: str
    client_secret: str = field(repr=False)
    other_client_id: str
    """Of the production keys: for the mistake of using the other environment's keys."""

    other_client_secret: str = field(repr=False)
    redirect_uri: str

    @property
    def discovery_url(self) -> str:
        return f"{self.base_url}/.well-known/openid_sandbox_configuration"

    @property
    def authorization_endpoint(self) -> str:
        return f"{self.base_url}/connect/oauth2"

    @property
    def token_endpoint(self) -> str:
        return f"{self.base_url}/oauth2/v1/tokens/bearer"

    @property
    def revocation_endpoint(self) -> str:
        return f"{self.base_url}/v2/oauth2/tokens/revoke"

    @property
    def userinfo_endpoint(self) -> str:
        return f"{self.base_url}/sandbox-accounts/v1/openid_connect/userinfo"

    @property
    def jwks_uri(self) -> str:
        return f"{self.base_url}/op/v1/jwks"

    @property
    def api_url(self) -> str:
        """What stands for ``https://sandbox-quickbooks.api.intuit.com``."""
        return f"{self.base_url}/sandbox-quickbooks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What the browser brings back after the user pressed *Connect*."""

    redirect: str = field(repr=False)
    """The whole address, for the callback of an application under test."""

    parameters: Mapping[str, str] = field(repr=False)
    realm_id: str | None
    """``None`` where no company was asked for, or a fault keeps it back."""

    redirect_uri: str

    @property
    def code(self) -> str:
        """The authorization code.

        Raises:
            BenchError: there is none; the user was sent back with an error.
        """
        if "code" not in self.parameters:
            raise BenchError(f"sent back with {self.parameters.get('error')}")
        return self.parameters["code"]

    @property
    def state(self) -> str | None:
        return self.parameters.get("state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A connected company: what an integration would have stored."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    realm_id: str | None
    body: Mapping[str, Any] = field(repr=False)
    """The token response, member by member."""


class Bench:
    """The control API of a provider, over plain HTTP and past any proxy."""

    def __init__(self, base_url: str, token: str) -> None:
        self._base_url = base_url
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
        }
        self._opener = build_opener(ProxyHandler({}))

    def get(self, path: str) -> dict[str, Any]:
        return self._ask(path, None)

    def post(self, path: str, **members: object) -> dict[str, Any]:
        """Post the members that are not ``None``.

        Raises:
            BenchError: the provider will not do that.
        """
        told = {name: value for name, value in members.items() if value is not None}
        return self._ask(path, json.dumps(told).encode())

    def fetch(self, request: Request) -> str:
        """Return the body of an answer; an error status is an ``HTTPError``."""
        with self._opener.open(request, timeout=ANSWERS_WITHIN) as answer:
            text: str = answer.read().decode()
            return text

    def _ask(self, path: str, body: bytes | None) -> dict[str, Any]:
        url = f"{self._base_url}/_bench/{path}"
        try:
            text = self.fetch(Request(url, data=body, headers=self._headers))  # noqa: S310 -- loopback
        except HTTPError as exc:
            with exc:
                raise BenchError(_message(exc.read().decode())) from None
        members: dict[str, Any] = json.loads(text)
        return members


class Clock:
    """The service's clock. It only moves forward; the next test begins at today."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def now(self) -> datetime:
        return datetime.fromisoformat(self._bench.get("state")["clock"]["now"])

    def advance(self, by: str | timedelta) -> None:
        """Let time pass: ``"25h"``, ``"101d"``, or a ``timedelta``."""
        self._bench.post("clock/advance", by=_length(by))

    def to(self, moment: str) -> None:
        """Let time pass to a moment with a name, such as ``after-access-token-ends``."""
        self._bench.post("clock/advance", to=moment)


class Faults:
    """What the service does wrong on purpose."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def known(self) -> dict[str, str]:
        """Every fault there is, and what it does."""
        known = self._bench.get("state")["faults"]["known"]
        return {item["name"]: item["says"] for item in known}

    def arm(
        self,
        name: str,
        *,
        times: int | None = None,
        lasting: str | timedelta | None = None,
        amount: str | timedelta | None = None,
    ) -> None:
        """Arm a fault for the next request, for so many, or for a while.

        ``amount`` is how slow, or how wrong the clock, where a fault has such a thing.
        """
        members = {"for": _length(lasting), "amount": _length(amount)}
        self._bench.post("faults/arm", name=name, times=times, **members)

    def disarm(self, name: str | None = None) -> None:
        """Take one fault away, or all of them."""
        self._bench.post("faults/disarm", name=name)


class Policy:
    """Which of the disagreeing documents the service follows."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    @property
    def preset(self) -> str:
        return str(self._bench.get("state")["policy"]["preset"])

    def use(self, preset: str) -> None:
        """Take a preset: ``faq``, ``observed`` or ``rfc-9700``."""
        self._bench.post("policy", preset=preset)

    def turn(self, **knobs: str) -> None:
        """Turn single knobs of the preset in force, such as ``grace="1h"``."""
        self._bench.post("policy", knobs=knobs)


class App:
    """The app as it is registered with the service: its development keys."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def add_redirect_uri(self, uri: str) -> None:
        self._bench.post("app/redirect-uris/add", keys="development", uri=uri)

    def remove_redirect_uri(self, uri: str) -> None:
        self._bench.post("app/redirect-uris/remove", keys="development", uri=uri)

    def enable_scope(self, scope: str) -> None:
        self._bench.post("app/scopes", scope=scope, enabled=True)

    def disable_scope(self, scope: str) -> None:
        self._bench.post("app/scopes", scope=scope, enabled=False)


class Intuit:
    """One test's Intuit: where it is, and everything that can be done to it."""

    def __init__(self, env: Env, bench: Bench) -> None:
        self.env = env
        self.clock = Clock(bench)
        self.faults = Faults(bench)
        self.policy = Policy(bench)
        self.app = App(bench)
        self._bench = bench

    def consent(
        self,
        *,
        realm: str | None = None,
        scopes: Iterable[str] = (ACCOUNTING,),
        redirect_uri: str | None = None,
        state: str | None = None,
        code_challenge: str | None = None,
    ) -> Consent:
        """Consent as a user would, without a browser; return what comes back.

        ``realm`` is the number of a company, without it the first there is. ``scopes``
        are a list or one text with spaces.

        Raises:
            BenchError: the user would have been shown a page of the service instead.
        """
        uri = redirect_uri or self.env.redirect_uri
        told = self._bench.post(
            "connect",
            realm_id=realm,
            scopes=scopes.split() if isinstance(scopes, str) else list(scopes),
            redirect_uri=uri,
            state=state,
            code_challenge=code_challenge,
            code_challenge_method="S256" if code_challenge else None,
        )
        redirect = str(told.pop("redirect"))
        return Consent(
            redirect=redirect,
            parameters=told,
            realm_id=told.get("realmId"),
            redirect_uri=uri,
        )

    def exchange(self, consent: Consent) -> Tokens:
        """Trade a code for tokens, as a correct integration does.

        Raises:
            TokenError: the service refused.
        """
        form = {
            "grant_type": "authorization_code",
            "code": consent.code,
            "redirect_uri": consent.redirect_uri,
        }
        credentials = f"{self.env.client_id}:{self.env.client_secret}"
        request = Request(  # noqa: S310 -- loopback
            self.env.token_endpoint,
            data=urlencode(form).encode(),
            headers={
                "Authorization": f"Basic {b64encode(credentials.encode()).decode()}",
                "Accept": "application/json",
            },
        )
        try:
            body = json.loads(self._bench.fetch(request))
        except HTTPError as exc:
            with exc:
                raise TokenError(exc.code, exc.read().decode()) from None
        return Tokens(
            access_token=body["access_token"],
            refresh_token=body["refresh_token"],
            realm_id=consent.realm_id,
            body=body,
        )

    def connect(
        self, *, realm: str | None = None, scopes: Iterable[str] = (ACCOUNTING,)
    ) -> Tokens:
        """Connect a company: consent and exchange in one go."""
        return self.exchange(self.consent(realm=realm, scopes=scopes))

    def refusals(self) -> list[dict[str, Any]]:
        """Return what was refused so far, each with its true ``reason``."""
        refusals: list[dict[str, Any]] = self._bench.get("ledger")["refusals"]
        return refusals

    def state(self) -> dict[str, Any]:
        """Return how clock, policy, faults and app are set."""
        return self._bench.get("state")


class Server:
    """The provider's process, started anew where a test has left traces."""

    def __init__(self, command: list[str], folder: Path, redirect_uri: str) -> None:
        self._command = command
        self._folder = folder
        self._redirect_uri = redirect_uri
        self._pristine = folder / "pristine"
        self._worlds = 0
        self._port = "0"
        self._process: subprocess.Popen[bytes] | None = None
        self._prepare()

    def fresh(self) -> Intuit:
        """Return a service that nobody has used yet."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        elif not self._tidied():
            self.stop()
            self._start()
        return Intuit(self._env, self._bench)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _prepare(self) -> None:
        """Make a database with an app in it; every process gets a copy."""
        words = (
            "provider", "app", "add-redirect-uri", self._redirect_uri,
            "--keys", "development", "--instance", str(self._pristine),
        )  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 -- the command that the user named
                [*self._command, *words],
                cwd=self._folder,
                env=_surroundings(),
                capture_output=True,
                text=True,
                timeout=STARTS_WITHIN,
                check=False,
            )
        except OSError as exc:
            raise ProviderStartError(
                f"{self._command[0]} cannot be run: {exc}.\n{_HOW}"
            ) from exc
        except subprocess.TimeoutExpired as exc:
            raise ProviderStartError(
                f"{_shown(self._command)} did not end within {STARTS_WITHIN:.0f} s."
            ) from exc
        if done.returncode == 1 and done.stderr.startswith("Not added:"):
            raise ProviderStartError(
                f"The redirect URI {self._redirect_uri!r} cannot be registered."
                f" {done.stderr}"
            )
        if done.returncode:
            raise ProviderStartError(
                f"{_shown(self._command)} is not Grantlab's. It said:\n"
                f"{done.stderr.strip()}\n{_HOW}"
            )

    def _start(self) -> None:
        self._worlds += 1
        world = self._folder / f"world-{self._worlds}"
        shutil.copytree(self._pristine, world)
        said, complained = world / "stdout.txt", world / "stderr.txt"
        words = (
            "provider", "run", "--port", self._port,
            "--instance", str(world), "--print-env",
        )  # fmt: skip
        with said.open("wb") as out, complained.open("wb") as err:
            self._process = subprocess.Popen(  # noqa: S603 -- as above
                [*self._command, *words],
                cwd=world,
                env=_surroundings(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
            )
        try:
            self._read_env(self._wait_for_lines(said, complained))
            self._wait_for_answer(complained)
        except BaseException:
            self.stop()
            raise

    def _wait_for_lines(self, said: Path, complained: Path) -> dict[str, str]:
        deadline = monotonic() + STARTS_WITHIN
        while True:
            lines = said.read_text("utf-8").splitlines(keepends=True)
            told = dict(line.strip().split("=", 1) for line in lines if "=" in line)
            # The last one that is printed, and the whole of it.
            if "GRANTLAB_BENCH_TOKEN" in told and lines[-1].endswith("\n"):
                return told
            self._wait_a_little(deadline, complained)

    def _read_env(self, told: Mapping[str, str]) -> None:
        base_url = told["GRANTLAB_EMBEDDED_URL"]
        self._port = base_url.rpartition(":")[2]
        self._env = Env(
            base_url=base_url,
            client_id=told["GRANTLAB_EMBEDDED_CLIENT_ID"],
            client_secret=told["GRANTLAB_EMBEDDED_CLIENT_SECRET"],
            other_client_id=told["GRANTLAB_EMBEDDED_OTHER_CLIENT_ID"],
            other_client_secret=told["GRANTLAB_EMBEDDED_OTHER_CLIENT_SECRET"],
            redirect_uri=self._redirect_uri,
        )
        self._bench = Bench(base_url, told["GRANTLAB_BENCH_TOKEN"])

    def _wait_for_answer(self, complained: Path) -> None:
        deadline = monotonic() + STARTS_WITHIN
        while True:
            try:
                self._untouched = self._setting()
            except OSError:
                self._wait_a_little(deadline, complained)
            else:
                return

    def _wait_a_little(self, deadline: float, complained: Path) -> None:
        assert self._process is not None  # noqa: S101 -- for the type checker
        try:
            ended = self._process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if monotonic() < deadline:
                return
            problem = f"did not answer within {STARTS_WITHIN:.0f} s"
        else:
            problem = f"ended by itself, with {ended}"
        raise ProviderStartError(
            f"The provider ({_shown(self._command)}) {problem}. It said:\n"
            f"{complained.read_text('utf-8').strip() or '(nothing)'}"
        )

    def _tidied(self) -> bool:
        """Take back what can be taken back; say whether that was everything."""
        try:
            self._bench.post("reset")
            self._bench.post("faults/disarm")
            self._bench.post("policy", preset="faq")
            return self._setting() == self._untouched
        except (OSError, BenchError):
            return False

    def _setting(self) -> dict[str, Any]:
        state = self._bench.get("state")
        state["clock"].pop("now")
        return state


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let it be said how Grantlab is called, and what is registered with it."""
    says = "how Grantlab's flask is called"
    group = parser.getgroup("grantlab")
    group.addoption("--grantlab-command", metavar="COMMAND", help=says)
    parser.addini("grantlab_command", help=says)
    parser.addini(
        "grantlab_redirect_uri",
        help="the redirect URI that is registered for the tests",
        default=REDIRECT_URI,
    )


@pytest.fixture(scope="session")
def intuit_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Run the process behind ``intuit``: one for a session, from its first use on."""
    config = request.config
    folder = tmp_path_factory.mktemp("grantlab")
    try:
        command = find_command(config)
        server = Server(command, folder, config.getini("grantlab_redirect_uri"))
    except ProviderStartError as exc:
        raise pytest.fail.Exception(str(exc), pytrace=False) from None
    yield server
    server.stop()


@pytest.fixture
def intuit(intuit_server: Server) -> Intuit:
    """Return an Intuit that this test has for itself."""
    try:
        return intuit_server.fresh()
    except ProviderStartError as exc:
        raise pytest.fail.Exception(str(exc), pytrace=False) from None


def find_command(config: pytest.Config) -> list[str]:
    """Return how Grantlab's ``flask`` is called, as it was said or can be seen.

    Raises:
        ProviderStartError: nobody said, and it is not in this environment.
    """
    named = (
        config.getoption("grantlab_command")
        or os.environ.get(COMMAND_VARIABLE)
        or config.getini("grantlab_command")
    )
    if named:
        program, *words = shlex.split(named, posix=os.name != "nt")
        path = Path(program).expanduser()
        # A bare name is looked for on the PATH; a relative path begins at the project.
        found = path.name if path.name == program else str(config.rootpath / path)
        return [found, *words]
    if entry_points(group="flask.commands", name="provider"):
        return [sys.executable, "-m", "flask"]
    raise ProviderStartError(f"Grantlab is not in this environment.\n{_HOW}")


def _surroundings() -> dict[str, str]:
    """Return the environment without what the project under test set for itself.

    Its PYTHONPATH could hide a module of Grantlab behind one of its own, and its FLASK
    variables are about another application. The hosts a provider answers to may be set.
    """
    return {
        name: value
        for name, value in os.environ.items()
        if name == "GRANTLAB_PROVIDER_HOSTS"
        or not name.startswith(("PYTHON", "FLASK_", "GRANTLAB_"))
    }


def _length(length: str | timedelta | None) -> str | None:
    if isinstance(length, timedelta):
        return f"{length // timedelta(seconds=1)}s"
    return length


def _message(body: str) -> str:
    try:
        return str(json.loads(body)["message"])
    except (ValueError, KeyError, TypeError):
        return body


def _shown(command: list[str]) -> str:
    return f"`{shlex.join(command)}`"
