"""Everything that makes a Flask object the provider."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from blueprints.hosts import answered_hosts, refuse_foreign_hosts
from blueprints.provider import (
    app_pages,
    authorize,
    company_api,
    control,
    discovery,
    front,
    oauth,
)
from blueprints.provider.context import EXTENSION, call
from blueprints.provider.failures import register_failures
from blueprints.provider.misbehaving import install_faults
from blueprints.provider.short_way import ShortWay
from blueprints.provider.stamp import stamp
from grantlab.provider.provider import Provider
from grantlab.runtime.patience import Patience


def register_provider(
    app: Flask,
    provider: Provider,
    *,
    patience: Patience,
    hosts: tuple[str, ...] = (),
) -> None:
    """Give an application the provider's endpoints, pages and manners."""
    app.extensions[EXTENSION] = provider
    app.secret_key = provider.session_key.reveal()
    app.config.update(
        SESSION_COOKIE_NAME="grantlab_provider",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        # A consent page may be left open for longer than an hour.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=1024 * 1024,
        PROVIDE_AUTOMATIC_OPTIONS=False,
    )
    # A service that programs ask sends nobody from // to /.
    app.url_map.merge_slashes = False
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.before_request(refuse_foreign_hosts(hosts))
    app.after_request(_stamp)
    install_faults(app, patience)
    protection = CSRFProtect(app)
    for machine in (oauth.bp, discovery.bp, company_api.bp, control.bp):
        protection.exempt(machine)
        app.register_blueprint(machine)
    for human in (front.bp, authorize.bp, app_pages.bp):
        app.register_blueprint(human)
    register_failures(app)
    app.wsgi_app = ShortWay(  # type: ignore[method-assign]  # Flask's own way
        app.wsgi_app, provider, is_answered=answered_hosts(hosts)
    )


def _stamp(response: Response) -> Response:
    response.headers.update(stamp(call(), request.environ))
    return response
