"""The peers, in the order in which the report has them."""

from tests.bench.peers.mock import Mock
from tests.bench.peers.node import NodeProvider
from tests.bench.peers.peer import Peer, PythonPeer

MOCK = Mock(
    "`oidc-provider-mock` (PyPI)",
    "its own command (uvicorn); in memory, no rotation",
    ready="/.well-known/openid-configuration",
    token_path="/oauth2/token",
    rotates=False,
)
NODE = NodeProvider(
    "`oidc-provider` 9.13 (npm)",
    "Node 22, one process; in memory",
    ready="/.well-known/openid-configuration",
    token_path="/token",
)
AUTHLIB = PythonPeer(
    "Authlib's documented server",
    "gunicorn, 2 workers of 4 threads; SQLite",
    ready="/",
    token_path="/token",
    packages=("authlib", "flask", "flask-sqlalchemy", "gunicorn"),
    script="authlib_example.py",
    application="app",
)
DJANGO = PythonPeer(
    "`django-oauth-toolkit`",
    "gunicorn, 2 workers of 4 threads; SQLite",
    ready="/authorize/",
    token_path="/token/",
    packages=("django-oauth-toolkit", "gunicorn"),
    script="django_toolkit.py",
    application="application",
)
PEERS: tuple[Peer, ...] = (MOCK, NODE, AUTHLIB, DJANGO)
