"""What stands on every answer, whichever way it takes."""

from blueprints.provider.below_wsgi import Environ, connection_headers
from grantlab.provider.call import Call


def stamp(call: Call, environ: Environ) -> dict[str, str]:
    """Return the headers of the service and those of the connection."""
    return call.headers() | connection_headers(environ)
