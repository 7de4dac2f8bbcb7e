"""Requests and collections, typed and sent, to try the formats with."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from grantlab.playground.collection import Collection, Folder, SavedRequest
from grantlab.playground.request import (
    Auth,
    BasicOfKeyPair,
    BearerOfConnection,
    Body,
    CustomAuth,
    CustomBasic,
    Entry,
    FormBody,
    JsonBody,
    NoAuth,
    NoBody,
    PlaygroundRequest,
    RawBody,
)
from grantlab.playground.sent_request import Answer, SentRequest, Timing
from grantlab.playground.variables import Variable
from grantlab.protocol.secret import Secret
from tests.support.invented import ACCESS_TOKEN, CLIENT_SECRET, CODE, REFRESH_TOKEN

PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=12)
VARIABLES = st.sampled_from(["{{realm_id}}", "{{query}}"])
TEXTS = st.lists(
    PLAIN.filter(lambda text: "{{" not in text) | VARIABLES, max_size=3
).map("".join)
NAMES = st.text("abcXYZ-_", min_size=1, max_size=8)
HEADERS = st.builds(Entry, NAMES.map("X-{}".format), TEXTS.map(str.strip)).filter(
    lambda entry: not entry.value.endswith(";")
)
FIELDS = st.builds(Entry, NAMES, TEXTS)
BODIES: st.SearchStrategy[Body] = st.one_of(
    st.just(NoBody()),
    st.builds(FormBody, st.lists(FIELDS, min_size=1, max_size=3).map(tuple)),
    st.builds(
        JsonBody,
        TEXTS.map(lambda text: f'{{"a": "{text.translate({34: "", 92: ""})}"}}'),
    ),
    st.builds(RawBody, TEXTS.filter(bool), st.sampled_from(["text/plain", ""])),
)
AUTHS: st.SearchStrategy[Auth] = st.sampled_from(
    [
        NoAuth(),
        BearerOfConnection(),
        BasicOfKeyPair(),
        CustomBasic("{{user_name}}", Secret("{{password}}")),
    ]
)


@st.composite
def requests(draw: st.DrawFn, *, query: bool = True) -> PlaygroundRequest:
    """Return a request as a person might type it, without a secret."""
    body = draw(BODIES)
    methods = ["POST", "PUT"] if body != NoBody() else ["GET", "HEAD", "DELETE"]
    queries = ["", "?a=%20b", "?{{q}}#f"] if query else ["", "#f"]
    return PlaygroundRequest(
        method=draw(st.sampled_from([*methods, "PURGE"])),
        url="https://host:8080/{{path}}" + draw(st.sampled_from(queries)),
        headers=tuple(draw(st.lists(HEADERS, max_size=3))),
        auth=draw(AUTHS),
        body=body,
    )


FULL_OF_SECRETS = PlaygroundRequest(
    method="POST",
    url=f"https://me:secret@host/x?code={CODE}&state=Xy1&realmId=1",
    params=(Entry("access_token", "short", description=f"like {REFRESH_TOKEN}"),),
    headers=(
        Entry("Cookie", "sid=1", enabled=False),
        Entry("X-Api-Key", "k1"),
        Entry("X-Harmless", f"about {ACCESS_TOKEN}"),
    ),
    auth=CustomAuth(Secret(f"Bearer {ACCESS_TOKEN}")),
    body=JsonBody(
        f'{{"token" : "{REFRESH_TOKEN}", "note": "{CLIENT_SECRET}", "n": 1}}'
    ),
)
FORM_OF_SECRETS = PlaygroundRequest(
    method="POST",
    url="{{token_endpoint}}",
    auth=CustomAuth(Secret("Basic QUI6c2VjcmV0")),
    body=FormBody(
        (
            Entry("grant_type", "refresh_token"),
            Entry("refresh_token", "not of any shape"),
            Entry("client_secret", "{{client_secret}}"),
        )
    ),
)
COLLECTION = Collection(
    "Mine",
    (
        Folder(
            "A folder",
            (
                Folder("An empty one"),
                SavedRequest("Secrets", FULL_OF_SECRETS, "What it is for."),
            ),
            "Described.",
        ),
        SavedRequest("A form", FORM_OF_SECRETS),
        SavedRequest(
            "A raw one",
            PlaygroundRequest(
                method="PUT",
                url="http://localhost:8484/intuit?typed=%20a",
                params=(Entry("q", "select * from X where a = '50%&b'"), Entry("o", "", enabled=False, description="Off.")),
                body=RawBody("<a/>", "application/xml"),
            ),
        ),
    ),
    "All of it.",
    (
        Variable("realm_id", "1", description="A company."),
        Variable("refresh_token", "RT"),
        Variable("old", "x", enabled=False),
        Variable("quiet", "hush", secret=True),
    ),
)  # fmt: skip
ANSWERED = SentRequest(
    request=FULL_OF_SECRETS,
    started_at=datetime(2026, 3, 12, 12, tzinfo=UTC),
    elapsed=timedelta(milliseconds=250),
    answer=Answer(
        status=200,
        reason="OK",
        headers=(
            ("Content-Type", "application/json"),
            ("Set-Cookie", "sid=2"),
            ("Location", f"https://host/?code={CODE}"),
        ),
        body=f'{{"access_token":"{ACCESS_TOKEN}","code":"3200","expires_in":3600}}',
    ),
    timing=Timing(
        dns=timedelta(milliseconds=1),
        connect=timedelta(milliseconds=2),
        tls=timedelta(milliseconds=3),
        first_byte=timedelta(milliseconds=200),
        receive=timedelta(milliseconds=44),
    ),
)
UNANSWERED = SentRequest(
    request=FORM_OF_SECRETS,
    started_at=datetime(2026, 3, 12, 12, tzinfo=UTC),
    failure="no answer came within 30 seconds",
)
SECRETS = (ACCESS_TOKEN, CLIENT_SECRET, CODE, REFRESH_TOKEN, "QUI6c2VjcmV0", "not of any shape", "secret@", "sid=", "k1", "hush", "short")  # fmt: skip
"""What stands in them, and may stand in nothing that is exported."""
