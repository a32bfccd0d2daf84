"""The HTML that a template may yield: what each element becomes, and every fault in one pass at its own line."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolegen.document import Heading, List, Paragraph, Table, walk
from tests.samples import (
    FULL,
    UNTIMED,
    W,
    body,
    every,
    find,
    lines,
    needed,
    opened,
    page,
    pages,
    paragraphs,
    part,
    png,
    shipped,
    shop,
    style_names,
    style_of,
    words,
    write,
)

TABLE = '<table><col width="5cm"/><thead><tr><th>Head</th></tr></thead><tbody>{}</tbody></table>'


def faults(folder: Path, html: str, **others: str | bytes) -> list[tuple[int, str]]:
    """The line and rule of each fault."""
    made = needed(pages(folder, html, **others)).made(FULL)
    assert made.value is None
    assert made.problems
    assert all(problem.place and problem.place.path.name == "page.html.j2" for problem in made.problems)
    return [(problem.place.line, problem.rule) for problem in made.problems if problem.place]


# --- white space and looks --------------------------------------------------------------------------------------------

FOLDED = {
    "<p>\n  a\n  b\t c </p>": "a b c",
    "<p>a <br/> b</p>": "a\nb",
    "<p>a<br/>\n   b<br/><br/>c</p>": "a\nb\n\nc",
    "<p> <strong> a </strong> <em> b </em> </p>": "a b",
    "<p>a<strong> b</strong> c</p>": "a b c",
    "<p>a&nbsp; b</p>": "a\u00a0 b",
    "<p>&nbsp;a&nbsp;</p>": "\u00a0a\u00a0",
    "<p>a<!-- note -->b</p>": "ab",
    "<p>one<span>two</span>three</p>": "onetwothree",
    "<p>a<br/></p>": "a",
    "<p>{% if true %}\n  a,\n  {% endif %}\n  b</p>": "a, b",
}


@pytest.mark.parametrize("html", FOLDED)
def test_white_space_folds_as_in_a_browser(tmp_path: Path, html: str) -> None:
    assert lines(page(tmp_path, html).docx) == [FOLDED[html]]


PIECES = ["a", " ", "\n\t", "<br/>", "<em>b</em>", "<em> </em>", "<strong> c\n</strong>"]


@settings(UNTIMED, max_examples=40)
@given(
    st.lists(
        st.sampled_from(["a", " ", "\n\t", "<br/>", "<em>b</em>", "<em> </em>", "<strong> c\n</strong>"]), max_size=9
    )
)
def test_no_line_begins_or_ends_with_space_or_has_two(parts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        (text,) = lines(page(Path(folder), f"<p>x{''.join(parts)}</p>").docx)
    assert text.startswith("x")
    assert "  " not in text
    assert all(line == line.strip(" ") for line in text.split("\n"))
    letters = [letter for part in parts for letter in "abc" if letter in re.sub("<.*?>", "", part)]
    assert "".join(text.split()) == "x" + "".join(letters)


def test_strong_and_em_are_bold_and_italic_and_both_in_one_another(tmp_path: Path) -> None:
    data = page(tmp_path, "<p>a <strong>b <em>c</em></strong> <em>d</em></p>").docx
    runs = every(body(data), ".//w:r")
    looks = [(words(r), bool(every(r, "w:rPr/w:b")), bool(every(r, "w:rPr/w:i"))) for r in runs if words(r).strip()]
    assert looks == [("a ", False, False), ("b ", True, False), ("c", True, True), ("d", False, True)]


def test_a_class_is_a_style_of_the_house_style(tmp_path: Path) -> None:
    html = '<p class="status-line">a <span class="strong">b</span></p><ul><li class="note">d</li></ul>'
    html += '<table class="key-facts"><col width="5cm"/><thead><tr><th>c</th></tr></thead></table>'
    data = page(tmp_path, html).docx
    names = style_names(data)
    assert [(words(p), names[style_of(p)]) for p in paragraphs(data) if words(p)] == [
        ("a b", "Status Line"), ("d", "Note"), ("c", "Table Heading")]  # fmt: skip
    assert find(body(data), ".//w:r/w:rPr/w:rStyle").values() == ["Strong"]
    assert names[find(body(data), ".//w:tblStyle").values()[0]] == "Key Facts"


def test_an_empty_element_shows_what_it_asks_for_and_a_filled_one_does_not(tmp_path: Path) -> None:
    html = """\
<p data-placeholder="one">{{ "" }}</p><p data-placeholder="two"> \n </p><p data-placeholder="three">filled</p>
<p>At <span data-placeholder="four"></span></p><ul data-placeholder="five"></ul>
<ul data-placeholder="six"><li>item</li></ul><ul><li data-placeholder="seven"></li></ul>
""" + TABLE.format('<tr><td data-placeholder="eight"></td></tr>')  # fmt: skip
    data = page(tmp_path, html).docx
    assert lines(data)[:8] == ["[one]", "[two]", "filled", "At [four]", "[five]", "item", "[seven]", "Head"]
    asked = [words(run) for run in every(body(data), ".//w:r[w:rPr/w:rStyle/@w:val='PlaceholderText']")]
    assert asked == ["[one]", "[two]", "[four]", "[five]", "[seven]", "[eight]"]


def test_column_widths_are_those_of_the_template(tmp_path: Path) -> None:
    html = '<table><col width="5cm"/><col width="2.54cm"/><thead><tr><th>a</th><th>b</th></tr></thead></table>'
    widths = [column.values()[0] for column in every(body(page(tmp_path, html).docx), ".//w:gridCol")]
    assert widths == ["2835", "1440"]  # twentieths of a point


def test_the_title_goes_to_the_properties_and_not_onto_the_page(tmp_path: Path) -> None:
    data = page(tmp_path, "<title>The <em>name</em>\n of it</title><p>a</p>").docx
    assert lines(data) == ["a"]
    assert find(part(data, "docProps/core.xml"), "dc:title").text == "The name of it"


# --- where each sentence comes from -----------------------------------------------------------------------------------


def test_blocks_carry_the_clause_or_the_field_they_show() -> None:
    document = needed(shipped().document(FULL))
    blocks = list(walk(document.blocks))
    items = [item for block in blocks if isinstance(block, List) for item in block.items]
    clauses = [item.clause for item in items if item.clause]
    assert len(clauses) == len(set(clauses)) == 16
    assert {block.clause for block in blocks if isinstance(block, Paragraph)} - {""} == {"level.director"}
    headings = [block.field for block in blocks if isinstance(block, Heading) and block.field]
    assert headings == ["title", "person_profile"]
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    assert {"directorate", "dimensions.staff_fte", "contacts.external", "review_by"} <= {cell.field for cell in cells}
    assert {"purpose", "accountabilities"} <= {block.field for block in blocks if isinstance(block, Paragraph | List)}


# --- every fault, at its line -----------------------------------------------------------------------------------------

FAULTS = {
    "an unknown element": ("<p>a</p>\n<h4>b</h4>", [(2, "template-element")]),
    "an unknown element inside a known one": ("<p>a\n<b>b</b></p>", [(2, "template-element")]),
    "an unknown element around known ones": ("<p>a</p>\n<div>\n<p>b</p>\n</div>", [(2, "template-element")]),
    "an item around a title": ("<p>a</p>\n<li><title>b</title></li>", [(2, "template-element")]),
    "a cell outside a table": ("<p>a</p>\n<td>b</td>", [(2, "template-element")]),
    "a paragraph in a paragraph": ("<p>a\n<p>b</p></p>", [(2, "template-element")]),
    "a table in a cell": (TABLE.format("\n<tr><td>\n<table></table></td></tr>"), [(3, "template-element")]),
    "an item outside a list": ("\n<li>a</li>", [(2, "template-element")]),
    "a paragraph in a list": ("<ul>\n<p>a</p></ul>", [(2, "template-element")]),
    "a section in a section": ("<section>\n<section><p>a</p></section></section>", [(2, "template-element")]),
    "an element inside one that holds nothing": ("<p><br>\n<em>b</em></br></p>", [(2, "template-element")]),
    "an unknown attribute": ('<p>a</p>\n<p style="color: red">b</p>', [(2, "template-attribute")]),
    "an attribute of another element": ('<p>a</p>\n<p href="https://example.org">b</p>', [(2, "template-attribute")]),
    "an unknown class": ('<p>a</p>\n<p class="notes">b</p>', [(2, "template-style")]),
    "a paragraph's class on a table": (
        '\n<table class="note"><col width="5cm"/><thead><tr><th>a</th></tr></thead></table>', [(2, "template-style")]),
    "a table's class on a paragraph": ('\n<p class="key-facts">a</p>', [(2, "template-style")]),
    "a section of no known shape": ('\n<section class="wide"><p>a</p></section>', [(2, "template-style")]),
    "a link that leads nowhere": ("<p>a</p>\n<p><a>b</a></p>", [(2, "template-link")]),
    "a link that runs something": ('<p>a</p>\n<p><a href="javascript:b()">b</a></p>', [(2, "template-link")]),
    "a link to a file": ('<p>a</p>\n<p><a href="file:///etc/passwd">b</a></p>', [(2, "template-link")]),
    "a link with a space in it": ('\n<p><a href="https://example.org/a b">b</a></p>', [(2, "template-link")]),
    "a link to no place": ('\n<p><a href="https://">b</a></p>', [(2, "template-link")]),
    "a picture without words": ('<p>a</p>\n<p><img src="logo.png"/></p>', [(2, "template-picture")]),
    "a picture with empty words": ('<p>a</p>\n<p><img src="logo.png" alt=""/></p>', [(2, "template-picture")]),
    "a picture that is not there": ('<p>a</p>\n<p><img src="nowhere.png" alt="b"/></p>', [(2, "template-picture")]),
    "a picture of another kind": ('<p>a</p>\n<p><img src="page.html.j2" alt="b"/></p>', [(2, "template-picture")]),
    "a picture that is none": ('<p>a</p>\n<p><img src="fake.png" alt="b"/></p>', [(2, "template-picture")]),
    "a picture of no known width": ('\n<p><img src="logo.png" alt="b" width="wide"/></p>', [(2, "template-width")]),
    "a table without a header": (
        '<p>a</p>\n<table><col width="5cm"/><tbody><tr><td>b</td></tr></tbody></table>', [(2, "template-table")]),
    "a table with an empty header": ('\n<table><col width="5cm"/><thead></thead></table>', [(2, "template-table")]),
    "a row with too few cells": (TABLE.format("<tr><td>a</td></tr>\n<tr></tr>"), [(2, "template-table")]),
    "a row with too many cells": (TABLE.format("\n<tr><td>a</td><td>b</td></tr>"), [(2, "template-table")]),
    "a column without a width": ("<table>\n<col/><thead><tr><th>a</th></tr></thead></table>", [(2, "template-width")]),
    "a second column of no known width": (
        '<table><col width="5cm"/>\n<col width="wide"/><thead><tr><th>a</th><th>b</th></tr></thead></table>',
        [(2, "template-width")]),
    "a width in another measure": (
        '\n<table><col width="50%"/><thead><tr><th>a</th></tr></thead></table>', [(2, "template-width")]),
    "text in a table": (TABLE.format("<tr><td>a</td></tr>\nloose"), [(2, "template-text")]),
    "text in a list": ("<p>a</p>\n<ul>loose<li>b</li></ul>", [(2, "template-text")]),
    "text in a section": ("<p>a</p>\n<section>loose<p>b</p></section>", [(2, "template-text")]),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_at_its_own_line(case: str, tmp_path: Path) -> None:
    html, expected = FAULTS[case]
    assert faults(tmp_path, html, logo=png(), fake=b"GIF? no") == expected


def test_text_outside_a_paragraph_is_told(tmp_path: Path) -> None:
    (problem,) = needed(pages(tmp_path, "<p>a</p>\n<p>b</p>\nloose words")).made(FULL).problems
    assert problem.rule == "template-text"
    assert "“loose words”" in problem.message
    assert problem.place
    assert problem.place.line == 3


def test_all_faults_are_told_in_one_pass_in_their_order(tmp_path: Path) -> None:
    html = """\
<h1>ok</h1>
<h7>one</h7>
<p class="wrong">two</p>
<p colour="red">three</p>
<ul>
  <li>ok <img src="logo.png"/></li>
  <td>four</td>
</ul>
<table class="criteria">
  <col/>
  <tbody><tr><td>five</td><td>six</td></tr></tbody>
</table>
<section class="tall"><p><a href="nowhere">seven</a></p></section>
"""
    assert faults(tmp_path, html, logo=png()) == [
        (2, "template-element"),
        (3, "template-style"),
        (4, "template-attribute"),
        (6, "template-picture"),
        (7, "template-element"),
        (9, "template-table"),
        (11, "template-table"),
        (10, "template-width"),
        (13, "template-style"),
        (13, "template-link"),
    ]


def test_the_same_fault_in_two_places_is_told_twice(tmp_path: Path) -> None:
    assert faults(tmp_path, '<p class="wrong">a</p>\n<p class="note">b</p>\n<p class="wrong">c</p>') == [
        (1, "template-style"), (3, "template-style")]  # fmt: skip


@pytest.mark.parametrize(
    ("html", "hint"),
    [
        ('<p class="statusline">a</p>', "status-line"),
        ('<table class="keyfacts"><col width="5cm"/><thead><tr><th>a</th></tr></thead></table>', "key-facts"),
        ('<p data-clauses="a">a</p>', "data-clause"),
        ("<paragraph>a</paragraph>", "p"),
    ],
)
def test_a_near_miss_is_told_with_the_word_that_was_meant(tmp_path: Path, html: str, hint: str) -> None:
    (problem,) = needed(pages(tmp_path, html)).made(FULL).problems
    assert hint in problem.hint


def test_no_file_goes_without_a_title(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/page.html.j2": "<p>a</p>"})
    made = needed(shop(tmp_path, "page")).made(FULL)
    assert [problem.rule for problem in made.problems] == ["template-title"] or made.value
    assert made.value is None or "Director of Bridges" in opened(made.value.docx).core_properties.title


# --- whatever a template yields ---------------------------------------------------------------------------------------

WORDS = st.sampled_from(["text", " ", "\n", "{{ role.title }}", "<br/>", "&nbsp;", '<img src="logo.png" alt="Logo"/>'])
INLINES = st.recursive(
    WORDS,
    lambda inner: st.builds("<{0}>{1}{2}</{0}>".format, st.sampled_from(["strong", "em", "span"]), inner, inner),
    max_leaves=6,
)
LISTS = st.recursive(
    st.builds("<li>{}</li>".format, INLINES) | st.just(""),
    lambda inner: st.builds("<li>a<{0}>{1}</{0}></li>".format, st.sampled_from(["ul", "ol"]), inner),
    max_leaves=3,
).flatmap(lambda items: st.builds("<{0}>{1}{1}</{0}>".format, st.sampled_from(["ul", "ol"]), st.just(items)))
CELLS = INLINES | LISTS | st.builds("{}<p>{}</p>{}".format, INLINES, INLINES, LISTS)
BLOCKS = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "h1", "h3"]), INLINES) | LISTS
BLOCKS |= st.builds(TABLE.format, st.lists(st.builds("<tr><td>{}</td></tr>".format, CELLS), max_size=2).map("".join))
SECTIONS = st.builds(
    "<section{}>{}</section>".format,
    st.sampled_from(["", ' class="landscape"']),
    st.lists(BLOCKS, max_size=2).map("".join),
)
ELEMENTS = (
    "h1", "h2", "p", "ul", "ol", "li", "table", "col", "thead", "tbody", "tr", "th", "td", "strong", "span", "a", "br",
    "img", "section", "div",
)  # fmt: skip
# Elements in any order and at any depth, mostly where they may not stand.
ANYTHING = st.recursive(
    WORDS,
    lambda inner: st.builds(
        "<{0}{1}>{2}{3}</{0}>".format,
        st.sampled_from(ELEMENTS),
        st.sampled_from(["", ' class="note"', ' width="5cm"', ' href="https://a.b"', ' alt="a"', ' src="fake.png"']),
        inner,
        inner,
    ),
    max_leaves=8,
)


def check_word_file(data: bytes) -> None:
    """What Word demands and no parser of XML knows."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
    assert len(names) > 8
    assert all(part(data, name) is not None for name in names)
    page_body = body(data)
    tags = [block.tag.rpartition("}")[2] for block in page_body]
    assert tags[-1] == "sectPr"
    assert "tbl tbl" not in " ".join(tags)
    assert "tbl sectPr" not in " ".join(tags)
    assert all(cell[-1].tag.endswith("}p") for cell in every(page_body, ".//w:tc"))
    numberings = {number.get(f"{W}numId") for number in every(part(data, "word/numbering.xml"), "w:num")}
    assert {number.get(f"{W}val") for number in every(page_body, ".//w:numId")} <= numberings


@settings(UNTIMED, max_examples=40)
@given(st.lists(BLOCKS | SECTIONS, max_size=5).map("".join))
def test_whatever_is_in_order_becomes_a_whole_word_file(html: str) -> None:
    with TemporaryDirectory() as folder:
        check_word_file(page(Path(folder), html, logo=png()).docx)


@settings(UNTIMED, max_examples=40)
@given(st.lists(ANYTHING, max_size=3).map("".join))
@example("<div><p>a</p></div>")
def test_whatever_is_not_in_order_is_a_problem_at_its_line(html: str) -> None:
    with TemporaryDirectory() as folder:
        made = needed(pages(Path(folder), html, logo=png(), fake=b"no picture")).made(FULL)
    if made.value:
        check_word_file(made.value.docx)
    else:
        assert made.problems
        assert all(problem.place and problem.place.line for problem in made.problems)
        assert "template-markup" not in {problem.rule for problem in made.problems}  # it is well-formed
