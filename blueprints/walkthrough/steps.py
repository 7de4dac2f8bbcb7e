"""The ten steps: what each is about, in words."""

from dataclasses import dataclass
from enum import StrEnum

from grantlab.protocol.round_trip import Purpose


class StepId(StrEnum):
    """The steps in order; the value stands in the address."""

    KEYS = "keys"
    SCOPES = "scopes"
    REQUEST = "request"
    RESPONSE = "response"
    EXCHANGE = "exchange"
    TOKENS = "tokens"
    CALL = "call"
    REFRESH = "refresh"
    REVOKE = "revoke"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the walk."""

    id: StepId
    label: str
    """Its short name, in the rail."""

    title: str
    happens: str
    """What is about to happen, in one sentence."""

    why: str
    """Why, in one sentence."""

    details: tuple[str, ...] = ()
    """What is worth knowing beyond that; folded away at first."""

    statements: tuple[str, ...] = ()
    """The statements of the lifecycle that this step shows."""

    purposes: frozenset[Purpose] = frozenset()
    """Which round trips stand beside it."""


STEPS = (
    Step(
        id=StepId.KEYS,
        label="Keys",
        title="Keys and redirect URI",
        happens="You take a client id, its secret, and the one address that the browser may come back to.",
        why="Intuit sends a browser back only to an address that is registered for these very keys, compared character by character.",
        details=(
            "An app has two key pairs. Development keys reach sandbox companies, production keys reach real ones; neither works in the other’s place.",
            "Each pair has its own list of redirect URIs. They begin with https; the one exception is http://localhost for development keys.",
            "A redirect URI carries no query and no fragment. What you want to get back travels in state.",
            "Every other client that is to use the keys, such as Postman, needs its own address in the list.",
        ),
        statements=("L101", "L102", "L103", "L104", "L105", "L106"),
        purposes=frozenset({Purpose.METADATA}),
    ),
    Step(
        id=StepId.SCOPES,
        label="Scopes",
        title="Scopes",
        happens="You choose what the user will be asked to grant.",
        why="Only scopes that exist and are enabled for the app are granted. With one wrong scope among them, no code comes back at all.",
        details=(
            "Ask for a scope when you need it, not for everything at the start.",
            "A changed set of scopes needs a new authorization, and gives new tokens.",
            "The token answer does not say what was granted: keep what you asked for.",
        ),
        statements=("L201", "L202", "L203"),
    ),
    Step(
        id=StepId.REQUEST,
        label="Request",
        title="The authorization request",
        happens="The browser is sent to Intuit with a question: may this app act for you, with these scopes?",
        why="You never see the user’s password: Intuit asks, and sends the browser back with an answer.",
        details=(
            "Each request gets its own state of 32 random octets, bound to this browser and good once.",
            "PKCE adds a secret that never leaves this server: only its hash travels now, and the secret itself at the exchange.",
        ),
        statements=("L201", "L204", "L206"),
        purposes=frozenset({Purpose.AUTHORIZATION_REQUEST}),
    ),
    Step(
        id=StepId.RESPONSE,
        label="State",
        title="The response and the state check",
        happens="The browser is back. Before anything else is read, the state it brings is compared with the one that was sent.",
        why="Anybody can send a browser to your callback. Only the state shows that this answer belongs to a question that this browser asked.",
        details=(
            "A state that is missing, different, expired or used up ends it: nothing is exchanged.",
            "The company id in the response is only a claim, until the company answers or the ID token agrees.",
            "The callback is answered with a redirect at once, so the code does not stay in the address bar.",
        ),
        statements=("L204", "L205", "L206", "L207", "L208", "L705"),
        purposes=frozenset({Purpose.AUTHORIZATION_RESPONSE}),
    ),
    Step(
        id=StepId.EXCHANGE,
        label="Exchange",
        title="Exchange the code",
        happens="This server sends the code, with the app’s credentials, and gets tokens for it.",
        why="The code has travelled through a browser; the tokens never will.",
        details=(
            "A code works once and lives for minutes. A second attempt is refused, and ends the refresh token that the first one gave.",
            "The redirect URI is sent again and must be the one of the request, to the character.",
            "Call no parameter of your own code: your callback could not tell it from Intuit’s.",
            "Company, both tokens and both deadlines are stored before anything else is done.",
        ),
        statements=("L301", "L303", "L304", "L305", "L306", "L307", "L308", "L309"),
        purposes=frozenset({Purpose.EXCHANGE}),
    ),
    Step(
        id=StepId.TOKENS,
        label="Tokens",
        title="Tokens, stored",
        happens="Both tokens are in the database, sealed, each bound to its row.",
        why="Whoever reads the database file must not be able to act for a company.",
        details=(
            "AES-256-GCM, with a key that is not in the database. Keep it elsewhere than the data; flask vault check says where it lies. A sealed value that is moved to another row does not open.",
            "An ID token comes only if openid was granted. It is believed after its signature, issuer, audience and expiry were checked, and then thrown away.",
        ),
        statements=("L302", "L309", "L310", "L701", "L702", "L704"),
        purposes=frozenset({Purpose.JWKS, Purpose.EXCHANGE}),
    ),
    Step(
        id=StepId.CALL,
        label="Call",
        title="Call the API",
        happens="You send the access token to the company, and it tells its name.",
        why="This first answer proves that the company and the token belong together.",
        details=(
            "An access token is good for an hour. After that the API answers 401, and that is the sign to refresh.",
            "It works for the company it was granted for, and for no other.",
        ),
        statements=("L401", "L402", "L403", "L404", "L405", "L406"),
        purposes=frozenset({Purpose.COMPANY_INFO, Purpose.USERINFO}),
    ),
    Step(
        id=StepId.REFRESH,
        label="Refresh",
        title="Refresh",
        happens="You send the newest refresh token and get a new access token, and the refresh token to send next time.",
        why="Store both, at once, changed or not: the one you just used may be stale now, and only the newest is sure to last.",
        details=(
            "By the FAQ the value changes at every refresh, and the previous one is honoured for 24 hours more. Other sources say it ends at once: never count on the day.",
            "A refresh token lives about 100 days from its issue, and nothing lives longer than five years from consent, however often it is used. The five years are told only to a client that asks, as this one does.",
            "Only one refresh of a connection runs at a time. It is written down before it is sent, so that a crash loses nothing.",
        ),
        statements=(
            "L501",
            "L502",
            "L503",
            "L504",
            "L505",
            "L506",
            "L507",
            "L508",
            "L509",
            "L512",
            "L513",
        ),
        purposes=frozenset({Purpose.REFRESH}),
    ),
    Step(
        id=StepId.REVOKE,
        label="Revoke",
        title="Revoke",
        happens="You tell Intuit to end the connection. Both tokens are void from then on.",
        why="Forgetting a token does not end it: whoever else holds a copy could still use it.",
        details=(
            "Revoking either token ends the pair and the app’s permission for that company.",
            "A user can do the same inside QuickBooks, and nobody tells you: you learn it from the next refusal.",
            "If the app has a Disconnect URL, the user’s browser is sent there with the company’s number, unsigned. That is a hint, to be verified by a call. Here it is /disconnected.",
        ),
        statements=("L601", "L602", "L603", "L604", "L605"),
        purposes=frozenset({Purpose.REVOCATION}),
    ),
    Step(
        id=StepId.CHECKLIST,
        label="Checklist",
        title="The invalid_grant checklist",
        happens="The ten causes that Intuit’s FAQ names are compared with what this walk has recorded.",
        why="The error never says why. What was recorded around it often does.",
        statements=("E1", "E2", "E3", "E4", "R1", "R2", "R3", "R4", "R5", "R6"),
        purposes=frozenset({Purpose.EXCHANGE, Purpose.REFRESH}),
    ),
)

STEP_BY_ID = {step.id: step for step in STEPS}


def number_of(step: Step) -> int:
    """Return the number of a step, counted from one."""
    return STEPS.index(step) + 1


def step_after(step_id: StepId) -> Step | None:
    """Return the step that follows, or ``None`` after the last."""
    number = number_of(STEP_BY_ID[step_id])
    return STEPS[number] if number < len(STEPS) else None
