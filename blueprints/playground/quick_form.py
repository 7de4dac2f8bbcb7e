"""The quick form as it was filled in, and what is wrong with it, a sentence a field."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from grantlab.protocol.environment import Environment
from grantlab.protocol.secret import Secret
from grantlab.protocol.shapes import Kind, is_from_provider, recognise

LONGEST_TOKEN = 8192
"""Characters; Intuit's access tokens have about a thousand."""

LONGEST_COMPANY_ID = 32

_NOT_AN_ACCESS_TOKEN: Mapping[Kind, str] = {
    Kind.REFRESH_TOKEN: "That is a refresh token. It goes into the next field: the API would refuse it.",
    Kind.CODE: "That is an authorization code. It has to be exchanged for tokens first.",
    Kind.ID_TOKEN: "That is an ID token. It says who consented; it opens nothing.",
    Kind.CLIENT_SECRET: "That has the shape of a client secret. Only a token is asked for here.",
}

_NOT_A_REFRESH_TOKEN: Mapping[Kind, str] = {
    **_NOT_AN_ACCESS_TOKEN,
    Kind.REFRESH_TOKEN: "",
    Kind.ACCESS_TOKEN: "That is an access token. It goes into the field above.",
    Kind.ACCESS_REFERENCE: "That is an access token. It goes into the field above.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblems:
    """One sentence for each field that is not right; empty for one that is."""

    environment: str = ""
    access_token: str = ""
    refresh_token: str = ""
    realm_id: str = ""

    @property
    def count(self) -> int:
        """How many fields need another look."""
        said = (self.environment, self.access_token, self.refresh_token, self.realm_id)
        return sum(map(bool, said))


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickForm:
    """What was typed; of tokens nothing ever goes back to the page."""

    environment: Environment
    access_token: Secret
    refresh_token: Secret | None
    realm_id: str
    """What was typed as the company's number, without the spaces QuickBooks shows in it."""

    problems: FieldProblems


def read_quick_form(form: Mapping[str, str]) -> QuickForm:
    """Read the form; nothing is sent for it while it has problems."""
    environment = form.get("environment", "")
    access = form.get("access_token", "").strip()
    refresh = form.get("refresh_token", "").strip()
    realm_id = re.sub(r"\s", "", form.get("realm_id", "")[: 2 * LONGEST_COMPANY_ID])
    known = environment in set(Environment)
    chosen = Environment(environment) if known else Environment.EMBEDDED
    return QuickForm(
        environment=chosen,
        access_token=Secret(access),
        refresh_token=Secret(refresh) if refresh else None,
        realm_id=realm_id,
        problems=FieldProblems(
            environment="" if known else "Choose one of the three environments.",
            access_token=_judge_access_token(access),
            refresh_token=_judge_refresh_token(refresh)
            or _judge_world(refresh, chosen),
            realm_id=_judge_realm_id(realm_id),
        ),
    )


def _judge_access_token(text: str) -> str:
    if not text:
        return "Paste an access token: it is the one thing that is sent."
    return _judge_characters(text) or _judge_kind(text, _NOT_AN_ACCESS_TOKEN)


def _judge_refresh_token(text: str) -> str:
    if not text:
        return ""
    return _judge_characters(text) or _judge_kind(text, _NOT_A_REFRESH_TOKEN)


def _judge_world(text: str, environment: Environment) -> str:
    """Tell a refresh token of the provider from Intuit's: it says so itself."""
    if not text or recognise(text) is None:
        return ""
    ours = is_from_provider(text)
    if ours and environment is not Environment.EMBEDDED:
        return "The embedded service made that one: it is known nowhere else. Choose Embedded."
    if not ours and environment is Environment.EMBEDDED:
        return "That one is Intuit’s: the embedded service never made it. Choose Sandbox or Production."
    return ""


def _judge_realm_id(text: str) -> str:
    if not text:
        return "Type the company id: the number that came back as realmId."
    if len(text) > LONGEST_COMPANY_ID or not (text.isascii() and text.isdigit()):
        return "A company id is made of digits only, such as 9341450000000101."
    return ""


def _judge_characters(text: str) -> str:
    if len(text) > LONGEST_TOKEN:
        return f"That is {len(text):,} characters long, and no token is. Paste the token alone."
    if text.lower().startswith("bearer "):
        return "Leave out the word Bearer: paste only what comes after it."
    if re.search(r"\s", text):
        return "There is white space inside, as after a line break. Copy the token in one piece."
    if not (text.isascii() and text.isprintable()) or '"' in text:
        return "There are characters in it that no token has. Copy the token alone."
    return ""


def _judge_kind(text: str, problems: Mapping[Kind, str]) -> str:
    shape = recognise(text)
    return "" if shape is None else problems.get(shape.kind, "")
