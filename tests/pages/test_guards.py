"""What keeps other pages away: headers, the cookie, and a token in every form."""

import re

import pytest
from flask import Flask

from blueprints.embedded import PROVIDER_APP
from grantlab.provider.registry import Keys

CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
WITHOUT_FORMS = frozenset({"oauth", "company_api", "control"})
"""Areas of the provider that programs ask: no cookie says who they are."""


def forms_of(app: Flask, *, left_out: frozenset[str] = frozenset()) -> list[str]:
    """Return every address that changes something, with a number or a word in its gaps."""
    return sorted(
        re.sub(
            r"<[^>]+>",
            lambda gap: Keys.DEVELOPMENT if "any(" in gap[0] else "1",
            rule.rule,
        )
        for rule in app.url_map.iter_rules()
        if CHANGES & (rule.methods or set())
        and rule.endpoint.partition(".")[0] not in left_out
    )


def test_no_form_of_ours_is_taken_without_its_token(app: Flask) -> None:
    browser = app.test_client()
    forms = forms_of(app)

    answers = {form: browser.post(form, data={"sure": "yes"}) for form in forms}

    assert len(forms) > 60
    taken = {
        form: answer.status_code
        for form, answer in answers.items()
        if answer.status_code != 400 or "This form is no longer good" not in answer.text
    }
    assert taken == {}


def test_no_form_of_the_provider_is_taken_without_its_token(app: Flask) -> None:
    provider_app: Flask = app.extensions[PROVIDER_APP]
    browser = app.test_client()
    forms = forms_of(provider_app, left_out=WITHOUT_FORMS)

    answers = {form: browser.post(f"/intuit{form}", data={}) for form in forms}

    assert len(forms) > 8
    taken = {
        form: answer.status_code
        for form, answer in answers.items()
        if answer.status_code != 400 or "This form is out of date" not in answer.text
    }
    assert taken == {}


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/", id="a page"),
        pytest.param("/static/css/base.css", id="a style sheet"),
        pytest.param("/nothing/here", id="an error"),
        pytest.param("/bench/clock", id="a redirect"),
    ],
)
def test_every_answer_keeps_to_itself(app: Flask, address: str) -> None:
    with app.test_client().get(address) as answer:
        headers = answer.headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_the_cookie_is_for_our_own_pages_and_no_script(app: Flask) -> None:
    answer = app.test_client().get("/playground")

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("grantlab_client=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
