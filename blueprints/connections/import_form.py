"""The form of an import as it was filled in, and what is wrong with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from blueprints.typed_tokens import (
    judge_access_token,
    judge_realm_id,
    judge_refresh_token,
    judge_world,
    read_realm_id,
)
from grantlab.protocol.environment import Environment
from grantlab.protocol.scope import ACCOUNTING, format_scopes, parse_scopes
from grantlab.protocol.secret import Secret

LONGEST_SCOPES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportProblems:
    """One sentence for each field that is not right; empty for one that is."""

    environment: str = ""
    realm_id: str = ""
    refresh_token: str = ""
    access_token: str = ""
    scopes: str = ""
    sure: str = ""

    @property
    def said(self) -> tuple[str, ...]:
        """What is said, in the order of the fields."""
        every = (
            self.environment,
            self.realm_id,
            self.refresh_token,
            self.access_token,
            self.scopes,
            self.sure,
        )
        return tuple(filter(None, every))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportForm:
    """What was typed; of tokens nothing ever goes back to the page."""

    environment: Environment
    realm_id: str
    scopes: str
    refresh_token: Secret
    access_token: Secret | None
    problems: ImportProblems


def empty_form(environment: str) -> ImportForm:
    """Return the form before anything was typed, for the environment of an address."""
    known = environment in set(Environment)
    return ImportForm(
        environment=Environment(environment) if known else Environment.EMBEDDED,
        realm_id="",
        scopes=ACCOUNTING,
        refresh_token=Secret(""),
        access_token=None,
        problems=ImportProblems(),
    )


def read_import(
    *,
    environment: str,
    realm_id: str,
    refresh_token: str,
    access_token: str,
    scopes: str,
    provided: Collection[Environment],
) -> ImportForm:
    """Read what was typed; nothing is stored for it while it has problems."""
    known = environment in set(Environment)
    chosen = Environment(environment) if known else Environment.EMBEDDED
    refresh, access = refresh_token.strip(), access_token.strip()
    company = read_realm_id(realm_id)
    wanted = parse_scopes(scopes[:LONGEST_SCOPES])
    return ImportForm(
        environment=chosen,
        realm_id=company,
        scopes=format_scopes(wanted),
        refresh_token=Secret(refresh),
        access_token=Secret(access) if access else None,
        problems=ImportProblems(
            environment="" if known else "Choose one of the three environments.",
            realm_id=judge_realm_id(company),
            refresh_token=_judge_needed(refresh)
            or judge_world(refresh, chosen, provided=provided),
            access_token=judge_access_token(access),
            scopes="" if wanted else "Name the scopes that were granted, one at least.",
        ),
    )


def read_import_form(
    form: Mapping[str, str], *, provided: Collection[Environment]
) -> ImportForm:
    """Read the form of the page, which also has to be meant."""
    read = read_import(
        environment=form.get("environment", ""),
        realm_id=form.get("realm_id", ""),
        refresh_token=form.get("refresh_token", ""),
        access_token=form.get("access_token", ""),
        scopes=form.get("scopes", ""),
        provided=provided,
    )
    if form.get("sure"):
        return read
    unsure = "Tick it to say that you know what a refresh will do to the other holder."
    return replace(read, problems=replace(read.problems, sure=unsure))


def _judge_needed(refresh_token: str) -> str:
    if not refresh_token:
        return "Paste the refresh token: it is what a connection is made of."
    return judge_refresh_token(refresh_token)
