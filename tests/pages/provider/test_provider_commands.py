"""``flask provider …``, as typed."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from blueprints.provider.commands import provider
from blueprints.provider.opening import make_served_app
from grantlab.provider.registry import Keys
from tests.support.provider import Visitor, make_visitor


@pytest.fixture
def instance(visitor: Visitor, tmp_path: Path) -> Path:
    """Give the directory of a provider that was seeded before."""
    visitor.provider.close()
    return tmp_path


def type_in(instance: Path, *words: str) -> Result:
    return CliRunner().invoke(provider, ["app", *words, "--instance", str(instance)])


def test_show_prints_ids_and_uris_but_no_secret(instance: Path) -> None:
    result = type_in(instance, "show")

    secret = make_visitor(instance).pair.client_secret.reveal()
    assert result.exit_code == 0
    assert "development\tredirect uri\thttp://localhost:8484/walk/callback" in (
        result.output
    )
    assert "scope\tdisabled\tcom.intuit.quickbooks.payment" in result.output
    assert secret not in result.output


def test_show_prints_json(instance: Path) -> None:
    shown = json.loads(type_in(instance, "show", "--json").output)

    assert shown["keys"]["production"]["client_id"].startswith("AB")
    assert shown["scopes"]["openid"] is True


def test_a_redirect_uri_is_added_and_removed(instance: Path) -> None:
    words = ("https://a.example/cb", "--keys", "production")

    assert type_in(instance, "add-redirect-uri", *words).exit_code == 0
    assert "https://a.example/cb" in type_in(instance, "show").output
    assert type_in(instance, "remove-redirect-uri", *words).exit_code == 0
    gone = type_in(instance, "remove-redirect-uri", *words)
    assert gone.exit_code == 1
    assert "not on the list" in gone.output


def test_a_disconnect_url_is_set_and_taken_away(instance: Path) -> None:
    def set_to(url: str) -> Result:
        return type_in(instance, "set-disconnect-url", url, "--keys", "production")

    assert set_to("https://a.example/gone").exit_code == 0
    shown = type_in(instance, "show").output
    assert "production\tdisconnect url\thttps://a.example/gone" in shown
    refused = set_to("ftp://a.example")
    assert refused.exit_code == 1
    assert "Not registered" in refused.output
    assert set_to("").exit_code == 0
    assert "a.example" not in type_in(instance, "show").output


def test_a_redirect_uri_against_the_rules_is_refused_in_words(instance: Path) -> None:
    result = type_in(
        instance, "add-redirect-uri", "http://a.example", "--keys", "production"
    )

    assert result.exit_code == 1
    assert "must begin with https" in result.output


def test_scopes_are_enabled_and_disabled(instance: Path) -> None:
    assert (
        type_in(instance, "enable-scope", "com.intuit.quickbooks.payment").exit_code
        == 0
    )
    assert type_in(instance, "disable-scope", "openid").exit_code == 0

    output = type_in(instance, "show").output
    assert "scope\tenabled\tcom.intuit.quickbooks.payment" in output
    assert "scope\tdisabled\topenid" in output


@pytest.mark.parametrize("command", ["enable-scope", "disable-scope"])
def test_an_unknown_scope_is_wrong_use(instance: Path, command: str) -> None:
    result = type_in(instance, command, "nonsense")

    assert result.exit_code == 2
    assert "there is no scope 'nonsense'" in result.output


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        pytest.param(
            ("add-redirect-uri", "https://a.example/cb", "--keys", "production"),
            0,
            id="added",
        ),
        pytest.param(
            ("add-redirect-uri", "http://a.example/cb", "--keys", "production"),
            1,
            id="against the rules",
        ),
        pytest.param(
            ("remove-redirect-uri", "https://a.example", "--keys", "production"),
            1,
            id="not on the list",
        ),
        pytest.param(
            ("set-disconnect-url", "https://a.example", "--keys", "production"),
            0,
            id="set",
        ),
        pytest.param(("enable-scope", "openid"), 0, id="enabled"),
        pytest.param(("disable-scope", "openid"), 0, id="disabled"),
    ],
)
def test_what_changes_the_app_prints_it_as_json(
    instance: Path, words: tuple[str, ...], exit_code: int
) -> None:
    result = type_in(instance, *words, "--json")

    assert result.exit_code == exit_code
    assert json.loads(result.stdout) == json.loads(
        type_in(instance, "show", "--json").output
    )


def test_a_new_secret_is_printed(instance: Path) -> None:
    plain = type_in(instance, "new-secret", "--keys", "development").output.strip()
    shown = type_in(instance, "new-secret", "--keys", "development", "--json").output

    assert re.fullmatch(r"[A-Za-z0-9]{40}", plain)
    newest = make_visitor(instance).provider.key_pair(Keys.DEVELOPMENT)
    assert json.loads(shown)["client_secret"] == newest.client_secret.reveal()


@pytest.mark.parametrize("words", [("show",), ("new-secret", "--keys", "development")])
def test_a_directory_that_cannot_be_used_is_said_in_one_line(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "provider.sqlite").mkdir()

    result = type_in(tmp_path, *words)

    assert result.exit_code == 2
    assert "The provider cannot start: provider.sqlite cannot be used" in result.stderr
    assert "GRANTLAB_INSTANCE or --instance" in result.stderr


def test_a_server_that_cannot_start_says_so_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "provider.sqlite").mkdir()

    with pytest.raises(SystemExit) as ended:
        make_served_app(tmp_path)

    assert ended.value.code == 2
    assert "The provider cannot start: provider.sqlite" in capsys.readouterr().err


def test_unknown_keys_are_wrong_use(instance: Path) -> None:
    assert type_in(instance, "new-secret", "--keys", "staging").exit_code == 2
