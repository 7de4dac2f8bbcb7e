"""A provider in the middle of its work, which can be put back to where it was.

There are chains in every state and codes in every state, so that bad input meets more
than an empty database.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grantlab.protocol.scope import ACCOUNTING
from grantlab.provider.provider import DATABASE_NAME
from grantlab.provider.registry import Keys
from tests.scenarios.provider.fuzz.asked import Answered, Asked, send
from tests.support.provider import OTHER_COMPANY, Visitor, open_visitor

REAL_COMPANY = "9341450000000201"
_CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The provider, what was issued by it, and how its database lay there."""

    visitor: Visitor
    held: Mapping[str, str]
    """Every value that a request may name, by its name."""

    spare: str
    """A good refresh token of another company; no request names it."""

    database: Path
    snapshot: bytes

    def restore(self) -> None:
        """Let everything be as it was when the stage was set."""
        self.visitor.provider.close()
        self.database.write_bytes(self.snapshot)

    def send(self, asked: Asked) -> Answered:
        return send(self.visitor.app, asked, self.held)


@contextmanager
def set_stage(directory: Path) -> Iterator[Stage]:
    """Give a stage in a directory of its own.

    Exceptions of the views are not turned into answers, so that a failure shows where
    it comes from.
    """
    with open_visitor(directory) as visitor:
        visitor.app.testing = True
        held, spare = _issue(visitor)
        visitor.provider.close()
        database = directory / DATABASE_NAME
        yield Stage(
            visitor=visitor,
            held=held,
            spare=spare,
            database=database,
            snapshot=database.read_bytes(),
        )


def _issue(visitor: Visitor) -> tuple[dict[str, str], str]:
    revoked = visitor.connect()
    visitor.revoke(revoked["refresh_token"])
    live = visitor.connect(scope=f"{ACCOUNTING} openid")
    replaced = visitor.connect()["refresh_token"]
    visitor.refresh(replaced)
    used_code = visitor.code()
    visitor.exchange(used_code)
    bound_code = visitor.code(code_challenge="c" * 43)
    code = visitor.code()
    real = _real(visitor)
    held = {
        **{f"revoked_{name}": str(value) for name, value in revoked.items()},
        **_browser(visitor),
        **real,
        "refresh_token": live["refresh_token"],
        "access_token": live["access_token"],
        "id_token": live["id_token"],
        "replaced_refresh_token": replaced,
        "code": code,
        "used_code": used_code,
        "bound_code": bound_code,
        "client_id": visitor.pair.client_id,
        "client_secret": visitor.pair.client_secret.reveal(),
        "bench_token": visitor.provider.bench_token.reveal(),
    }
    visitor.company = OTHER_COMPANY
    return held, visitor.connect()["refresh_token"]


def _real(visitor: Visitor) -> dict[str, str]:
    """Issue something to the other key pair."""
    other = Visitor(
        visitor.app,
        visitor.clock,
        keys=Keys.PRODUCTION,
        redirect_uri=visitor.provider.redirect_uris("production")[0],
        company=REAL_COMPANY,
    )
    tokens = other.connect()
    return {
        "real_refresh_token": tokens["refresh_token"],
        "real_access_token": tokens["access_token"],
        "real_code": other.code(),
        "real_client_id": other.pair.client_id,
        "real_client_secret": other.pair.client_secret.reveal(),
    }


def _browser(visitor: Visitor) -> dict[str, str]:
    """Return the cookie of a browser that is signed in, and what its forms carry."""
    found = _CSRF.search(visitor.browser.get("/app/keys").text)
    cookie = visitor.browser.get_cookie("grantlab_provider")
    assert found is not None
    assert cookie is not None
    return {"csrf": found[1], "cookie": f"grantlab_provider={cookie.value}"}
