"""django-oauth-toolkit as its documentation shows it, over SQLite.

``python django_toolkit.py N`` makes the tables, an application and N refresh tokens;
gunicorn serves ``django_toolkit:application``. It runs in an environment of its own.
"""

# ruff: noqa: E402 -- Django's models can be imported after its settings only

import json
import sys
from datetime import timedelta
from pathlib import Path

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": "peer.sqlite",
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
        }
    },
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "oauth2_provider",
    ],
    ROOT_URLCONF=__name__,
    SECRET_KEY="invented",
    USE_TZ=True,
)
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, RefreshToken

urlpatterns = [path("", include("oauth2_provider.urls", namespace="oauth2_provider"))]
application = get_wsgi_application()


def seed(count: int) -> None:
    """Make the tables and what is in them; write the refresh tokens down."""
    call_command("migrate", verbosity=0)
    user = User.objects.create(username="bench")
    app = Application.objects.create(
        client_id="bench",
        client_secret="invented",
        hash_client_secret=False,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris="http://localhost/callback",
        user=user,
    )
    tokens = [f"refresh-{number}" for number in range(count)]
    for number, value in enumerate(tokens):
        access = AccessToken.objects.create(
            user=user,
            application=app,
            token=f"access-{number}",
            expires=timezone.now() + timedelta(hours=1),
            scope="read",
        )
        RefreshToken.objects.create(
            user=user, application=app, token=value, access_token=access
        )
    Path("tokens.json").write_text(json.dumps(tokens))


if __name__ == "__main__":
    seed(int(sys.argv[1]))
