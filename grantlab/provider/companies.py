"""The invented companies and their invented owner."""

from dataclasses import dataclass

from grantlab.provider.registry import Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A QuickBooks company that a user can connect."""

    realm_id: str
    name: str
    keys: Keys
    """Whose tokens reach it: development keys a sandbox company only (L102)."""

    line: str
    city: str
    postal_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone who signs in at the authorization server."""

    sub: str
    given_name: str
    family_name: str
    email: str
    phone_number: str
    line: str
    city: str
    postal_code: str

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


OWNER = Person(
    sub="3f6c0c5e-7c1d-4a52-9a0e-0a1b2c3d4e5f",
    given_name="Ada",
    family_name="Example",
    email="owner@example.com",
    phone_number="+1 5555550100",
    line="1 Example St",
    city="Mountain View",
    postal_code="94043",
)

COMPANIES = (
    Company(
        realm_id="9341450000000101",
        name="Sandbox Company_US_1",
        keys=Keys.DEVELOPMENT,
        line="123 Sierra Way",
        city="San Pablo",
        postal_code="87999",
    ),
    Company(
        realm_id="9341450000000102",
        name="Harbour Cafe (sandbox)",
        keys=Keys.DEVELOPMENT,
        line="4 Quay Road",
        city="Monterey",
        postal_code="93940",
    ),
    # Past 2^53: whoever makes a JSON number of it names another company.
    Company(
        realm_id="9223372036854770003",
        name="Long Number Ltd (sandbox)",
        keys=Keys.DEVELOPMENT,
        line="19 Digit Lane",
        city="Fresno",
        postal_code="93650",
    ),
    Company(
        realm_id="9341450000000201",
        name="Ada's Garden Supplies",
        keys=Keys.PRODUCTION,
        line="77 Orchard Street",
        city="San Jose",
        postal_code="95110",
    ),
    Company(
        realm_id="9341450000000202",
        name="Brick & Mortar Bookkeeping",
        keys=Keys.PRODUCTION,
        line="12 Mason Avenue",
        city="Oakland",
        postal_code="94607",
    ),
)


def companies_for(keys: Keys) -> tuple[Company, ...]:
    """Return the companies that tokens of these keys can reach."""
    return tuple(company for company in COMPANIES if company.keys is keys)


def find_company(realm_id: str | None, keys: Keys) -> Company | None:
    """Return the company of that number among those the keys reach."""
    return next(
        (item for item in companies_for(keys) if item.realm_id == realm_id), None
    )
