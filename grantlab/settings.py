"""What the environment may set, read once."""

import os
import re
from pathlib import Path
from typing import ClassVar

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from grantlab.errors import GrantlabError
from grantlab.protocol.key_pair import KeyPair, is_key_half
from grantlab.protocol.secret import Secret

PREFIX = "GRANTLAB_"
LARGEST_PORT = 65535
SECRET_VARIABLES = (
    "GRANTLAB_DATABASE_URL",
    "GRANTLAB_VAULT_KEYS",
    "GRANTLAB_SANDBOX_CLIENT_SECRET",
    "GRANTLAB_PRODUCTION_CLIENT_SECRET",
    "GRANTLAB_EMBEDDED_CLIENT_SECRET",
    "GRANTLAB_EMBEDDED_OTHER_CLIENT_SECRET",
    "GRANTLAB_BENCH_TOKEN",
)
KEY_SETTINGS = (
    "sandbox_client_id",
    "sandbox_client_secret",
    "production_client_id",
    "production_client_secret",
    "embedded_client_id",
    "embedded_client_secret",
    "embedded_other_client_id",
    "embedded_other_client_secret",
    "bench_token",
)
"""Those that are copied from a page or a terminal, and compared letter by letter."""

_ON_THIS_MACHINE = re.compile(
    r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::(?P<port>[0-9]+))?(?:/[\w-]+)*"
    r"/\.well-known/[\w-]+",
    re.ASCII,
)


class SettingsError(GrantlabError):
    """A ``GRANTLAB_`` variable was missing or not of its form; the message names it."""

    slug: ClassVar[str] = "settings"


class Settings(BaseSettings):
    """Everything that can be set from outside; the defaults are safe for a laptop."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    port: int = Field(default=8484, ge=1, le=LARGEST_PORT, examples=[8484])
    """The port of ``http://localhost``; part of the redirect URI, so it cannot wander."""

    instance: Path = Path("instance")
    """The directory of this machine's databases and keys."""

    database_url: SecretStr | None = None
    """An SQLAlchemy URL for the client's store; ``None`` means SQLite in ``instance``."""

    vault_keys: SecretStr | None = None
    """The vault's key ring, newest first; ``None`` means the key file in ``instance``."""

    vault_key_file: Path | None = None
    """A file of the vault's keys elsewhere than in ``instance``; it has to be there,
    unless AWS KMS is used: then it is made."""

    vault_kms_key_id: str | None = Field(
        default=None,
        min_length=1,
        examples=[
            "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        ],
    )
    """The AWS KMS key that opens the vault's keys; ``None`` means they are not wrapped."""

    sandbox_client_id: str | None = None
    sandbox_client_secret: SecretStr | None = None
    production_client_id: str | None = None
    production_client_secret: SecretStr | None = None
    """Intuit's keys; ``None`` means they are entered on a page, or not used."""

    sandbox_discovery_url: str | None = Field(
        default=None,
        examples=["http://127.0.0.1:8485/.well-known/openid_sandbox_configuration"],
    )
    """For tests: where something that stands in for Intuit's sandbox publishes its
    endpoints, on this machine; ``None`` means Intuit's own sandbox."""

    embedded_url: str | None = Field(
        default=None, pattern=r"^https?://[^\s/]+", examples=["http://127.0.0.1:8485"]
    )
    """Where a provider runs alone, such as ``http://127.0.0.1:8485``; ``None`` means the
    one in this process, mounted under ``/intuit``."""

    embedded_client_id: str | None = None
    embedded_client_secret: SecretStr | None = None
    embedded_other_client_id: str | None = None
    embedded_other_client_secret: SecretStr | None = None
    """The two key pairs of a provider that runs alone: development, and the other one
    (production). The one in this process is asked for its keys."""

    bench_token: SecretStr | None = None
    """The bearer token of the bench of a provider that runs alone; ``None`` means that
    its clock, policy and faults are set elsewhere."""

    renewal_rate: int = Field(default=10, ge=1, le=1000, examples=[10])
    """How many refreshes a second the renewal sends to Intuit, for each environment."""

    @field_validator(
        *KEY_SETTINGS,
        "database_url",
        "vault_kms_key_id",
        "embedded_url",
        mode="before",
    )
    @classmethod
    def _strip(cls, value: object) -> object:
        """Take off the blanks and line breaks that a file or a copied line brings."""
        return value.strip() if isinstance(value, str) else value

    @field_validator(*KEY_SETTINGS)
    @classmethod
    def _check_key(cls, value: str | SecretStr | None) -> str | SecretStr | None:
        """Keep what a service would only call ``invalid_client`` from being sent at all."""
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not text or is_key_half(text):
            return value
        raise PydanticCustomError(
            "no-key",
            "has a blank, a quotation mark or a letter with an accent in it, or is longer "
            "than 128 characters; set the value alone, as it was copied, without quotes",
        )

    @field_validator("sandbox_discovery_url")
    @classmethod
    def _check_on_this_machine(cls, url: str | None) -> str | None:
        """Keep the sandbox's keys from being sent to whoever is named by a variable."""
        if url is None or _is_on_this_machine(url):
            return url
        raise PydanticCustomError(
            "not-on-this-machine",
            "has to be the address of a discovery document on this machine, at localhost, "
            "127.0.0.1 or [::1], because the sandbox's keys are sent there",
        )

    @property
    def base_url(self) -> str:
        """Where the client is reached; the registered redirect URI begins with it."""
        return f"http://localhost:{self.port}"

    @property
    def redirect_uri(self) -> str:
        """The one redirect URI, for walk, playground and verification."""
        return f"{self.base_url}/walk/callback"

    @property
    def bench_secret(self) -> Secret | None:
        """The bench's token in its own type."""
        token = self.bench_token
        return None if token is None else Secret(token.get_secret_value())

    @property
    def key_pairs(self) -> dict[str, KeyPair]:
        """The key pairs that were set whole, by the middle of their variables' names."""
        found = {
            "embedded": (self.embedded_client_id, self.embedded_client_secret),
            "embedded_other": (
                self.embedded_other_client_id,
                self.embedded_other_client_secret,
            ),
            "sandbox": (self.sandbox_client_id, self.sandbox_client_secret),
            "production": (self.production_client_id, self.production_client_secret),
        }
        return {
            name: KeyPair(client_id, Secret(secret.get_secret_value()))
            for name, (client_id, secret) in found.items()
            if client_id and secret
        }


def default_settings(instance: Path) -> Settings:
    """Return the defaults for a directory, whatever the environment has.

    For an application that has nothing to do with what is stored of anybody.
    """
    return Settings.model_construct(instance=instance)


def read_settings() -> Settings:
    """Read the settings from the environment, and take the secret ones out of it.

    Some servers copy the process environment into every request, where a debugger or an
    error page could show it.

    Raises:
        SettingsError: a variable is not of its form, or half of a key pair is missing.
    """
    try:
        settings = Settings()
    except ValidationError as exc:
        raise SettingsError(_explain(exc)) from None
    _check_key_pairs(settings)
    if (
        settings.vault_keys is not None
        and settings.vault_key_file is not None
        and settings.vault_kms_key_id is None
    ):
        raise SettingsError(
            "GRANTLAB_VAULT_KEYS and GRANTLAB_VAULT_KEY_FILE: are two places for one key "
            "ring; set one of them"
        )
    for name in SECRET_VARIABLES:
        os.environ.pop(name, None)
    return settings


def _is_on_this_machine(url: str) -> bool:
    found = _ON_THIS_MACHINE.fullmatch(url)
    return found is not None and int(found["port"] or 0) <= LARGEST_PORT


def _explain(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_url=False)
    return "; ".join(_explain_one(str(item["loc"][0]), item["msg"]) for item in found)


def _explain_one(name: str, problem: str) -> str:
    examples = Settings.model_fields[name].examples
    example = f"; an example: {examples[0]}" if examples else ""
    return f"{PREFIX}{name.upper()}: {problem}{example}"


def _check_key_pairs(settings: Settings) -> None:
    for pair in ("sandbox", "production", "embedded", "embedded_other"):
        halves = (f"{pair}_client_id", f"{pair}_client_secret")
        missing = [half for half in halves if not getattr(settings, half)]
        if len(missing) == 1:
            (there,) = set(halves) - set(missing)
            raise SettingsError(
                f"{PREFIX}{missing[0].upper()}: is missing, and {PREFIX}{there.upper()} "
                "is of no use without it; set both, as Intuit's Keys tab shows them"
            )
