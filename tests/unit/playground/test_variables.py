"""Variables: values, origins, and what is missing."""

import pytest

from grantlab.playground.variables import (
    LONGEST,
    Trouble,
    Variable,
    VariableSet,
    resolve,
)


def a_set(title: str, **values: str) -> VariableSet:
    return VariableSet(title, tuple(Variable(*item) for item in values.items()))


ENVIRONMENT = a_set("Sandbox", api_base="https://sandbox.example", who="sandbox")
COLLECTION = a_set("Collection", who="collection", path="{{api_base}}/v3/{{who}}")


def test_a_variable_is_filled_in_and_says_where_it_comes_from() -> None:
    resolution = resolve("{{path}}?a={{ who }}", [ENVIRONMENT, COLLECTION])

    assert resolution.text == "https://sandbox.example/v3/sandbox?a=sandbox"
    path, who = resolution.uses
    assert (path.name, path.origin) == ("path", "Collection")
    assert (path.start, path.end) == (0, 8)
    assert (who.origin, who.shadowed) == ("Sandbox", ("Collection",))
    assert resolution.troubled == ()


def test_what_nobody_has_stays_as_it_was_typed_and_is_flagged() -> None:
    resolution = resolve("{{api_base}}/{{realm_id}}", [ENVIRONMENT])

    (use,) = resolution.troubled
    assert resolution.text == "https://sandbox.example/{{realm_id}}"
    assert (use.name, use.trouble, use.value) == (
        "realm_id",
        Trouble.UNRESOLVED,
        None,
    )


def test_a_variable_within_a_variable_is_the_one_to_blame() -> None:
    (use,) = resolve("{{path}}", [COLLECTION]).uses

    assert (use.name, use.trouble, use.culprit) == (
        "path",
        Trouble.UNRESOLVED,
        "api_base",
    )
    assert use.origin == "Collection"


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"a": "{{a}}"}, id="itself"),
        pytest.param({"a": "{{b}}", "b": "x{{c}}", "c": "{{a}}"}, id="round a corner"),
    ],
)
def test_a_variable_that_leads_back_to_itself_is_a_loop(values: dict[str, str]) -> None:
    resolution = resolve("{{a}}", [a_set("mine", **values)])

    assert resolution.text == "{{a}}"
    assert [use.trouble for use in resolution.uses] == [Trouble.LOOP]


def test_a_variable_that_was_switched_off_uncovers_the_next() -> None:
    off = VariableSet("Sandbox", (Variable("who", "sandbox", enabled=False),))

    assert resolve("{{who}}", [off, COLLECTION]).text == "collection"


def test_a_secret_within_makes_a_secret() -> None:
    secret = VariableSet("keys", (Variable("token", "T1", secret=True),))
    header = a_set("mine", header="Bearer {{token}}")

    (use,) = resolve("{{header}}", [header, secret]).uses

    assert use.secret
    assert "T1" not in repr(use)


def test_doubling_ends_before_the_memory_does() -> None:
    doubled = {f"v{n}": f"{{{{v{n + 1}}}}}{{{{v{n + 1}}}}}" for n in range(18)}
    resolution = resolve("{{v0}}", [a_set("bomb", **doubled, v18="x" * 100)])

    assert [use.trouble for use in resolution.uses] == [Trouble.TOO_LONG]
    assert LONGEST < 18 * 2**18


def test_a_chain_without_an_end_is_too_deep_and_does_no_harm() -> None:
    chain = {f"v{n}": f"{{{{v{n + 1}}}}}" for n in range(5000)}
    sets = [a_set("chain", **chain, v5000="x")]

    assert resolve("{{v0}}", sets).uses[0].trouble is Trouble.TOO_DEEP
    assert resolve("{{v4990}}", sets).text == "x"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("{{}}", id="no name"),
        pytest.param("{{ two words }}", id="two words"),
        pytest.param('{"a":{"b":{}}}', id="the braces of JSON"),
        pytest.param("{who}", id="one brace"),
    ],
)
def test_other_braces_are_left_alone(text: str) -> None:
    resolution = resolve(text, [COLLECTION])

    assert (resolution.text, resolution.uses) == (text, ())
