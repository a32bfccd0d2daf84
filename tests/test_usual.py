"""The short way of reading a template's output: it says what the XML parser says, or leaves the output to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rolegen.document import Cell, Heading, Item, List, Paragraph, Row, Run, Table
from rolegen.grammar import Templates
from rolegen.markup import Page, Reader
from rolegen.problems import Checked
from tests.samples import FULL, UNTIMED, needed, shipped
from tests.test_markup import ANYTHING, BLOCKS, SECTIONS

PLAIN_TABLE = '<table><col width="5cm"/><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'
PARSED = "<!-- only the XML parser reads this -->"


def reader() -> Reader:
    path = Path("page.html.j2")
    return Reader(Templates(path, [path]), {"note": "paragraph", "key-facts": "table", "strong": "character"})


def both_ways(output: str) -> tuple[Checked[Page], Checked[Page]]:
    """The output as it is read, and as it is read with the XML parser alone."""
    return reader().read(output), reader().read(PARSED + output)


@UNTIMED
@given(st.lists(BLOCKS | SECTIONS | ANYTHING, max_size=4).map("\n".join))
@example(PLAIN_TABLE)
@example("<p>a &amp; b &lt;c&gt; &#34;d&#39;</p>")
@example('<h1 data-field="title" data-placeholder="The title">\n</h1><h1>  a\n\tb </h1>')
@example("<ul><li>a</li>\n<li data-clause='b'>c</li></ul><ul><li>a</li></ul>")
def test_output_says_the_same_whichever_way_it_is_read(html: str) -> None:
    short, parsed = both_ways(f"<title>a</title>\n{html}\n")
    assert short.value == parsed.value
    assert [(one.rule, one.message) for one in short.problems] == [(one.rule, one.message) for one in parsed.problems]
    assert short.value or short.problems


def test_output_of_words_alone_is_read_the_short_way() -> None:
    assert reader().usual.read(
        f'<title>a</title>\n<h2 class="note">b &amp; c</h2>\n<ol><li>d</li></ol>{PLAIN_TABLE}'
    ) == [
        "a",
        Heading(2, (Run("b & c"),), "note"),
        List((Item((Run("d"),)),), numbered=True),
        Table(
            (5.0,), (Row((Cell((Paragraph((Run("a"),)),), heading=True),)),), (Row((Cell((Paragraph((Run("b"),)),)),)),)
        ),
    ]


def test_what_is_the_same_in_two_documents_is_the_same_object() -> None:
    same = reader()
    one, other = (same.usual.read(f"<p>own {n}</p>{PLAIN_TABLE}<ul><li>a</li></ul>") for n in "12")
    assert one
    assert other
    assert one[0] != other[0]
    assert all(mine is yours for mine, yours in zip(one[1:], other[1:], strict=True))


def test_every_profile_of_the_shipped_template_is_read_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Reader, "_read")
    assert needed(shipped().document(FULL)).blocks


UNUSUAL = (
    "", "words", "words <p>a</p>", "<p>a</p> words", "<p>a & b</p>", "<p>a&nbsp;b</p>", "<p>a&amp b</p>",
    "<p>a]]>b</p>", "<p>a > b</p>", "<p>a\x0cb</p>", "<p>a</p>\x0c", "<p>a\rb</p>", "<p>a\ufffeb</p>", "<p>a",
    "<p>a</h1>", "<p>a</p", "<p>a</p></p>", "</p>", "<>", "<", "<p", "<p/>", "<p>a<br/>b</p>", "<p><em>a</em></p>",
    '<p class="note"a</p>', '<p class="a">a</p>', '<p class="note" class="note">a</p>', '<p data-field="<">a</p>',
    '<p data-field=">">a</p>', "<P>a</P>", "<li>a</li>", "<td>a</td>", "<ul></ul>", "<ul>a</ul>",
    "<ul><li>a</li>b</ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>", "<!-- a -->", "<p>a</p><!-- <p>b</p> -->",
    "<![CDATA[<p>a</p>]]>", "<?a <p>b</p> ?>", "<section><p>a</p></section>", "<table></table>",
    PLAIN_TABLE.replace('"5cm"', '"5"'), PLAIN_TABLE.replace("<tr><td>b</td></tr>", "<tr></tr>"),
    PLAIN_TABLE.replace("<td>b</td>", "<td>b</td><td>c</td>"), PLAIN_TABLE.replace("<th>a</th>", ""),
    PLAIN_TABLE.replace("<tbody>", "<tbody>b"), PLAIN_TABLE.replace("<td>b</td>", "<td/>"),
    PLAIN_TABLE.replace("/>", "></col>"), PLAIN_TABLE.replace("<td>b</td>", "<td><p>b</p></td>"),
)  # fmt: skip


@pytest.mark.parametrize("output", UNUSUAL)
def test_what_is_not_usual_is_left_to_the_xml_parser(output: str) -> None:
    found = reader().usual.read(output)
    assert not found
    assert reader().usual.read(PLAIN_TABLE)
