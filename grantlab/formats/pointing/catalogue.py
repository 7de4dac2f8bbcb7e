"""Every library that we know how to point, or why it cannot be."""

from grantlab.formats.pointing import elsewhere, in_node, in_python
from grantlab.formats.pointing.library import Library

LIBRARIES: tuple[Library, ...] = (
    in_python.INTUIT_OAUTH,
    in_python.PYTHON_QUICKBOOKS,
    in_python.REQUESTS_OAUTHLIB,
    in_python.AUTHLIB,
    in_node.INTUIT_OAUTH,
    in_node.NODE_QUICKBOOKS,
    elsewhere.CURL,
    elsewhere.JAVA,
    elsewhere.PHP,
    elsewhere.DOTNET,
    elsewhere.RUBY,
)
