"""Tokens and company ids as people type and paste them: one sentence on what is wrong."""

import re
from collections.abc import Collection, Mapping

from grantlab.protocol.environment import Environment
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


def read_realm_id(text: str) -> str:
    """Return what was typed as a company's number, without the spaces QuickBooks shows."""
    return re.sub(r"\s", "", text[: 2 * LONGEST_COMPANY_ID])


def judge_access_token(text: str) -> str:
    """Say what is wrong with an access token that was pasted; empty if nothing is."""
    if not text:
        return ""
    return _judge_characters(text) or _judge_kind(text, _NOT_AN_ACCESS_TOKEN)


def judge_refresh_token(text: str) -> str:
    """Say what is wrong with a refresh token that was pasted; empty if nothing is."""
    if not text:
        return ""
    return _judge_characters(text) or _judge_kind(text, _NOT_A_REFRESH_TOKEN)


def judge_world(
    text: str, environment: Environment, *, provided: Collection[Environment]
) -> str:
    """Tell a refresh token of a provider from Intuit's: it says so itself."""
    if not text or recognise(text) is None:
        return ""
    ours = is_from_provider(text)
    if ours and environment not in provided:
        return "The embedded service made that one: it is known nowhere else. Choose Embedded."
    if not ours and environment is Environment.EMBEDDED:
        return "That one is Intuit’s: the embedded service never made it. Choose Sandbox or Production."
    return ""


def judge_realm_id(text: str) -> str:
    """Say what is wrong with a company's number; empty if nothing is."""
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
