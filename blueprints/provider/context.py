"""The provider and the call, as the views of one request see them."""

from flask import Flask, current_app, g

from grantlab.provider.call import Call
from grantlab.provider.provider import Provider

EXTENSION = "grantlab_provider"


def provider_of(app: Flask) -> Provider:
    """Return the provider behind an application made by ``create_provider_app``."""
    found: Provider = app.extensions[EXTENSION]
    return found


def provider() -> Provider:
    """Return the provider of the request at hand."""
    return provider_of(current_app)


def call() -> Call:
    """Return when this request arrived and what it is traced by."""
    if "call" not in g:
        g.call = provider().begin_call()
    found: Call = g.call
    return found
