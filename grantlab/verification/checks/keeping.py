"""Chapter 7: keeping."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from grantlab.protocol.authorization_request import AuthorizationRequest
from grantlab.protocol.secret import Secret
from grantlab.protocol.token_request import CodeExchange
from grantlab.verification.check import check, practice
from grantlab.verification.notes import Notes
from grantlab.verification.stage import Stage
from grantlab.verification.user import COMPANIES


@check("L701", in_sandbox=True)
def what_opens_a_company_is_sealed(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    notes.did("Our client calls the company.")
    stage.client.call(connection)
    kept = stage.client.kept(connection)
    pair, realm_id = kept.generations[-1], kept.realm_id
    values = {
        "access token": pair.access_token,
        "refresh token": pair.refresh_token,
        "company id": None if realm_id is None else Secret(realm_id),
    }
    notes.did(
        "Every file of our client's directory is searched for what it has stored."
    )
    client_id = Secret(stage.service.keys.client_id)
    notes.expect(
        stage.keeping.finds(client_id),
        "The search finds the client id, which is no secret and stored as it is.",
    )
    for name, value in values.items():
        found = notes.given(
            value, f"Our client can read the {name} that it has stored."
        )
        notes.expect(
            not any(map(stage.keeping.finds, _spellings(found))),
            f"The {name} stands in no file, be it as it is, in hexadecimal or in Base64.",
        )


practice(
    "L702",
    "Where the key lies is decided where Grantlab is started, and not by a run: the run's own"
    " store has its key beside its data, and both are gone afterwards. The command flask vault"
    " check tells where yours lies.",
)


@check("L703")
def a_key_is_changed_while_serving(stage: Stage, notes: Notes) -> None:
    connection = stage.connection(notes)
    before = _fingerprints(stage, connection)
    notes.did(
        "A new key is put before the one in use. Our client is told nothing, and refreshes."
    )
    stage.keeping.put_new_key()
    stage.client.refresh(connection)
    notes.expect(
        stage.keeping.keys_in_use() > 1,
        "What our client stores now is encrypted under the new key, and the rest is not.",
    )
    notes.did(
        "Everything is encrypted again, and after each batch our client refreshes."
    )
    stage.keeping.seal_again(meanwhile=lambda: stage.client.refresh(connection))
    notes.expect(
        stage.keeping.keys_in_use() == 1, "No value is left under the old key."
    )
    stage.keeping.retire_older_keys()
    notes.expect(
        stage.keeping.unopened() == 0,
        "With the old key thrown away, every stored value can be read.",
    )
    after = _fingerprints(stage, connection)
    notes.saw(f"Pairs of tokens: {len(before)} before, and {len(after)} now.")
    notes.expect(
        after[: len(before)] == before, "Every token from before is there, unchanged."
    )
    notes.did("Our client refreshes, and calls the company.")
    stage.client.refresh(connection)
    notes.expect(
        stage.client.call(connection).status == HTTPStatus.OK,
        "The connection is good: the company answers 200.",
    )


@check("L704")
def a_token_is_bound_to_its_row(stage: Stage, notes: Notes) -> None:
    ours, theirs = (
        stage.connect(notes, realm_id=realm_id).number for realm_id in COMPANIES
    )
    stored = [stage.client.kept(one).realm_id for one in (ours, theirs)]
    notes.expect(
        stored == list(COMPANIES),
        "Each token is stored with the company it was given for.",
    )
    here, token = _sealed(stage, ours, "sealed_access_token")
    there, other = _sealed(stage, theirs, "sealed_access_token")
    beside, renewer = _sealed(stage, ours, "sealed_refresh_token")
    notes.expect(
        all(map(stage.keeping.opens, (here, there, beside))),
        "The encrypted values can be read where they were stored.",
    )
    notes.did(
        "One company's encrypted access token is copied into the other company's row."
    )
    notes.expect(
        not _opens_in(stage, token, there, other),
        "In the other company's row it cannot be read.",
    )
    notes.did(
        "It is copied into its own company's row, in the place of the refresh token."
    )
    notes.expect(
        not _opens_in(stage, token, beside, renewer),
        "In the place of the refresh token it cannot be read.",
    )
    notes.expect(
        all(map(stage.keeping.opens, (here, there, beside))),
        "With the copies taken away, everything can be read as before.",
    )


@check(
    "L705",
    in_sandbox=True,
    ends_connection=True,
    asks_for="a response that is brought to our own page",
)
def nothing_written_opens_anything(stage: Stage, notes: Notes) -> None:
    keeping = stage.keeping
    with keeping.listening() as logged:
        came = _bring_a_code(stage, notes)
        connection = _use(came, stage, notes)
        notes.did(
            "Our own pages about the connection are opened, with one that shows an error."
        )
        pages, exports = keeping.pages_of(connection), keeping.exports_of(connection)
    secrets = _secrets(stage, connection, came)
    notes.saw(
        f"Looked for are {len(secrets)} values: the code and its verifier, the client secret"
        " as it is and as it is sent, and every token of the connection."
    )
    notes.expect(
        not any(page.startswith("5") for page in pages.values()),
        "No page broke off.",
    )
    _expect_none(notes, {"log lines": "\n".join(logged)}, secrets, "the logs")
    _expect_none(notes, came.answers, secrets, "the addresses and pages they lead to")
    _expect_none(notes, pages, secrets, "the pages, error pages included")
    _expect_none(notes, exports, secrets, "the exports and reports")
    found = [name for name, value in secrets.items() if keeping.finds(value)]
    notes.saw(f"Found in the files of the directory: {', '.join(found) or 'none'}.")
    notes.expect(
        not found, "None of these values stands in a file of our client's directory."
    )


@dataclass(frozen=True, slots=True)
class _Came:
    """A code that was brought to our own page, and what the browser was answered."""

    request: AuthorizationRequest
    code: Secret
    answers: Mapping[str, str] = field(repr=False)


def _bring_a_code(stage: Stage, notes: Notes) -> _Came:
    """Let a browser bring a code to our page, and once more with another state."""
    keeping = stage.keeping
    notes.did("The user consents, and the browser brings the response to our page.")
    request = stage.client.begin(browser=keeping.browser)
    brought = stage.user.consent(request, realm_id=None)
    code = Secret(dict(brought)["code"])
    answer = keeping.bring(brought)
    notes.expect(
        answer.status == HTTPStatus.SEE_OTHER,
        "The authorization response is answered with a redirect at once.",
    )
    notes.did("Its code is brought once more, with a state that nobody was given.")
    stray = keeping.bring(
        (("code", code.reveal()), ("state", stage.prepare().state.reveal()))
    )
    answers = {
        "the address": answer.location,
        "the page": answer.page,
        "the address of the stray one": stray.location,
        "the page of the stray one": stray.page,
    }
    return _Came(request, code, answers)


def _use(came: _Came, stage: Stage, notes: Notes) -> int:
    """Make a connection of the code and use it, until something is refused."""
    client = stage.client
    notes.did("Our client exchanges the code, calls the company and refreshes.")
    connection = client.exchange(came.request.state)
    client.call(connection)
    client.refresh(connection)
    notes.did("The code is sent once more, so that there is a refusal to report on.")
    hand = stage.hand(notes)
    hand.exchange(
        CodeExchange(
            code=came.code,
            redirect_uri=came.request.redirect_uri,
            code_verifier=came.request.code_verifier,
        )
    )
    client.put_on_record(connection, hand.recorded)
    return connection


def _secrets(stage: Stage, connection: int, came: _Came) -> dict[str, Secret]:
    """Return what must not be found anywhere, by what it is called."""
    secrets: dict[str, Secret] = {
        "code": came.code,
        "client secret": stage.service.keys.client_secret,
        "Basic credentials": _basic(stage),
        **_named("code verifier", came.request.code_verifier),
    }
    for number, pair in enumerate(stage.client.kept(connection).generations, 1):
        secrets |= _named(f"access token {number}", pair.access_token)
        secrets |= _named(f"refresh token {number}", pair.refresh_token)
    return secrets


def _spellings(value: Secret) -> tuple[Secret, ...]:
    """Return a value as it is, and as it would look where encoding is taken for sealing."""
    octets = value.reveal().encode()
    # The end depends on what follows, and is left out.
    encoded = b64encode(octets[: len(octets) // 3 * 3]).decode()
    return (value, Secret(octets.hex()), Secret(encoded))


def _expect_none(
    notes: Notes,
    texts: Mapping[str, str],
    secrets: Mapping[str, Secret],
    where: str,
) -> None:
    """Expect that no secret stands in any of the texts."""
    sizes = ", ".join(
        f"{name} ({len(text)} characters)" for name, text in texts.items()
    )
    notes.saw(f"Searched: {sizes}.")
    found = sorted(
        f"{name} in {place}"
        for place, text in texts.items()
        for name, value in secrets.items()
        if value.reveal() in text
    )
    if found:
        notes.saw(f"Found: {', '.join(found)}.")
    notes.expect(not found, f"None of these values stands in {where}.")


def _named(name: str, value: Secret | None) -> Mapping[str, Secret]:
    """Return a value under its name, if there is one."""
    return {} if value is None else {name: value}


def _basic(stage: Stage) -> Secret:
    """Return what the client authenticates with, as it is sent."""
    keys = stage.service.keys
    pair = f"{keys.client_id}:{keys.client_secret.reveal()}"
    return Secret(b64encode(pair.encode()).decode())


def _fingerprints(stage: Stage, connection: int) -> list[tuple[str, ...]]:
    """Return the tokens of every pair that is kept, as they may be told."""
    return [
        tuple(_told(pair.access_token, pair.refresh_token))
        for pair in stage.client.kept(connection).generations
    ]


def _told(*tokens: Secret | None) -> Iterable[str]:
    return (token.fingerprint for token in tokens if token is not None)


def _sealed(stage: Stage, connection: int, column: str) -> tuple[str, bytes]:
    """Return where the newest value of a column is stored, and what stands there."""
    return [
        (place, value)
        for place, value in stage.keeping.stored_values(connection).items()
        if place.endswith(f"/{column}") and isinstance(value, bytes)
    ][-1]


def _opens_in(stage: Stage, octets: bytes, place: str, kept: bytes) -> bool:
    """Whether a sealed value opens in another place, where what was kept is put back."""
    stage.keeping.put(place, octets)
    try:
        return stage.keeping.opens(place)
    finally:
        stage.keeping.put(place, kept)
