"""What the environment may set, and what is said when it is set wrong."""

import os
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from grantlab.protocol.key_pair import KeyPair
from grantlab.protocol.secret import Secret
from grantlab.settings import (
    KEY_SETTINGS,
    SECRET_VARIABLES,
    Settings,
    SettingsError,
    read_settings,
)
from tests.support import invented


def test_without_any_variable_the_defaults_are_safe_for_a_laptop() -> None:
    settings = read_settings()

    assert settings.redirect_uri == "http://localhost:8484/walk/callback"
    assert settings.instance == Path("instance")
    assert settings.embedded_url is None
    assert settings.key_pairs == {}


@pytest.mark.parametrize("value", ["0", "65536", "-1", "eighty", "", "8484.5"])
def test_a_wrong_port_is_named_with_what_was_wrong(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANTLAB_PORT", value)

    with pytest.raises(SettingsError, match=r"^GRANTLAB_PORT: .+"):
        read_settings()


def test_a_wrong_setting_comes_with_an_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRANTLAB_EMBEDDED_URL", "localhost:8485")

    with pytest.raises(SettingsError, match=r"an example: http://127\.0\.0\.1:8485$"):
        read_settings()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8485/.well-known/openid_sandbox_configuration",
        "http://localhost:8484/intuit/.well-known/openid_sandbox_configuration",
        "https://[::1]/.well-known/openid_configuration",
    ],
)
def test_something_on_this_machine_may_stand_in_for_the_sandbox(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANTLAB_SANDBOX_DISCOVERY_URL", url)

    assert read_settings().sandbox_discovery_url == url


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(
            "https://developer.api.intuit.com/.well-known/openid_sandbox_configuration",
            id="Intuit's own",
        ),
        pytest.param("http://10.0.0.7/.well-known/x", id="a neighbour"),
        pytest.param("http://localhost.evil.example/.well-known/x", id="a look-alike"),
        pytest.param("http://localhost@evil.example/.well-known/x", id="a user's name"),
        pytest.param(
            "http://localhost:1@evil.example/.well-known/x", id="and password"
        ),
        pytest.param("http://evil.example#localhost/.well-known/x", id="a fragment"),
        pytest.param("http://127.0.0.1:8485", id="no document"),
        pytest.param("http://127.0.0.1:8485/.well-known/x?next=y", id="a query"),
        pytest.param("http://127.0.0.1:/.well-known/x", id="half a port"),
        pytest.param("http://127.0.0.1:65536/.well-known/x", id="no port"),
        pytest.param("http://127.0.0.1/a/../.well-known/x", id="a path that climbs"),
        pytest.param("ftp://localhost/.well-known/x", id="another scheme"),
        pytest.param("http://localhost/.well-known/x\n", id="a line break"),
        pytest.param("", id="nothing"),
    ],
)
def test_nothing_elsewhere_stands_in_for_the_sandbox(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANTLAB_SANDBOX_DISCOVERY_URL", url)

    with pytest.raises(
        SettingsError, match=r"^GRANTLAB_SANDBOX_DISCOVERY_URL: .+ on this machine"
    ):
        read_settings()


def test_a_client_secret_alone_is_never_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRANTLAB_SANDBOX_CLIENT_SECRET", invented.CLIENT_SECRET)

    with pytest.raises(SettingsError, match=r"^GRANTLAB_SANDBOX_CLIENT_ID: ") as caught:
        read_settings()

    assert invented.CLIENT_SECRET not in str(caught.value)


@pytest.mark.proves("L705")
@pytest.mark.parametrize("name", SECRET_VARIABLES)
def test_a_secret_variable_is_taken_out_of_the_environment(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, invented.CLIENT_SECRET)
    if name.endswith("_CLIENT_SECRET"):
        monkeypatch.setenv(name.replace("_SECRET", "_ID"), invented.CLIENT_ID)

    settings = read_settings()

    assert name not in os.environ
    assert invented.CLIENT_SECRET not in repr(settings)
    assert invented.CLIENT_SECRET in str(
        getattr(settings, name.removeprefix("GRANTLAB_").lower()).get_secret_value()
    )


def test_every_setting_that_is_secret_is_taken_out_of_the_environment() -> None:
    secret = {
        f"GRANTLAB_{name.upper()}"
        for name, field in Settings.model_fields.items()
        if "SecretStr" in str(field.annotation)
    }

    assert secret == set(SECRET_VARIABLES)


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("SANDBOX", "sandbox"),
        ("PRODUCTION", "production"),
        ("EMBEDDED", "embedded"),
        ("EMBEDDED_OTHER", "embedded_other"),
    ],
)
def test_a_key_pair_is_there_once_both_halves_are(
    prefix: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"GRANTLAB_{prefix}_CLIENT_ID", invented.CLIENT_ID)
    with pytest.raises(SettingsError, match=f"^GRANTLAB_{prefix}_CLIENT_SECRET: "):
        read_settings()

    monkeypatch.setenv(f"GRANTLAB_{prefix}_CLIENT_SECRET", invented.CLIENT_SECRET)
    assert read_settings().key_pairs == {
        name: KeyPair(invented.CLIENT_ID, Secret(invented.CLIENT_SECRET))
    }


@pytest.mark.parametrize("around", ["{} ", "\t{}", "{}\r\n", "\n {}\u00a0"])
def test_blanks_and_line_breaks_around_a_key_are_taken_off(
    around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANTLAB_SANDBOX_CLIENT_ID", around.format(invented.CLIENT_ID))
    monkeypatch.setenv(
        "GRANTLAB_SANDBOX_CLIENT_SECRET", around.format(invented.CLIENT_SECRET)
    )

    assert read_settings().key_pairs["sandbox"] == KeyPair(
        invented.CLIENT_ID, Secret(invented.CLIENT_SECRET)
    )


@pytest.mark.parametrize("name", KEY_SETTINGS)
@pytest.mark.parametrize("around", ['"{}"', "'{}'", "“{}”", "{} # mine", "{0}\n{0}"])
def test_a_key_with_quotes_or_blanks_in_it_is_refused_and_not_repeated(
    name: str, around: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable = f"GRANTLAB_{name.upper()}"
    monkeypatch.setenv(variable, around.format(invented.CLIENT_SECRET))

    with pytest.raises(SettingsError, match=f"^{variable}: .+ quote") as caught:
        read_settings()

    assert invented.CLIENT_SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "sqlite:///grantlab.sqlite"),
        ("vault_kms_key_id", "alias/grantlab"),
        ("embedded_url", "http://127.0.0.1:8485"),
    ],
)
def test_a_line_break_behind_an_address_is_taken_off(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"GRANTLAB_{name.upper()}", f"{value}\n")

    read = getattr(read_settings(), name)

    assert (read.get_secret_value() if isinstance(read, SecretStr) else read) == value


def test_settings_do_not_change_once_they_are_read() -> None:
    settings = read_settings()

    with pytest.raises(ValidationError):
        settings.port = 1
