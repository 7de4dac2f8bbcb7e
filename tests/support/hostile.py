"""Texts that are made to be slow to read."""

PIECES = [
    "a", "a_", "A1", "1a-", "eyJ", "eyJ.", "eyJaaaaaaaaaaaa..", "RT1-", "'", '"', "\\", "\n", " ",
    "{", "[", "(", "<", "|", ";", "%25", "0", "9", "-", "--", "..", "=", "=>", "->", "\xa0", "é",
    "://a:", "a@b://", "Bearer ", 'code="', "?code=&", "code=x&", "?code=a\n", "refresh_token=",
    'refresh("', "= refresh( ", "=refresh(x) access_token ", "grant_type=password ", "token",
    "token ", "clientid", "client_id=", "realm ", "company/", "12:00 ", "day 1 ", "1700000000 ",
    "2025-01-01 10:00:00 ", "2025-01-01 10:00:00\n", "pid=1 refresh 12:00\n", "curl ", "-H ",
    "length(\n", "tenant=a\n", "scope=", "added ", "twice ", "last ", "restart ", "docker ",
    "new quickbooks(a,", "-env=sandbox\n", "oauthclient=new OAuthClient(\n", "var a = ", "await ",
    "redirect_uri=http://a", "http://a/b", "connect/oauth2?", "&quot;", "Mon, ", "status ", "400 ",
    "401 403", "http/1.1 302\n", "x-amzn-trace-id=", "\\u0041", "\x1b[0m", "‹", "‹code 1 · ",
    "‹code 1 · 2 characters›", '"name":"code",', "| refresh_token ", "refresh_token|\n",
    "-----+-----\n", "\n> ", "=\n", "curl \\\n", "-d \\\n", "1-5f5f5f5f-",
    "curl -d grant_type=a&b ", '("https://a.example/b"', "code = code ", "expected 1 received ",
    "/a?code=realmid= ", "axios.post(a,{ grant_type ", "now 1700000000 nbf 1700000001 ",
]  # fmt: skip
"""Pieces which, again and again, keep some reader busy."""

MIXTURES = [
    "".join(PIECES[first::step]) for step in (7, 11, 13, 17) for first in range(0, step, 3)
] + [PIECES[at] + PIECES[-at] * 300 for at in range(5, 35, 3)]  # fmt: skip


VALUES = [
    "code=XAB1174{:07d}1abcdefghijklmnopqrst\n", "code=a{:07d}bcdefghijklmnopqrst\n",
    "refresh_token=RT1-1-H0-17{:08d}abcdefghijklmnopqrst\n", "refresh_token=eyJabcdefghij{:07d}..\n",
    "2026-01-01T10:00:00Z code={:07d}abcdefghijklmnopqrst\n", "state={:07d}abcdefghijklmnopqrst\n",
]  # fmt: skip
"""Pieces of which each has a value of its own."""


def fill(piece: str, length: int) -> str:
    """Return a text of this length, made of the piece."""
    return (piece * (length // len(piece) + 1))[:length]


def fill_with_values(piece: str, length: int) -> str:
    """Return a text of about this length, made of the piece with one number after another."""
    return "".join(piece.format(number) for number in range(length // len(piece)))
