"""The ledger on the page: what the service has issued and refused, and why."""

import pytest

from blueprints.bench.ledger_panel import CONSENTS, GENERATIONS
from grantlab.protocol.environment import Environment
from grantlab.wire.bench_control import ConsentWish
from tests.pages.bench.user import BenchUser


def fingerprints(user: BenchUser) -> list[str]:
    with user.app.app_context():
        return [token.fingerprint for token in user.parts.bench.fetch_ledger().tokens]


def consent_elsewhere(user: BenchUser) -> None:
    """Let another client connect a company, and refuse it a refresh."""
    with user.app.app_context():
        parts = user.parts
        outside = parts.environments.open(Environment.EMBEDDED)
        redirect = parts.bench.consent(ConsentWish(realm_id="9341450000000102"))
        code = redirect.split("code=")[1].split("&")[0]
        keys = outside.keys
        user.client.post(
            "/intuit/oauth2/v1/tokens/bearer",
            base_url=user.address,
            auth=(keys.client_id, keys.client_secret.reveal()),
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": parts.settings.redirect_uri,
            },
        )


def test_an_empty_ledger_says_what_will_be_there(user: BenchUser) -> None:
    assert "Nothing is issued. Each consent" in user.words
    assert "Nobody has been refused." in user.words


def test_a_token_is_named_by_its_fingerprint_and_its_tag(holder: BenchUser) -> None:
    refresh, access = fingerprints(holder)

    assert (
        f"R1 refresh token {refresh}, current Refresh token {refresh} good until"
        in (holder.words)
    )
    assert f"Access token {access} good until 9 Mar 2026 13:00:00 UTC" in holder.words


def test_a_consent_leads_to_the_connection_that_holds_it(holder: BenchUser) -> None:
    assert "company 9341450000000101" in holder.words

    holder.follow("connection 1")

    assert holder.page.request.path == "/connections/1"


def test_a_consent_of_another_client_is_held_by_no_connection(user: BenchUser) -> None:
    consent_elsewhere(user)

    user.open("/bench")

    assert "company 9341450000000102 · no connection here holds it" in user.words


def test_a_replaced_token_is_stale_and_later_superseded(holder: BenchUser) -> None:
    holder.open("/connections/1")
    holder.press("Refresh")
    holder.open("/bench")
    soon = holder.words
    holder.send("/bench/clock", by="25h")

    assert "stale, still honoured replaced 9 Mar 2026 12:00:00 UTC" in soon
    assert "superseded replaced 9 Mar 2026 12:00:00 UTC" in holder.words
    assert "expired its end was 9 Mar 2026 13:00:00 UTC" in holder.words


def test_a_refusal_stands_with_the_reason_that_the_wire_was_not_told(
    holder: BenchUser,
) -> None:
    holder.send("/bench/faults/user-disconnects")
    holder.open("/connections/1")
    holder.press("Refresh")

    holder.open("/bench")

    assert (
        "Revoked by user disconnect Token endpoint 400 invalid_grant R1" in holder.words
    )
    assert "of connection 1 consent 1, 9 Mar 2026 12:00:00 UTC now" in holder.words
    assert "revoked by user disconnect since 9 Mar 2026" in holder.words


def test_a_long_ledger_shows_the_newest_and_says_so(holder: BenchUser) -> None:
    for _ in range(CONSENTS):
        consent_elsewhere(holder)

    holder.open("/bench")

    assert f"The newest {CONSENTS} of {CONSENTS + 1} consents" in holder.words
    assert "held by connection 1" not in holder.words
    holder.follow("Show all that the bench tells")
    assert "held by connection 1" in holder.words


def test_a_long_family_shows_its_newest_generations(holder: BenchUser) -> None:
    for _ in range(GENERATIONS):
        holder.open("/connections/1")
        holder.press("Refresh")

    holder.open("/bench")

    assert "1 older generation" in holder.words
    assert "Show all that the bench tells" in holder.words


@pytest.mark.proves("L705")
def test_no_token_is_on_the_page(holder: BenchUser) -> None:
    with holder.app.app_context():
        generations = holder.parts.generations
        newest = generations.of_connection(1)[-1]
        values = (generations.access_token(newest), generations.refresh_token(newest))

    for secret in values:
        assert secret.reveal() not in holder.page.text
