"""The Disconnect URLs of the app: where a browser goes when its user disconnected.

Source: the wire facts on a disconnect in QuickBooks: a GET with ``realmId`` in the query,
without a signature and without a token, so that an app has to ask the API whether it is so.
"""

from urllib.parse import urlencode

from grantlab.protocol.redirect_uri import UriProblem, lint_redirect_uri
from grantlab.provider.companies import COMPANIES
from grantlab.provider.database import Database
from grantlab.provider.registry import Keys

_READ = "SELECT value FROM setting WHERE name = ?"
_KEEP = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"


class DisconnectUrls:
    """One address for each key pair, or none."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, keys: Keys) -> str:
        """Return the address; empty if none is registered."""
        row = self._database.glance(_READ, _setting(keys))
        return "" if row is None else str(row[0])

    def register(self, keys: Keys, url: str) -> tuple[UriProblem, ...]:
        """Register an address, or return the rules that it breaks; an empty one is none.

        The rules are those of redirect URIs, but it may have a query. Intuit's are not
        known.
        """
        problems = tuple(
            problem
            for problem in lint_redirect_uri(
                url, for_production=keys is Keys.PRODUCTION
            )
            if url and problem.id != "query"
        )
        if not problems:
            with self._database.write() as connection:
                connection.execute(_KEEP, (_setting(keys), url))
        return problems

    def after(self, realm_id: str) -> str:
        """Return where the browser goes when a company was disconnected; empty for nowhere."""
        keys = next(
            (item.keys for item in COMPANIES if item.realm_id == realm_id), None
        )
        url = "" if keys is None else self.get(keys)
        if not url:
            return ""
        return f"{url}{'&' if '?' in url else '?'}{urlencode({'realmId': realm_id})}"


def _setting(keys: Keys) -> str:
    return f"disconnect_url_{keys}"
