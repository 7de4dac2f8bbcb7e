"""Places in a rewritten text, and where they came from."""

import re

from grantlab.pastes.plain import make_plain
from grantlab.pastes.rewriting import Rewritten, Span

DIGITS = re.compile(r"\d+")
LETTERS = re.compile(r"b+")


def test_a_place_behind_a_replacement_leads_back() -> None:
    text = Rewritten("a 12 b 3 c").rewrite(DIGITS, lambda _: "number")

    assert text.text == "a number b number c"
    assert text.span(9, 10) == Span(5, 6)
    assert text.span(2, 8) == Span(2, 4)


def test_two_rewritings_lead_back_through_both() -> None:
    once = Rewritten("1 bbb 22 c").rewrite(DIGITS, lambda _: "")
    twice = once.rewrite(LETTERS, lambda _: "b")

    place = twice.text.index("c")

    assert twice.span(place, place + 1) == Span(9, 10)


def test_a_text_without_a_match_is_the_same_object() -> None:
    text = Rewritten("abc")

    assert text.rewrite(DIGITS, lambda _: "") is text


def test_json_that_was_escaped_twice_becomes_plain() -> None:
    pasted = r'body: "{\\\"error\\\":\\\"invalid_grant\\\"}"'

    plain = make_plain(pasted)

    assert '"error":"invalid_grant"' in plain.text
    place = plain.text.index("invalid_grant")
    span = plain.span(place, place + len("invalid_grant"))
    assert pasted[span.start : span.end] == "invalid_grant"


def test_entities_colours_and_runs_of_blanks_are_undone() -> None:
    pasted = "\x1b[31mERROR\x1b[0m   {&quot;code&quot;:\t1}"

    assert make_plain(pasted).text == 'ERROR {"code": 1}'


def test_a_place_in_a_part_leads_back() -> None:
    text = Rewritten("a 12 b 3 c").rewrite(DIGITS, lambda _: "number")

    part = text.part(9, 17)

    assert part.text == "b number"
    assert part.span(0, 1) == Span(5, 6)
    assert part.span(2, 8) == Span(7, 8)
