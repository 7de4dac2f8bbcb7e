"""A token that is put where no header is made of it: under a misspelled name, or beside the headers."""

from grantlab.pastes.programs.structure import structure
from grantlab.pastes.signs import Sign

_MISSPELLED = (
    "authorisation", "authorizaton", "authorizatoin", "authorizaion", "authentication", "authenticate",
    "authoriztion", "authorizations",
)  # fmt: skip

HEADER_PLACES = (
    structure(
        Sign.HEADER_MALFORMED,
        ("|".join(_MISSPELLED), "bearer", "header"),
        rf"(?<![\w-])(?:{'|'.join(_MISSPELLED)})[\"'`]?\]? ?(?:=>|:|=|,) ?f?\$?[\"'`]bearer ",
    ),
    structure(
        # The second argument of axios and of fetch are options; that of requests.get is a query.
        Sign.HEADER_MALFORMED,
        (
            "axios|fetch(|requests.get(|got(|ky.",
            "authorization: `bearer|authorization: 'bearer|authorization: \"bearer|authorization': |authorization\": ",
        ),
        r"(?:axios(?:\.get)?|(?<!\w)fetch|requests\.get|(?<!\w)got|ky\.get)\([^,\n{]{1,120}, ?\{ ?(?:method: ?[\"']\w{3,6}[\"'], ?)?[\"']?authorization[\"']? ?: ?",
    ),
)
