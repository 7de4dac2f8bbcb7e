"""An XML document indented for a comparison."""

import pytest

from grantlab.playground.xml_indenting import DEEPEST, indent_xml


def test_each_element_has_a_line_of_its_own() -> None:
    assert (
        indent_xml("<?xml version='1.0' encoding='UTF-8'?><a><b c='&quot;'>x</b></a>")
        == """<?xml version="1.0" encoding="UTF-8"?>
<a>
  <b c="&quot;">x</b>
</a>"""
    )


@pytest.mark.parametrize(
    ("document", "lines"),
    [
        pytest.param("<a> </a>", ["<a> </a>"], id="a space is a value"),
        pytest.param("<a>\n</a>", ["<a></a>"], id="a line break is none"),
        pytest.param(
            "<a>x<b/>y</a>", ["<a>", "  x", "  <b></b>", "  y", "</a>"], id="mixed"
        ),
        pytest.param(
            "<a><!--x--><?y z?></a>",
            ["<a>", "  <!--x-->", "  <?y z?>", "</a>"],
            id="what is no element",
        ),
        pytest.param("<a><![CDATA[<&]]></a>", ["<a>&lt;&amp;</a>"], id="CDATA"),
        pytest.param(
            "<q:a xmlns:q='u'/>", ['<q:a xmlns:q="u"></q:a>'], id="names as written"
        ),
    ],
)
def test_nothing_that_is_said_is_lost(document: str, lines: list[str]) -> None:
    told = indent_xml(document)

    assert told is not None
    assert told.splitlines() == lines


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<a><b></a>", id="not closed"),
        pytest.param("<a/><b/>", id="two roots"),
        pytest.param("<a>&unknown;</a>", id="an entity that nobody declared"),
        pytest.param("<!DOCTYPE html><html></html>", id="a page"),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', id="an entity of its own"
        ),
        pytest.param(
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
            id="an entity from elsewhere",
        ),
        pytest.param('<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', id="a DTD"),
        pytest.param("<a>\ud800</a>", id="half a character"),
        pytest.param("<a>\x00</a>", id="no character of XML"),
    ],
)
def test_what_is_not_well_formed_or_declares_anything_is_left_alone(text: str) -> None:
    assert indent_xml(text) is None


def test_a_very_deep_document_does_not_grow_beyond_measure() -> None:
    depth = 50_000

    told = indent_xml("<a>" * depth + "</a>" * depth)

    assert told is not None
    assert len(told) < depth * 2 * (2 * DEEPEST + 5)
