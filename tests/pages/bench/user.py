"""Somebody who reads the bench and presses its buttons."""

from datetime import datetime, timedelta

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from blueprints.services import EXTENSION, Services
from grantlab.protocol.environment import Environment
from grantlab.wire.bench_state import BenchState
from tests.support.reading import Reading
from tests.support.walking import Walker


class BenchUser(Walker):
    """A walker who knows the bench: many of its buttons have one label."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.open("/bench")

    @property
    def parts(self) -> Services:
        parts = self.app.extensions[EXTENSION]
        assert isinstance(parts, Services)
        return parts

    @property
    def state(self) -> BenchState:
        """How the provider is set, as its control API tells it."""
        with self.app.app_context():
            return self.parts.bench.fetch_state()

    @property
    def offset(self) -> timedelta:
        return self.state.clock.offset

    @property
    def client_time(self) -> datetime:
        return self.parts.environments.clock_of(Environment.EMBEDDED).now()

    def send(self, action: str, **typed: str) -> TestResponse:
        """Send a form of the page that is open, with some of its fields filled in."""
        self.page = self.send_again(action, self.page, **typed)
        return self.page

    def send_again(self, action: str, page: TestResponse, **typed: str) -> TestResponse:
        """Send a form as a page had it, which may be open no longer."""
        forms = Reading(page.text).forms
        fields = MultiDict(next(form for form in forms if form.action == action).fields)
        for name, value in typed.items():
            fields[name] = value
        return self.client.post(
            action, base_url=self.address, data=fields, follow_redirects=True
        )
