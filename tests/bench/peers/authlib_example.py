"""Authlib's server as its documentation shows it: Flask, its SQLAlchemy mixins, SQLite.

``python authlib_example.py N`` makes the tables, a client and N refresh tokens; gunicorn
serves ``authlib_example:app``. It runs in an environment of its own, not in ours.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.sqla_oauth2 import (
    OAuth2ClientMixin,
    OAuth2TokenMixin,
    create_query_client_func,
    create_save_token_func,
)
from authlib.oauth2.rfc6749 import RefreshTokenGrant
from flask import Flask, Response
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{Path('peer.sqlite').absolute()}"
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
db = SQLAlchemy(app)


class Client(db.Model, OAuth2ClientMixin):  # type: ignore[misc, name-defined]  # no types
    """A registered client."""

    id = db.Column(db.Integer, primary_key=True)


class Token(db.Model, OAuth2TokenMixin):  # type: ignore[misc, name-defined]  # no types
    """A token pair."""

    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer)

    def get_user_id(self) -> Any:
        """Let it stand for its own user, too."""
        return self.user_id


class Rotating(RefreshTokenGrant):  # type: ignore[misc]  # no types
    """The grant; each refresh gives a new value and ends the old one."""

    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Any:
        found = Token.query.filter_by(refresh_token=refresh_token).first()
        is_good = found and not found.refresh_token_revoked_at
        return found if is_good else None

    def authenticate_user(self, refresh_token: Token) -> Any:
        return refresh_token

    def revoke_old_credential(self, refresh_token: Token) -> None:
        refresh_token.refresh_token_revoked_at = int(time.time())  # noqa: TID251 -- not ours
        db.session.add(refresh_token)
        db.session.commit()


server = AuthorizationServer(
    app,
    query_client=create_query_client_func(db.session, Client),
    save_token=create_save_token_func(db.session, Token),
)
server.register_grant(Rotating)


@app.get("/")
def front() -> str:
    return "here"


@app.post("/token")
def token() -> Response:
    answer: Response = server.create_token_response()
    return answer


def seed(count: int) -> None:
    """Make the tables and what is in them; write the refresh tokens down."""
    tokens = [f"refresh-{number}" for number in range(count)]
    with app.app_context():
        db.create_all()
        client = Client(client_id="bench", client_secret="invented")
        client.set_client_metadata({"grant_types": ["refresh_token"], "scope": "x"})
        db.session.add(client)
        for number, value in enumerate(tokens):
            db.session.add(
                Token(
                    client_id="bench",
                    user_id=number,
                    token_type="Bearer",
                    access_token=f"access-{number}",
                    refresh_token=value,
                    scope="x",
                    expires_in=3600,
                )
            )
        db.session.commit()
    Path("tokens.json").write_text(json.dumps(tokens))


if __name__ == "__main__":
    seed(int(sys.argv[1]))
