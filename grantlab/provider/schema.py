"""The provider's tables.

A code or a token stays after its end, so that its whole life can be shown. Only a new
world takes them away, and a developer what is on the app's page. Of codes and tokens
only the SHA-256 is kept; its first twelve digits are the fingerprint. What is a moment
or a length is said in ``columns``.
"""

SETTING = """
CREATE TABLE IF NOT EXISTS setting (
    name VARCHAR(40) NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
)"""
"""What this provider made for itself at first run: its session key, its signing key, and
the token of its bench."""

BENCH = """
CREATE TABLE IF NOT EXISTS bench (
    id INTEGER NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL,
    clock_offset BIGINT NOT NULL,
    preset VARCHAR(20) NOT NULL,
    knobs TEXT NOT NULL
)"""
"""How the bench is set: one row. Its revision grows with every change but the clock's."""

ARMED_FAULT = """
CREATE TABLE IF NOT EXISTS armed_fault (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name VARCHAR(40) NOT NULL,
    amount BIGINT,
    remaining INTEGER,
    armed_at BIGINT NOT NULL,
    ends_at BIGINT
)"""
"""A fault that waits for its requests; it is taken off when it has had them."""

KEY_PAIR = """
CREATE TABLE IF NOT EXISTS key_pair (
    pair VARCHAR(20) NOT NULL PRIMARY KEY,
    client_id VARCHAR(50) NOT NULL UNIQUE,
    client_secret VARCHAR(40) NOT NULL
)"""
"""The app's two key pairs. The secret is kept as it is, because a page shows it."""

REDIRECT_URI = """
CREATE TABLE IF NOT EXISTS redirect_uri (
    id INTEGER NOT NULL PRIMARY KEY,
    pair VARCHAR(20) NOT NULL REFERENCES key_pair (pair),
    uri TEXT NOT NULL,
    UNIQUE (pair, uri)
)"""

SCOPE = """
CREATE TABLE IF NOT EXISTS scope (
    id INTEGER NOT NULL PRIMARY KEY,
    value VARCHAR(80) NOT NULL UNIQUE,
    enabled BOOLEAN NOT NULL
)"""

CHAIN = """
CREATE TABLE IF NOT EXISTS chain (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id VARCHAR(50) NOT NULL,
    realm_id VARCHAR(32),
    scopes TEXT NOT NULL,
    consented_at BIGINT NOT NULL,
    hard_expires_at BIGINT NOT NULL
)"""
"""One exchanged consent: the line of refresh tokens that replace one another."""

CODE = """
CREATE TABLE IF NOT EXISTS code (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    digest VARCHAR(64) NOT NULL UNIQUE,
    client_id VARCHAR(50) NOT NULL,
    redirect_uri TEXT NOT NULL,
    scopes TEXT NOT NULL,
    realm_id VARCHAR(32),
    code_challenge VARCHAR(128),
    code_challenge_method VARCHAR(5),
    signed_in_at BIGINT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT,
    revoked_because VARCHAR(40),
    chain_id INTEGER REFERENCES chain (id)
)"""

TOKEN = """
CREATE TABLE IF NOT EXISTS token (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    digest VARCHAR(64) NOT NULL UNIQUE,
    kind VARCHAR(10) NOT NULL,
    chain_id INTEGER NOT NULL REFERENCES chain (id),
    generation INTEGER NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    replaced_at BIGINT,
    used_at BIGINT,
    revoked_at BIGINT,
    revoked_because VARCHAR(40)
)"""  # noqa: S105 -- a table's name

REFUSAL = """
CREATE TABLE IF NOT EXISTS refusal (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at BIGINT NOT NULL,
    intuit_tid VARCHAR(40) NOT NULL,
    endpoint VARCHAR(20) NOT NULL,
    status INTEGER NOT NULL,
    error VARCHAR(40) NOT NULL,
    reason VARCHAR(40) NOT NULL,
    client_id VARCHAR(50),
    fingerprint VARCHAR(12),
    chain_id INTEGER REFERENCES chain (id)
)"""
"""Every no, with the reason that the wire was not told."""

BOOK_OBJECT = """
CREATE TABLE IF NOT EXISTS book_object (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    realm_id VARCHAR(32) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    sync_token INTEGER NOT NULL,
    name TEXT NOT NULL,
    members TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
)"""
"""A customer or an invoice, as the company API was told of it."""

BOOK_REQUEST = """
CREATE TABLE IF NOT EXISTS book_request (
    realm_id VARCHAR(32) NOT NULL,
    request_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (realm_id, request_id)
)"""
"""What a request with an id of its own was answered, for when it comes again."""

BOOKS_OF_A_COMPANY = """
CREATE INDEX IF NOT EXISTS book_company ON book_object (realm_id, kind, name)"""

CHAINS_OF_A_CONSENT = """
CREATE INDEX IF NOT EXISTS chain_consent ON chain (client_id, realm_id)"""

TOKENS_OF_A_CHAIN = """
CREATE INDEX IF NOT EXISTS token_chain ON token (chain_id)"""

NEWEST_OF_A_CHAIN = """
CREATE UNIQUE INDEX IF NOT EXISTS token_newest ON token (chain_id)
WHERE kind = 'refresh' AND replaced_at IS NULL"""
"""Of the refresh tokens of one chain exactly one has not been replaced."""

REPLACED_LAST = """
CREATE INDEX IF NOT EXISTS token_replaced ON token (replaced_at)
WHERE replaced_at IS NOT NULL"""
"""The bench asks for the one that was replaced last, however many there are."""

STATEMENTS = (
    SETTING,
    BENCH,
    ARMED_FAULT,
    KEY_PAIR,
    REDIRECT_URI,
    SCOPE,
    CHAIN,
    CODE,
    TOKEN,
    REFUSAL,
    BOOK_OBJECT,
    BOOK_REQUEST,
    BOOKS_OF_A_COMPANY,
    CHAINS_OF_A_CONSENT,
    TOKENS_OF_A_CHAIN,
    NEWEST_OF_A_CHAIN,
    REPLACED_LAST,
)

EMPTY_WORLD = (
    "DELETE FROM refusal",
    "DELETE FROM code",
    "DELETE FROM token",
    "DELETE FROM chain",
    "DELETE FROM armed_fault",
    "DELETE FROM book_object",
    "DELETE FROM book_request",
)
"""What makes a new world, in an order that leaves no row without its chain."""
