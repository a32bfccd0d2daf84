"""Markdown: what a reader of it sees is what the document says, whatever characters it says it with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolegen.document import Cell, Document, Heading, Inline, Item, List, Paragraph, Picture, Row, Run, Section, Table
from rolegen.text import to_markdown
from tests.samples import UNTIMED, markdown_tokens, page

Block = Heading | Paragraph | List | Table | Section


def markdown(*blocks: Block) -> str:
    return to_markdown(Document("Title", blocks))


def runs(*texts: str | Run | Picture) -> tuple[Inline, ...]:
    return tuple(Run(text) if isinstance(text, str) else text for text in texts)


def bullets(*texts: str, numbered: bool = False) -> List:
    return List(tuple(Item(runs(text)) for text in texts), numbered)


def grid(*rows: tuple[str, ...]) -> Table:
    """A table of text, its first row the header."""
    made = [Row(tuple(Cell((Paragraph(runs(text)),)) for text in row)) for row in rows]
    return Table((1.0,) * len(rows[0]), (made[0],), tuple(made[1:]))


def seen(text: str) -> tuple[list[str], str]:
    """What a parser of CommonMark with tables sees: the blocks and marks that open, and the words."""
    opened, said = [], ""
    for token in markdown_tokens(text):
        if token.type in ("hardbreak", "softbreak", "html_inline"):
            said += "\n"
        elif token.type == "text":
            said += token.content
        elif token.nesting >= 0:
            opened.append(token.type.removesuffix("_open"))
    return opened, said


# Pieces that mean something in Markdown, and some that do not; lines are as a document has them, without edges.
PIECES = """\
1. 2) - # === --- ~~~ ``` __ _ a b &amp; [x] (y) > | \\ ` * { } [ ] ( ) < + . ! ~ = & ; : / " ' ^ $ 1"""
WORDS = st.lists(st.sampled_from([*PIECES.split(), " ", "\n"]), max_size=9).map("".join)
TEXT = WORDS.map(
    lambda text: "\n".join(re.sub(" +", " ", line).strip() for line in text.strip().split("\n")),
).filter(bool)
ONE_LINE = TEXT.map(lambda text: " ".join(text.split()))
KNOWN_HARD = [
    "1. a", "1986. A year", "12) a", "1.", "2)", "a\n1. b", "a\n2)", "1", "#1", "- a", "+ a", "a\n- b", "a\n+", "a\n#",
    "# a", "a #", "a ##", "> a", "a\n===", "a\n---", "===", "---", "- - -", "***", "___", "_ _ _", "~~~", "~~~ a",
    "```", "`a`", "*a*", "**a**", "_a_", "__a__", "x__y__", "a_b_c", "snake_case_name", "[x](y)", "![x](y)", "[x]: y",
    "[x][y]", "[^1]: x", "![", "]:", "<b>", "<!-- a", "http://a.b", "<http://a.b>", "&amp;", "&copy;", "&#38;", "&nbsp",
    "R&D; a", "a|b", "|a|\n|-|", "a\\", "\\", "a\\\nb", "C:\\x", "5 * 3 * 2", "[ ] a", "- [ ] a", "a\n\nb", "(a)", "a!",
]  # fmt: skip


@pytest.mark.parametrize("text", KNOWN_HARD)
def test_a_paragraph_is_one_paragraph_with_its_very_words(text: str) -> None:
    assert seen(markdown(Paragraph(runs(text)))) == (["paragraph"], text)


@pytest.mark.parametrize("text", KNOWN_HARD)
def test_a_heading_is_one_heading_on_one_line(text: str) -> None:
    opened, said = seen(markdown(Heading(3, runs(text))))
    assert opened == ["heading"]
    assert said.split() == text.split()
    assert "\n" not in said


@pytest.mark.parametrize("text", KNOWN_HARD)
def test_an_item_is_one_item(text: str) -> None:
    assert seen(markdown(bullets(text))) == (["bullet_list", "list_item", "paragraph"], text)
    assert seen(markdown(bullets(text, numbered=True))) == (["ordered_list", "list_item", "paragraph"], text)


CELLS = ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


@pytest.mark.parametrize("text", KNOWN_HARD)
def test_a_cell_is_one_cell(text: str) -> None:
    assert seen(markdown(grid(("h", text), (text, "i")))) == (CELLS, f"h{text}{text}i")


@settings(UNTIMED, max_examples=150)
@given(TEXT, TEXT)
@example("a", "===")
def test_no_text_makes_any_structure(first: str, second: str) -> None:
    text = markdown(Paragraph(runs(first)), Paragraph(runs(second)))
    assert seen(text) == (["paragraph"] * 2, first + second)
    assert seen(markdown(bullets(first, second))) == (
        ["bullet_list", "list_item", "paragraph", "list_item", "paragraph"], first + second)  # fmt: skip
    assert seen(markdown(grid(("h", "i"), (first, second)))) == (CELLS, f"hi{first}{second}")
    opened, said = seen(markdown(Heading(2, runs(first)), Paragraph(runs(second))))
    assert opened == ["heading", "paragraph"]
    assert "".join(said.split()) == "".join((first + second).split())


@settings(UNTIMED, max_examples=60)
@given(ONE_LINE, ONE_LINE)
@example("[x]", "(y)")
@example("!", "[x](y)")
@example("&am", "p;")
@example("1", ". a")
def test_where_the_look_changes_no_structure_arises(first: str, second: str) -> None:
    text = markdown(Paragraph((Run(first), Run(second, style="strong"))))
    assert seen(text) == (["paragraph"], first + second)


# --- looks, links, pictures -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "marks"),
    [
        (Run("b", bold=True), ["strong"]),
        (Run("b", italic=True), ["em"]),
        (Run("b", bold=True, italic=True), ["em", "strong"]),
    ],
)
def test_bold_and_italic_are_marked(look: Run, marks: list[str]) -> None:
    assert seen(markdown(Paragraph(runs("a ", look, " c")))) == (["paragraph", *marks], "a b c")


@pytest.mark.parametrize(
    "parts",
    [
        ("a", Run(" b ", bold=True), "c"),
        ("a ", Run("b ", bold=True), "c"),
        ("a", Run(" b", italic=True), " c"),
        (Run("a", bold=True), Run("b", italic=True)),
        (Run("a", bold=True), Run("b", bold=True, italic=True)),
        (Run("a\nb", bold=True), "c"),
    ],
)
def test_no_mark_of_a_look_shows_as_a_sign(parts: tuple[str | Run, ...]) -> None:
    words = "".join(part if isinstance(part, str) else part.text for part in parts)
    assert seen(markdown(Paragraph(runs(*parts))))[1] == words


ADDRESS = "https://a.b/c?d=1&e=2#f"


@pytest.mark.parametrize("text", ["the map", "a]b", "[a", "a [b] c", "a\\", "*a*", "<a>", "a](b)"])
def test_a_link_keeps_its_words(text: str) -> None:
    tokens = markdown_tokens(markdown(Paragraph(runs("See ", Run(text, link=ADDRESS), "."))))
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [ADDRESS]
    assert "".join(token.content for token in tokens if token.type == "text") == f"See {text}."


@pytest.mark.parametrize("address", [ADDRESS, "https://a.b/(c)_d", "https://a.b/c)", "https://a.b/((", "mailto:a@b.c"])
def test_a_link_keeps_its_address(address: str) -> None:
    tokens = markdown_tokens(markdown(Paragraph(runs("See ", Run("the map", link=address), "."))))
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [address]


@pytest.mark.parametrize("alt", ["A heron", "a]b", "[a](b)", "![a]", "two\nlines", "*a*", "a\\"])
def test_a_picture_keeps_its_words(alt: str) -> None:
    (picture,) = [token for token in markdown_tokens(drawn("logo.png", alt)) if token.type == "image"]
    said = "".join(" " if child.type.endswith("break") else child.content for child in picture.children or [])
    assert said.split() == alt.split()


@pytest.mark.parametrize("name", ["logo.png", "our logo.png", "logo(2).png", "logo).png", "arms/heron.png"])
def test_a_picture_keeps_its_name(name: str) -> None:
    (picture,) = [token for token in markdown_tokens(drawn(name, "A heron")) if token.type == "image"]
    assert str(picture.attrs["src"]).replace("%20", " ") == name


def drawn(name: str, alt: str) -> str:
    return markdown(Paragraph((Picture(name, b"", alt),)))


# --- lists and tables -------------------------------------------------------------------------------------------------


def test_lists_in_lists_are_indented_as_their_items_are() -> None:
    inner = List((Item(runs("x\ny")), Item(runs("z"))), numbered=True)
    text = markdown(List((Item(runs("p\nq"), (inner,)), Item(runs("r")))))
    assert text == "- p\\\n  q\n  1. x\\\n     y\n  2. z\n- r\n"
    opened, said = seen(text)
    assert opened.count("ordered_list") == 1
    assert said == "p\nqx\nyzr"


def test_long_numbered_lists_keep_their_inner_lists() -> None:
    items = tuple(Item(runs("outer"), (bullets("inner"),)) for _ in range(101))
    opened, _ = seen(markdown(List(items, numbered=True)))
    assert opened.count("ordered_list") == 1
    assert opened.count("bullet_list") == 101


def test_two_lists_one_behind_the_other_stay_two_lists() -> None:
    for numbered in (False, True):
        opened, said = seen(markdown(bullets("a", numbered=numbered), bullets("b", numbered=numbered)))
        assert said == "ab"
        assert opened.count("ordered_list" if numbered else "bullet_list") == 2


def test_a_list_with_an_empty_item_keeps_its_items() -> None:
    opened, said = seen(markdown(bullets("a", "", "b")))
    assert opened.count("list_item") == 3
    assert said == "ab"


def test_a_cell_may_hold_paragraphs_and_lists() -> None:
    cell = Cell((Paragraph(runs("a|b\nc")), bullets("d", "e\nf"), Paragraph(runs("g"))))
    table = Table((1.0,), (Row((Cell((Paragraph(runs("h")),)),)),), (Row((cell,)),))
    opened, said = seen(markdown(table))
    assert opened.count("td") == 1
    assert opened.count("paragraph") == opened.count("bullet_list") == 0
    assert [line.strip() for line in said.split("\n")] == ["ha|b", "c", "- d", "- e", "f", "g"]


def test_two_header_rows_and_an_empty_cell_keep_the_columns() -> None:
    head, body = grid(("a", "b"), ("", "d")), grid(("x", "y"))
    opened, said = seen(markdown(Table((1.0, 1.0), (*body.header, *head.header), head.rows)))
    assert opened.count("th") == 2
    assert opened.count("td") == 4
    assert said == "xyabd"


def test_sections_are_read_in_their_order() -> None:
    text = markdown(Paragraph(runs("a")), Section((Paragraph(runs("b")),), landscape=True), Paragraph(runs("c")))
    assert text == "a\n\nb\n\nc\n"


def test_a_page_from_a_template_reads_as_one_would_write_it(tmp_path: Path) -> None:
    html = """\
<h1>{{ role.title }}</h1><p class="note">One, <strong>two</strong> &amp; three_four.</p>
<ul><li>a</li><li>b</li></ul><p><a href="https://example.org">Link</a></p>"""
    expected = "# Director of Bridges\n\nOne, **two** & three_four.\n\n- a\n- b\n\n[Link](https://example.org)\n"
    assert page(tmp_path, html).markdown == expected
