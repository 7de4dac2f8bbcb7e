"""Scopes: what each gives, and how a list of them travels."""

from dataclasses import dataclass

ACCOUNTING = "com.intuit.quickbooks.accounting"
PAYMENT = "com.intuit.quickbooks.payment"
OPENID = "openid"


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope value, and in words what a user grants with it."""

    value: str
    gives: str


CORE_SCOPES = (
    Scope(
        ACCOUNTING, "the company's books: read and write, there is no read-only variant"
    ),
    Scope(PAYMENT, "the company's payments"),
    Scope(OPENID, "an ID token and the UserInfo endpoint: who consented"),
    Scope("profile", "the user's given and family name, from UserInfo"),
    Scope("email", "the user's e-mail address, from UserInfo"),
    Scope("phone", "the user's phone number, from UserInfo"),
    Scope("address", "the user's postal address, from UserInfo"),
)
"""The scopes of Intuit's FAQ, in lower case as every client sends them.

Source: Intuit FAQ, "What is the purpose of scopes?"; it prints ``QuickBooks`` with
capitals, which no client does.
"""

COMPANY_SCOPES = frozenset({ACCOUNTING, PAYMENT})
"""The scopes that a company grants; only with one of them does a response name a company."""


def parse_scopes(text: str) -> tuple[str, ...]:
    """Split a space-separated list, keeping order and dropping repetitions.

    Spec: RFC 6749 §3.3.
    """
    return tuple(dict.fromkeys(text.split()))


def format_scopes(scopes: tuple[str, ...]) -> str:
    """Return the list as it stands in a request."""
    return " ".join(scopes)
