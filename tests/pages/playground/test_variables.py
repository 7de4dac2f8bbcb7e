"""Variables of one's own, apart per environment; secrets go in and do not come back."""

import json

import pytest
from flask import Flask

from blueprints.services import EXTENSION
from grantlab.playground.variables import VariableSet
from grantlab.protocol.environment import Environment
from tests.support import invented
from tests.support.reading import Reading
from tests.support.walking import Walker

HERE = "/playground/variables"


@pytest.fixture
def at_set(walker: Walker) -> Walker:
    """Somebody who began a set for the sandbox."""
    walker.open(HERE)
    walker.press("Begin the set", title="Acme", environment="sandbox")
    return walker


def typed(number: int, name: str, value: str, **more: str) -> dict[str, str]:
    extra = {f"{key}-{number}": told for key, told in more.items()}
    return {f"name-{number}": name, f"value-{number}": value, **extra}


def kept(app: Flask) -> VariableSet:
    with app.app_context():
        parts = app.extensions[EXTENSION]
        [found] = parts.playground_variables.of(Environment.SANDBOX)
        return VariableSet(found.title, found.variables)


def test_each_name_is_shown_with_its_value_and_origin(at_set: Walker) -> None:
    at_set.press("Save the variables", **typed(0, "api_base", "https://proxy.example"))

    at_set.open(HERE)

    assert "api_base https://proxy.example from Acme, in place of the environment itself" in at_set.words  # fmt: skip
    assert at_set.words.count("https://proxy.example") == 1


def test_a_secret_is_kept_and_not_shown(app: Flask, at_set: Walker) -> None:
    at_set.press("Save the variables", **typed(0, "api_key", "k-1234", secret="yes"))

    assert "The variables are kept" in at_set.words
    assert "k-1234" not in at_set.page.text + at_set.open(HERE).text
    assert kept(app).variables[0].value == "k-1234"


@pytest.mark.parametrize(
    ("name", "value"),
    [("refresh_token", "typed by hand"), ("rt", invented.REFRESH_TOKEN)],
)
def test_what_is_plainly_a_secret_is_kept_as_one_though_nobody_ticked_it(
    app: Flask, at_set: Walker, name: str, value: str
) -> None:
    at_set.press(
        "Save the variables", **typed(0, name, value), **typed(1, "", "nameless")
    )
    assert value not in at_set.page.text
    assert "Values of secrets have to be typed anew" in at_set.words

    at_set.press("Save the variables", **typed(0, name, value), **typed(1, "", ""))

    assert value not in at_set.page.text + at_set.open(HERE).text
    assert kept(app).variables[0].value == value


def test_a_secret_keeps_its_value_when_it_is_renamed_or_unticked(
    app: Flask, at_set: Walker
) -> None:
    at_set.press("Save the variables", **typed(0, "api_key", "k-1234", secret="yes"))
    form = Reading(at_set.page.text).form_with("Save the variables")
    fields = dict(form.filled("Save the variables"))
    fields.pop("secret-0")

    at_set.client.post(
        form.action,
        base_url=at_set.address,
        data={**fields, "name-0": "renamed"},
    )

    [variable] = kept(app).variables
    assert (variable.name, variable.value, variable.secret) == (
        "renamed", "k-1234", True,
    )  # fmt: skip
    assert "k-1234" not in at_set.open(form.action).text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        pytest.param(typed(0, "a b", "1"), "Row 1: a b cannot be a name", id="a space"),
        pytest.param(typed(1, "", "1"), "Row 2 has a value and no name.", id="no name"),
        pytest.param(
            typed(0, "a", "1") | typed(1, "a", "2"),
            "a is switched on twice",
            id="twice",
        ),
    ],
)
def test_a_wrong_row_comes_back_with_one_sentence(
    at_set: Walker, fields: dict[str, str], says: str
) -> None:
    at_set.press("Save the variables", **fields)

    assert at_set.page.status_code == 422
    assert says in at_set.words
    assert 'value="1"' in at_set.page.text


def test_a_set_without_name_or_environment_is_not_begun(walker: Walker) -> None:
    walker.open(HERE)

    walker.press("Begin the set", title="x", environment="elsewhere")

    assert walker.page.status_code == 422
    assert "choose an environment" in walker.words


def test_nothing_of_production_is_kept_while_the_key_lies_beside_the_data(
    walker: Walker,
) -> None:
    walker.open(HERE)

    walker.press("Begin the set", title="x", environment="production")

    assert walker.page.status_code == 409
    assert "Not kept: nothing of production" in walker.words


def test_an_environment_leaves_without_its_secrets_unless_they_are_asked_for(
    at_set: Walker,
) -> None:
    at_set.press("Save the variables", **typed(0, "api_key", "k-1234", secret="yes"))
    here = at_set.page.request.path

    hidden = json.loads(at_set.open(f"{here}/export").text)
    at_set.open(here)
    at_set.press("Export with secrets", sure="yes")

    assert [one["value"] for one in hidden["values"]] == [""]
    assert json.loads(at_set.page.text)["values"][0]["value"] == "k-1234"
    assert "Exported with their secrets" in Reading(at_set.open(here).text).words


def test_a_set_is_deleted_after_a_second_question(at_set: Walker) -> None:
    at_set.follow("Delete this set")
    at_set.press("Delete it")
    assert "Nothing was deleted" in at_set.words

    at_set.press("Delete it", sure="yes")

    assert "It was deleted" in at_set.words
    assert "Acme" not in at_set.words
