"""What shells do to headers, and what stores, settings, loops and own checks do to tokens."""

import pytest

from grantlab.diagnosis.pastes.diagnosing import diagnose_paste

_REFUSED = '400 {"error":"invalid_grant"} on refresh_token'
_GENERAL = "HTTP/1.1 401 Unauthorized"


def cause_of(text: str) -> str | None:
    verdict = diagnose_paste(text).verdict
    return verdict.id if verdict else None


@pytest.mark.parametrize(
    "command",
    [
        'hdr="Authorization: Bearer $AT"\ncurl -s -H $hdr https://api.example/v3',
        "curl -H Authorization: Bearer $AT https://api.example/v3",
        "curl https://api.example/v3 --header 'Authorization: Bearer $AT'",
        "curl -H $AUTH https://api.example/v3\ncurl: (6) Could not resolve host: Bearer",
        "wget: unable to resolve host address ‘bearer’",
    ],
)
def test_a_shell_takes_a_header_apart(command: str) -> None:
    assert cause_of(f"{command}\n{_GENERAL}") == "malformed_authorization_header"


@pytest.mark.parametrize(
    "command",
    [
        'hdr="Authorization: Bearer $AT"\ncurl -s -H "$hdr" https://api.example/v3',
        'curl -H "Authorization: Bearer $AT" https://api.example/v3',
        "curl: (6) Could not resolve host: api.example",
        "curl -H 'Authorization: Bearer $AT' https://api.example/v3\nToken expired",
    ],
)
def test_a_header_in_its_quotes_is_whole(command: str) -> None:
    assert cause_of(f"{command}\n{_GENERAL}") != "malformed_authorization_header"


@pytest.mark.parametrize(
    ("store", "came"),
    [
        ("redis GET books:tokens -> (nil)", "refresh ok, 200"),
        ("token file not found", "Refreshed tokens: success"),
        ("cache.get('books') returned None", "got a new refresh token"),
        ("no tokens found in the database", "tokens rotated"),
    ],
)
def test_a_store_that_is_empty_again_kept_nothing(store: str, came: str) -> None:
    text = f"{store}\n{came}\n--- restart ---\n{store}\n{_REFUSED}"

    assert cause_of(text) == "not_persisted_after_refresh"


@pytest.mark.parametrize(
    "text",
    [
        "redis GET books:tokens -> (nil)\nrefresh ok, 200\nredis GET books:tokens -> hit",
        "redis GET books:tokens -> (nil)\nrefresh failed\nredis GET books:tokens -> (nil)",
        "redis GET books:9 -> (nil)\nrefresh ok, 200\nredis GET locks:9 -> (nil)",
        "redis GET books:9 -> (nil)\nfound token in db\nrefresh ok, 200\nredis GET books:9 -> (nil)",
    ],
)
def test_a_store_that_is_empty_once_did_not(text: str) -> None:
    assert cause_of(f"{text}\n{_REFUSED}") != "not_persisted_after_refresh"


_READS = "const rt = process.env.BOOKS_REFRESH_TOKEN;\nthe job updates the variable over the API"


@pytest.mark.parametrize(
    "told",
    [
        "last deploy: 9 days ago",
        "the function was not redeployed since then",
        "a redeploy fixes it for a day",
        "it works again after a redeploy",
    ],
)
def test_settings_are_those_of_the_last_deployment(told: str) -> None:
    assert cause_of(f"{_READS}\n{told}\n{_REFUSED}") == "stale_cache_in_code"


@pytest.mark.parametrize(
    "told",
    [
        "a redeploy does not help",
        "last deploy: 20 minutes ago",
        "it works until we redeploy",
        "should I redeploy?",
    ],
)
def test_a_deployment_that_is_new_or_does_not_help_says_nothing(told: str) -> None:
    assert cause_of(f"{_READS}\n{told}\n{_REFUSED}") != "stale_cache_in_code"


def test_settings_that_nobody_writes_anew_are_not_old_for_a_deployment() -> None:
    text = "const rt = process.env.BOOKS_REFRESH_TOKEN;\nlast deploy: 9 days ago"

    assert cause_of(f"{text}\n{_REFUSED}") != "stale_cache_in_code"


_LOOPS = [
    "for attempt in range(3):\n    try:\n        tokens = client.exchange_code(code)\n        db.save(tokens)\n",
    "await retry(async () => {\n  const t = await oauth.getToken(code);\n  await rows.insert(t);\n});\n",
    "@retry(stop=stop_after_attempt(3))\ndef connect(code):\n    books.get_bearer_token(code)\n",
]


@pytest.mark.parametrize("loop", _LOOPS)
@pytest.mark.parametrize(
    "first",
    ["IntegrityError: duplicate key in tokens", "read timeout", "socket hang up"],
)
def test_a_loop_of_attempts_sends_a_code_again(loop: str, first: str) -> None:
    text = f'{loop}\n{first}\n{{"error":"invalid_grant"}}'

    assert cause_of(text) == "code_reused"


@pytest.mark.parametrize("loop", _LOOPS)
def test_a_loop_whose_first_attempt_is_refused_says_nothing(loop: str) -> None:
    assert cause_of(f'{loop}\n{{"error":"invalid_grant"}}') != "code_reused"


def test_a_single_exchange_after_a_failed_insert_says_nothing() -> None:
    text = (
        'client.exchange_code(code)\nduplicate key in tokens\n{"error":"invalid_grant"}'
    )

    assert cause_of(text) != "code_reused"


_GIVES_UP = "[sync] books token is expired, skipping company"


@pytest.mark.parametrize(
    "row",
    [
        "select expires_at > now() from tokens; -> t",
        "tokens.expiresAt > Date.now() // true",
        "valid_until > current_timestamp | true",
    ],
)
def test_a_program_gives_up_a_token_that_runs_on(row: str) -> None:
    assert cause_of(f"{_GIVES_UP}\n{row}") == "client_local_expiry_check"


@pytest.mark.parametrize(
    "text",
    [
        f"{_GIVES_UP}\nselect expires_at > now() from tokens; -> f",
        f"{_GIVES_UP}\nselect expires_at > now() from tokens; -> t\nstatus: 401 invalid_token",
        "select expires_at > now() from tokens; -> t",
    ],
)
def test_a_program_that_is_right_or_asked_does_not(text: str) -> None:
    assert cause_of(text) != "client_local_expiry_check"


def test_a_library_that_quotes_the_answer_did_not_judge_by_itself() -> None:
    told = "Error: The Refresh token is invalid, please Authorize again"

    assert cause_of(told) == "client_local_expiry_check"
    assert cause_of(f"{told} (400 invalid_grant)") != "client_local_expiry_check"


@pytest.mark.parametrize(
    "told",
    [
        "a minute after signing in",
        "right after the consent",
        "30 seconds after we connected",
    ],
)
def test_what_fails_just_after_a_consent_has_not_expired(told: str) -> None:
    found = diagnose_paste(
        f"refreshing the token: invalid_grant, session not active\n({told})"
    )

    assert "revoked_by_code_reuse" in [one.id for one in found.candidates]
    assert found.question is not None


def test_what_grpc_fails_to_refresh_may_have_been_revoked() -> None:
    text = (
        "14 UNAVAILABLE: Getting metadata from plugin failed with error: invalid_grant"
    )
    found = diagnose_paste(text)

    assert "refresh_token_hard_expired" in [one.id for one in found.candidates]
    assert found.question is not None
