"""The pytest plugin, in other people's projects."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from pytest_grantlab import (
    BenchError,
    Intuit,
    ProviderStartError,
    Server,
    TokenError,
)

from tests.support.foreign import foreign_python

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "pytest-plugin"
OURS = [sys.executable, "-m", "flask"]
CALLBACK = "http://localhost:8000/callback"


def example() -> str:
    """Return the test file that the documentation begins with."""
    text = (ROOT / "docs" / "testing-your-integration.md").read_text(encoding="utf-8")
    return text.partition("```python\n")[2].partition("```")[0]


def make_project(folder: Path, tests: str) -> Path:
    """Make somebody's project, with modules that are called as ours are."""
    (folder / "test_quickbooks.py").write_text(tests, encoding="utf-8")
    for name in ("app.py", "grantlab.py", "blueprints.py"):
        (folder / name).write_text("raise ImportError('not yours')", encoding="utf-8")
    return folder


def run_tests(
    python: Path | str,
    project: Path,
    *options: str,
    path: Path | None = None,
    **variables: str,
) -> str:
    """Run the tests of a project as its owner would; return what is printed."""
    places = [str(project)] if path is None else [str(path), str(project)]
    # What belongs to this run would otherwise be inherited.
    kept = {name: value for name, value in os.environ.items() if "PYTEST" not in name}
    done = subprocess.run(  # noqa: S603 -- pytest
        [str(python), "-m", "pytest", "-p", "no:cacheprovider", *options],
        cwd=project,
        env={**kept, "PYTHONPATH": os.pathsep.join(places), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Build the plugin as pip does; return a place that it is installed in."""
    source = shutil.copytree(PLUGIN, tmp_path / "source")
    subprocess.run(  # noqa: S603 -- pip
        [
            *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-index"),
            *("--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path, source),
        ],
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "site", "zip")
    return tmp_path / "site"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def test_the_example_passes_where_nothing_of_ours_is_installed(
    installed: Path, project: Path
) -> None:
    make_project(project, example())

    said = run_tests(
        foreign_python(),
        project,
        path=installed,
        GRANTLAB_COMMAND=" ".join(OURS),
        # Of the project, and none of the provider's business.
        FLASK_APP="nowhere:app",
        http_proxy="http://127.0.0.1:9",
        no_proxy="127.0.0.1",
    )

    assert "4 passed" in said, said


def test_a_copied_file_finds_grantlab_in_its_own_environment(project: Path) -> None:
    make_project(
        project,
        "def test_it(intuit):\n"
        "    assert intuit.env.redirect_uri == 'http://localhost:3000/qb'\n"
        "    assert intuit.connect().realm_id\n",
    )
    shutil.copy(PLUGIN / "pytest_grantlab.py", project)
    (project / "conftest.py").write_text("pytest_plugins = ['pytest_grantlab']")
    (project / "pytest.ini").write_text(
        "[pytest]\ngrantlab_redirect_uri = http://localhost:3000/qb\n"
    )

    said = run_tests(sys.executable, project)

    assert "1 passed" in said, said


def test_an_installed_plugin_that_a_conftest_names_too_is_taken_once(
    installed: Path, project: Path
) -> None:
    make_project(project, "def test_it():\n    pass\n")
    (project / "conftest.py").write_text("pytest_plugins = ['pytest_grantlab']")

    said = run_tests(foreign_python(), project, "-W", "error", path=installed)

    assert "1 passed" in said, said


def test_where_grantlab_is_not_found_the_user_is_told_what_to_say(
    project: Path,
) -> None:
    make_project(project, "def test_it(intuit):\n    pass\n")

    said = run_tests(foreign_python(), project, "-p", "pytest_grantlab", path=PLUGIN)

    assert "Grantlab is not in this environment." in said
    assert "GRANTLAB_COMMAND=/path/to/grantlab/.venv/bin/flask" in said
    assert "another exception" not in said


@pytest.mark.parametrize(
    ("command", "says"),
    [
        pytest.param(["/nowhere/flask"], "cannot be run", id="no such program"),
        pytest.param(
            [sys.executable, "-c", "raise SystemExit('No such command')", "x"],
            "is not Grantlab's. It said:\nNo such command",
            id="another flask",
        ),
    ],
)
def test_a_wrong_command_is_answered_with_the_right_one(
    command: list[str], says: str, tmp_path: Path
) -> None:
    with pytest.raises(ProviderStartError) as caught:
        Server(command, tmp_path, CALLBACK)

    assert says in str(caught.value)
    assert "--grantlab-command=" in str(caught.value)


def test_a_redirect_uri_that_cannot_be_registered_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProviderStartError, match="'ftp://localhost' cannot be"):
        Server(OURS, tmp_path, "ftp://localhost")


def test_a_provider_that_dies_is_told_of_with_its_last_words(tmp_path: Path) -> None:
    server = Server(OURS, tmp_path, CALLBACK)
    (tmp_path / "pristine" / "provider.sqlite").write_bytes(b"no database")

    with pytest.raises(
        ProviderStartError, match=r"(?s)ended by itself.*not a database"
    ):
        server.fresh()


def test_nothing_of_a_test_is_left_for_the_next(intuit_server: Server) -> None:
    first = intuit_server.fresh()
    tokens = first.connect()
    first.faults.arm("http-500", times=9)
    first.policy.use("rfc-9700")
    first.policy.turn(grace="1h")

    second = intuit_server.fresh()

    state = second.state()
    assert state["faults"]["armed"] == []
    assert second.policy.preset == "faq"
    assert not any(knob["turned"] for knob in state["policy"]["knobs"])
    assert refresh(second, tokens.refresh_token).status_code == 400


def test_a_moved_clock_and_a_changed_app_cost_a_new_process(
    intuit_server: Server,
) -> None:
    first = intuit_server.fresh()
    noon = first.clock.now()
    first.clock.advance("101d")
    first.app.add_redirect_uri("http://localhost:1/other")

    second = intuit_server.fresh()

    # The address and the keys stay, for what was configured with them once.
    assert second.env == first.env
    assert (second.clock.now() - noon).total_seconds() < 3600
    with pytest.raises(BenchError):
        second.app.remove_redirect_uri("http://localhost:1/other")


def test_a_provider_that_was_killed_is_replaced(intuit_server: Server) -> None:
    before = intuit_server.fresh().env
    intuit_server.stop()

    after = intuit_server.fresh()

    assert after.env == before
    assert after.connect().realm_id


def test_a_consent_carries_what_a_callback_needs(intuit: Intuit) -> None:
    consent = intuit.consent(
        realm="9341450000000102",
        scopes="openid com.intuit.quickbooks.accounting",
        state="mine",
    )

    assert consent.redirect.startswith(f"{intuit.env.redirect_uri}?")
    assert (consent.state, consent.realm_id) == ("mine", "9341450000000102")
    tokens = intuit.exchange(consent)
    assert "id_token" in tokens.body
    with pytest.raises(TokenError) as refused:
        intuit.exchange(consent)
    assert refused.value.status == 400
    assert "invalid_grant" in refused.value.body


def test_no_secret_is_printed_with_a_failed_assertion(intuit: Intuit) -> None:
    consent = intuit.consent()
    tokens = intuit.exchange(consent)

    shown = f"{intuit.env!r} {consent!r} {tokens!r}"

    for secret in (
        intuit.env.client_secret,
        intuit.env.other_client_secret,
        consent.code,
        tokens.access_token,
        tokens.refresh_token,
    ):
        assert secret not in shown


def test_what_cannot_be_done_is_said_in_the_services_words(intuit: Intuit) -> None:
    with pytest.raises(BenchError, match="reach no company of that number"):
        intuit.consent(realm="1")
    with pytest.raises(BenchError, match="There is no fault 'x'"):
        intuit.faults.arm("x")

    intuit.faults.arm("scope-not-enabled")
    with pytest.raises(BenchError, match="invalid_scope"):
        intuit.connect()


def refresh(intuit: Intuit, token: str) -> requests.Response:
    return requests.post(
        intuit.env.token_endpoint,
        auth=(intuit.env.client_id, intuit.env.client_secret),
        data={"grant_type": "refresh_token", "refresh_token": token},
        timeout=10,
    )
