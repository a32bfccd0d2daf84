"""Other people's Word files: every word of them, in the order they are read, as what it is."""

from __future__ import annotations

import pytest

from rolegen.document import Heading, List, Paragraph, Picture, Run, Section, Table
from tests.samples import png
from tests.word_files import NAMES, control, listed, markdown, p, r, read, row, style, table, tc


def inserted(inside: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{inside}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


# --- headings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        (style("berschrift2"), 2),
        (style("Part"), 2),
        (style("Heading5"), 5),
        (style("Heading9"), 6),
        (style("heading3"), 3),
        (style("Nowhere"), 0),
        ('<w:outlineLvl w:val="3"/>', 4),
        (style("berschrift2") + '<w:outlineLvl w:val="9"/>', 0),
        (style("berschrift2") + listed(1), 2),
        ("", 0),
    ],
)
def test_a_heading_is_known_by_the_outline_level_of_its_style_whatever_the_style_is_called(
    properties: str, level: int
) -> None:
    assert markdown(p("Words", properties)) == f"{'#' * level} Words".strip()


def test_a_heading_says_its_style_where_that_is_not_the_usual_one() -> None:
    blocks = read(p("A", style("Heading5")) + p("B", style("Part"))).blocks
    assert blocks == (Heading(5, (Run("A"),)), Heading(2, (Run("B"),), "part-of-ours"))


def test_styles_based_on_each_other_in_a_circle_end() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in ("ab", "ba")
    )
    assert markdown(p("Words", style("a")), styles=f"<w:styles {NAMES}>{circle}</w:styles>") == "Words"


def test_a_file_without_styles_or_numbering_still_has_its_words() -> None:
    body = p("A", style("Heading1")) + p("B", listed(1)) + p("C", style("Dots"))
    assert markdown(body, styles=None, numbering=None, relations=None) == "# A\n\nB\n\nC"


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ([listed(1), listed(1), listed(1)], "- a\n- b\n- c"),
        ([listed(1), listed(1, 1), listed(1)], "- a\n  - b\n- c"),
        ([listed(1), listed(1, 2), listed(1, 1)], "- a\n  1. b\n  * c"),
        ([listed(2), listed(2, 1), listed(2)], "1. a\n   1. b\n2. c"),
        ([listed(1, 1), listed(1, 1), listed(1)], "- a\n- b\n\n* c"),
        ([style("Dots"), style("Dots2"), style("Dots")], "- a\n  - b\n- c"),
        ([listed(2), style("Linked"), listed(2)], "1. a\n   1. b\n2. c"),
        ([listed(1), listed(5), listed(4)], "- a\n- b\n- c"),
        ([listed(2), listed(6), listed(2)], "1. a\n2. b\n3. c"),
        ([listed(2), listed(3), listed(3)], "1. a\n\n1) b\n2) c"),
        ([listed(2), listed(1), listed(1)], "1. a\n\n* b\n* c"),
        ([listed(7), listed(7), listed(7)], "1. a\n2. b\n3. c"),
        ([style("Dots") + listed(0), listed(99), listed(2, 2)], "a\n\nb\n\nc"),
    ],
)
def test_items_are_known_by_their_numbering(properties: list[str], expected: str) -> None:
    assert markdown("".join(p(word, one) for word, one in zip("abc", properties, strict=True))) == expected


def test_a_list_goes_on_behind_an_empty_paragraph_and_ends_at_words() -> None:
    body = p("a", listed(2)) + p("") + p("b", listed(2)) + p("words") + p("c", listed(2))
    assert markdown(body) == "1. a\n2. b\n\nwords\n\n1. c"


def test_an_item_without_words_is_still_an_item() -> None:
    assert markdown(p("a", listed(2)) + p("", listed(2)) + p("c", listed(2))) == "1. a\n2. \n3. c"


# --- tables -----------------------------------------------------------------------------------------------------------


def test_the_rows_that_repeat_are_the_header_and_else_the_first_is() -> None:
    repeated = table(
        row("A", "B", properties="<w:tblHeader/>"), row("C", "D", properties="<w:tblHeader/>"), row("e", "f")
    )
    (both,) = read(repeated).blocks
    (first,) = read(table(row("a", "b"), row("c", "d"))).blocks
    assert isinstance(both, Table)
    assert isinstance(first, Table)
    assert (len(both.header), len(both.rows)) == (2, 1)
    assert (len(first.header), len(first.rows)) == (1, 1)
    assert [cell.heading for each in (*first.header, *first.rows) for cell in each.cells] == [True, True, False, False]


def test_what_is_bold_throughout_in_a_heading_of_a_table_is_plain() -> None:
    bold, partly = p(r("A", "<w:b/>") + r("B", "<w:b/>")), p(r("c", "<w:b/>") + r("d"))
    body = table(row(bold, partly), row(bold, bold), properties='<w:tblLook w:firstColumn="1"/>')
    assert markdown(body).split("\n")[::2] == ["| AB | **c**d |", "| AB | **AB** |"]


def test_merged_cells_keep_the_columns_and_say_their_words_once() -> None:
    wide = tc(p("wide"), '<w:gridSpan w:val="2"/>')
    tall, below = tc(p("tall"), '<w:vMerge w:val="restart"/>'), tc(p(""), "<w:vMerge/>")
    body = table(row("a", "b", "c"), row(wide, "d"), row(tall, "e", "f"), row(below, "g", "h"),
                 row("i", properties='<w:gridBefore w:val="2"/>'))  # fmt: skip
    assert markdown(body).split("\n")[2:] == ["| wide |  | d |", "| tall | e | f |", "|  | g | h |", "|  |  | i |"]


def test_a_short_row_is_filled_up() -> None:
    assert markdown(table(row("a"), row("b", "c"))) == "| a |  |\n| --- | --- |\n| b | c |"


def test_a_span_beyond_what_word_allows_is_cut() -> None:
    (made,) = read(table(row(tc(p("a"), '<w:gridSpan w:val="99999999999"/>'), "b"))).blocks
    assert isinstance(made, Table)
    assert len(made.widths) == 63
    assert markdown(table(row(tc(p("a"), '<w:gridSpan w:val="many"/>'), "b"))).startswith("| a | b |")


def test_a_table_in_a_cell_keeps_its_words_row_by_row() -> None:
    inner = table(row("a", "b"), row("c", p("d", listed(1)) + p("e", listed(1))))
    assert markdown(table(row("x"), row(p("before") + inner + p("after")))).split("\n")[2] == (
        "| before<br>a \\| b<br>c \\| d<br>e<br>after |"
    )


def test_a_cell_holds_paragraphs_lists_and_what_was_a_heading() -> None:
    cell = p("A", style("berschrift2")) + p("b", listed(1)) + p("c", listed(1)) + p("") + p("d")
    assert markdown(table(row("x"), row(cell))).split("\n")[2] == "| A<br>- b<br>- c<br>d |"


def test_a_table_of_nothing_is_nothing() -> None:
    assert markdown(table() + p("a") + table("<w:tr/>")) == "a"


def test_widths_and_style_of_a_table_are_kept() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="2835"/><w:gridCol/></w:tblGrid>'
    body = table(grid, row("a", "b", "c"), properties='<w:tblStyle w:val="Key Facts"/>')
    (made,) = read(body).blocks
    assert isinstance(made, Table)
    assert (made.widths, made.style) == ((5.0, 0.0, 0.0), "key-facts")


# --- runs -------------------------------------------------------------------------------------------------------------

LINKED = '<w:hyperlink r:id="link"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>b</w:t></w:r></w:hyperlink>'


def math(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (r("a") + r("b") + r("c", "<w:color/>"), "abc"),
        (r("a ") + r("b", "<w:b/>") + r("c", '<w:b w:val="1"/>'), "a **bc**"),
        (r("a ") + r("b", "<w:i/>") + r(" c", '<w:i w:val="0"/>'), "a *b* c"),
        (r("a", "<w:b/><w:i/>"), "***a***"),
        (r("a", '<w:rStyle w:val="Fett"/>') + r(" b", '<w:rStyle w:val="Loud"/>'), "**a b**"),
        (r("a", '<w:rStyle w:val="Loud"/><w:b w:val="false"/>'), "a"),
        ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r>", "a\\\nb\\\nc"),
        ('<w:r><w:br w:type="page"/><w:t>a</w:t><w:br w:type="page"/></w:r>', "a"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:ptab/><w:t>c</w:t></w:r>", "a\tb\tc"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t></w:r>", "a\u2011b\u00adc"),
        ("<w:r><w:t>a\nb</w:t></w:r>", "a b"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F062"/></w:r>', "☑β"),
        ('<w:r><w:sym w:font="Ours" w:char="0041"/><w:sym w:char="110000"/><w:sym w:char="D800"/></w:r>', "A"),
        (r("ab", '<w:rFonts w:ascii="Symbol"/>') + r("ab"), "αβab"),
        (f"<w:r><w:t>a</w:t></w:r>{LINKED}", "a[b](https://a.b/)"),
        ('<w:hyperlink r:id="link" w:anchor="c"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "[a](https://a.b/#c)"),
        ('<w:hyperlink w:anchor="c"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "a"),
        ('<w:hyperlink r:id="nowhere"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "a"),
        ('<w:smartTag w:element="x"><w:smartTagPr/><w:r><w:t>a</w:t></w:r></w:smartTag>', "a"),
        ("<w:customXml><w:customXmlPr/><w:r><w:t>a</w:t></w:r></w:customXml>", "a"),
        ('<w:dir w:val="rtl"><w:bdo w:val="rtl"><w:r><w:t>a</w:t></w:r></w:bdo></w:dir>', "a"),
        ("<w:elsewhere><w:r><w:t>a</w:t></w:r></w:elsewhere>", "a"),
        (f"<m:oMath>{math('a=')}<m:f><m:num>{math('b')}</m:num><m:den>{math('c')}</m:den></m:f></m:oMath>", "a=b/c"),
        (f"<w:r><w:ruby><w:rt>{r('b')}</w:rt><w:rubyBase>{r('a')}</w:rubyBase></w:ruby></w:r>", "a(b)"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:delText>x</w:delText><w:t>a</w:t></w:r>", "a"),
    ],
)
def test_what_a_run_shows_is_read(inside: str, expected: str) -> None:
    assert markdown(p(inside)) == expected


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<mc:Choice><w:r><w:t>a</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>b</w:t></w:r></mc:Fallback>", "a"),
        ("<mc:Choice><w16:new/></mc:Choice><mc:Fallback><w:r><w:t>b</w:t></w:r></mc:Fallback>", "b"),
        ("<mc:Fallback><w:r><w:t>b</w:t></w:r></mc:Fallback>", "b"),
        ("", ""),
    ],
)
def test_of_several_ways_to_say_something_one_is_read(inside: str, expected: str) -> None:
    inside = inside.replace("<w16:new/>", "<w:new/>")
    assert markdown(p(f"<mc:AlternateContent>{inside}</mc:AlternateContent>")) == expected
    blocks = inside.replace("<w:r>", "<w:p><w:r>").replace("</w:r>", "</w:r></w:p>")
    assert markdown(f"<mc:AlternateContent>{blocks}</mc:AlternateContent>") == expected


def test_what_asks_for_a_value_is_a_gap() -> None:
    asked = r("[Ask", '<w:rStyle w:val="Ask"/>') + r("]", '<w:rStyle w:val="Ask"/>')
    shown = control("field:purpose", r("Ask too"), "<w:showingPlcHdr/>")
    (paragraph,) = read(p(asked + shown)).blocks
    assert paragraph == Paragraph((Run("[Ask]", gap=True), Run("Ask too", field="purpose", gap=True)))


def test_what_was_typed_over_words_that_ask_is_no_gap_though_it_has_their_style() -> None:
    (paragraph,) = read(p(r("County ", '<w:rStyle w:val="Ask"/>') + r("Hall"))).blocks
    assert paragraph == Paragraph((Run("County Hall"),))


# --- fields -----------------------------------------------------------------------------------------------------------


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


BEGIN, SEPARATE, END = mark("begin"), mark("separate"), mark("end")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (BEGIN + instruction("PAGE") + SEPARATE + r("7") + END + r(" on"), "7 on"),
        (BEGIN + instruction("SET x") + r("hidden") + END + r("shown"), "shown"),
        (
            BEGIN + instruction("IF") + BEGIN + instruction("A") + SEPARATE + r("not") + END + SEPARATE + r("b") + END,
            "b",
        ),
        (BEGIN + SEPARATE + r("a") + BEGIN + SEPARATE + r("b") + END + r("c") + END, "abc"),
        (BEGIN + instruction('HYPERLINK "https://c.d/"') + SEPARATE + r("there") + END, "[there](https://c.d/)"),
        (BEGIN + instruction('HYPERLINK \\l "a:place"') + SEPARATE + r("there") + END, "there"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
        ('<w:fldSimple w:instr="HYPERLINK https://c.d/"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "[7](https://c.d/)"),
        (BEGIN + instruction("PAGE") + r("never ends"), "never ends"),
        (SEPARATE + r("never") + END + END + r(" began"), "never began"),
        (r("a") + mark("other") + r("b"), "ab"),
    ],
)
def test_a_field_shows_its_result_and_not_its_instruction(inside: str, expected: str) -> None:
    assert markdown(p(inside)) == expected


def test_a_field_may_end_in_another_paragraph() -> None:
    contents = p(BEGIN + instruction("TOC") + SEPARATE + r("One")) + p("Two") + p(END + r("Three"))
    assert markdown(contents) == "One\n\nTwo\n\nThree"
    assert markdown(p(BEGIN + instruction("TOC")) + p("hidden") + p(SEPARATE + r("a") + END)) == "a"


# --- tracked changes --------------------------------------------------------------------------------------------------

GONE = '<w:rPr><w:del w:id="9" w:author="a"/></w:rPr>'
NEW = '<w:rPr><w:ins w:id="9" w:author="a"/></w:rPr>'
MOVED = '<w:rPr><w:moveFrom w:id="9" w:author="a"/></w:rPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("a ") + inserted(r("b")) + deleted("c")), "a b"),
        (p("<w:moveTo>" + r("a") + "</w:moveTo><w:moveFrom>" + r("b") + "</w:moveFrom>"), "a"),
        (p(inserted(r("a") + deleted("b"))), "a"),
        (p("a", GONE) + p("b"), "ab"),
        (p("a", GONE) + p("b", GONE) + p("c", style("berschrift2")), "## abc"),
        (p(deleted("a"), GONE) + p("b"), "b"),
        (p(deleted("a"), MOVED) + p("b"), "b"),
        (p("a", NEW) + p("b"), "a\n\nb"),
        (p("a", GONE) + table(row("b")) + p("c"), "a\n\n| b |\n| --- |\n\nc"),
        (p("a", GONE), "a"),
        (table(row("a"), row("b", properties="<w:del/>"), row("c", properties="<w:ins/>")), "| a |\n| --- |\n| c |"),
        (table(row("a", properties="<w:del/>")), ""),
        (table(row("a", tc(p("b"), "<w:cellDel/>"), "c")), "| a | c |\n| --- | --- |"),
        (p("a", style("berschrift2") + f"<w:pPrChange>{style('Dots')}</w:pPrChange>"), "## a"),
        (p("a", style("Dots") + f"<w:pPrChange><w:pPr>{listed(2)}</w:pPr></w:pPrChange>"), "- a"),
        (p(r("a", "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>")), "a"),
        (inserted(p("a")) + "<w:moveTo>" + p("b") + "</w:moveTo><w:del>" + p("c") + "</w:del>", "a\n\nb"),
    ],
)
def test_tracked_changes_count_as_accepted(body: str, expected: str) -> None:
    assert markdown(body) == expected


# --- content controls -------------------------------------------------------------------------------------------------


def test_a_control_marks_the_paragraph_in_it() -> None:
    body = control("clause:level.director", p("a") + p("B", style("berschrift2"))) + control("field:purpose", p("c"))
    assert read(body).blocks == (
        Paragraph((Run("a"),), clause="level.director"),
        Heading(2, (Run("B"),), "", clause="level.director"),
        Paragraph((Run("c"),), field="purpose"),
    )


def test_controls_of_other_kinds_and_groups_are_looked_through() -> None:
    inner = control("clause:x", p(control("field:title", r("a")) + control("theirs", r("b"))))
    assert read(control("", inner, "<w:group/>")).blocks == (
        Paragraph((Run("a", field="title"), Run("b")), clause="x"),
    )


def test_a_control_round_runs_names_the_clause_of_their_paragraph() -> None:
    assert read(p(control("clause:x", r("a"))) + p("b")).blocks == (
        Paragraph((Run("a"),), clause="x"),
        Paragraph((Run("b"),)),
    )


def test_a_control_round_a_whole_list_is_the_lists_and_one_round_an_item_the_items() -> None:
    whole = control("field:accountabilities", p("a", listed(1)) + p("b", listed(1, 1)) + p("c", listed(1)))
    (made,) = read(whole).blocks
    assert isinstance(made, List)
    assert (made.field, [item.field for item in made.items], made.items[0].lists[0].field) == (
        "accountabilities", ["", ""], "")  # fmt: skip
    each = control("clause:x", p("a", listed(1))) + control("clause:y", p("b", listed(1))) + p("c", listed(1))
    (made,) = read(each).blocks
    assert isinstance(made, List)
    assert (made.clause, [item.clause for item in made.items]) == ("", ["x", "y", ""])


def test_round_one_lone_item_a_field_is_the_lists_and_a_clause_the_items() -> None:
    (field,) = read(control("field:accountabilities", p("a", listed(1)))).blocks
    (clause,) = read(control("clause:x", p("a", listed(1)))).blocks
    assert isinstance(field, List)
    assert isinstance(clause, List)
    assert (field.field, field.items[0].field) == ("accountabilities", "")
    assert (clause.clause, clause.items[0].clause) == ("", "x")


def test_an_item_under_a_control_keeps_its_inner_list_to_itself() -> None:
    (made,) = read(control("clause:x", p("a", listed(1)) + p("b", listed(1, 1))) + p("c", listed(1))).blocks
    assert isinstance(made, List)
    first, second = made.items
    assert (first.clause, first.lists[0].clause, first.lists[0].items[0].clause) == ("x", "", "")
    assert second.clause == ""


def test_controls_mark_tables_rows_and_cells() -> None:
    cell = control("field:grade", tc(p("b")))
    body = control("field:person_profile", table(row("a", cell), control("field:post_number", row("c", "d"))))
    (made,) = read(body).blocks
    assert isinstance(made, Table)
    assert made.field == "person_profile"
    assert [each.field for each in made.header[0].cells] == ["", "grade"]
    assert made.rows[0].field == "post_number"
    assert markdown(body) == "| a | b |\n| --- | --- |\n| c | d |"


def test_a_paragraph_without_words_stays_where_a_control_says_what_it_is() -> None:
    body = p("") + control("field:purpose", p("")) + p(" ")
    assert read(body).blocks == (Paragraph((), field="purpose"),)
    assert markdown(body) == ""


# --- pictures, text boxes, notes, pages -------------------------------------------------------------------------------


def drawing(inside: str, words: str = "") -> str:
    frame = f'<wp:docPr id="1" name="Picture 1" descr="{words}"/>'
    return f"<w:r><w:drawing><wp:inline>{frame}{inside}</wp:inline></w:drawing></w:r>"


def pic(name: str, words: str = "") -> str:
    named = f'<pic:nvPicPr><pic:cNvPr id="1" name="{name}" descr="{words}"/></pic:nvPicPr>'
    return f'<a:graphic><pic:pic>{named}<pic:blipFill><a:blip r:embed="heron"/></pic:blipFill></pic:pic></a:graphic>'


def test_a_picture_is_read_with_its_words_its_name_and_itself() -> None:
    body = p(drawing(pic("arms.png"), "A heron"))
    assert read(body, picture=png()).blocks == (Paragraph((Picture("arms.png", png(), "A heron"),)),)
    assert markdown(body) == "![A heron](arms.png)"


def test_a_picture_without_a_file_name_has_that_of_its_part_and_its_own_words_where_its_frame_has_none() -> None:
    assert markdown(p(drawing(pic("Picture 1", "Own words")))) == "![Own words](heron.png)"


@pytest.mark.parametrize(("words", "expected"), [(' alt="A heron"', "A heron"), ("", "Arms")])
def test_a_picture_in_the_language_of_old_is_read(words: str, expected: str) -> None:
    shape = f'<v:shape{words}><v:imagedata r:id="heron" o:title="Arms"/></v:shape>'
    assert markdown(p(f"<w:r><w:pict>{shape}</w:pict></w:r>")) == f"![{expected}](heron.png)"


def test_what_is_drawn_and_no_picture_shows_its_words() -> None:
    assert markdown(p(drawing("<a:graphic/>", "A chart of costs"))) == "A chart of costs"


def test_text_boxes_follow_their_paragraph_once() -> None:
    box = "<w:txbxContent>" + p("in the box") + p(drawing(pic("b.png"), "in it")) + "</w:txbxContent>"
    new = f"<mc:Choice>{drawing(box, 'the box')}</mc:Choice>"
    old = f"<mc:Fallback><w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r></mc:Fallback>"
    body = p(r("before ") + f"<mc:AlternateContent>{new}{old}</mc:AlternateContent>" + r("after"))
    assert markdown(body) == "before after\n\nin the box\n\n![in it](b.png)"


def notes(kind: str, **texts: str) -> str:
    inside = "".join(f'<w:{kind} w:id="{number.lstrip("n")}">{text}</w:{kind}>' for number, text in texts.items())
    return f"<w:{kind}s {NAMES}>{inside}</w:{kind}s>"


def test_notes_stand_at_the_end_in_the_order_they_are_referred_to() -> None:
    reference = '<w:r><w:{}Reference w:id="{}"/></w:r>'
    body = p(r("a") + reference.format("endnote", 5)) + p(r("b") + reference.format("footnote", 7))
    body += p(r("c") + reference.format("endnote", 5) + reference.format("footnote", 8))
    text = markdown(
        body,
        footnotes=notes("footnote", n7=p("seventh") + p("goes on"), n8=table(row("eighth")), n9=p("unused")),
        endnotes=notes("endnote", n5=p("fifth")),
    )
    told = "[1] fifth\n\n[2] seventh\n\ngoes on\n\n[3]\n\n| eighth |\n| --- |"
    assert text == f"a[1]\n\nb[2]\n\nc[1\\][3]\n\n{told}"


def test_a_note_that_is_not_there_is_passed_over() -> None:
    assert markdown(p(r("a") + '<w:r><w:footnoteReference w:id="7"/></w:r>')) == "a[1]"


def test_turned_pages_are_sections_of_their_own() -> None:
    turned = '<w:sectPr><w:pgSz w:orient="landscape"/></w:sectPr>'
    body = p("a", "<w:sectPr/>") + p("b", listed(1)) + p("c", listed(1) + turned) + p("d", listed(1)) + "<w:sectPr/>"
    first, second, third = read(body).blocks
    assert isinstance(second, Section)
    assert second.landscape
    assert [type(block) for block in (first, *second.blocks, third)] == [Paragraph, List, List]


def test_a_file_in_the_strict_dialect_reads_the_same() -> None:
    body = p("Words", style("berschrift2")) + p("a", listed(1)) + p(LINKED)
    usual = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    strict = usual.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
    assert strict != usual
    assert markdown("", document=strict) == markdown("", document=usual) == "## Words\n\n- a\n\n[b](https://a.b/)"


def test_text_in_utf_16_is_read() -> None:
    usual = f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMES}><w:body>{p("Siân")}</w:body></w:document>'
    assert markdown("", document=usual.encode("utf-16")) == "Siân"


def test_a_row_of_more_cells_than_word_allows_keeps_its_words_in_the_last_one() -> None:
    wide = '<w:gridSpan w:val="63"/>'
    (made,) = read(table(row(tc(p("a"), wide), tc(p("b"), wide), "c"), row("d"))).blocks
    assert isinstance(made, Table)
    assert {len(one.cells) for one in (*made.header, *made.rows)} == {len(made.widths)} == {63}
    said = [block.content for block in made.header[0].cells[-1].blocks if isinstance(block, Paragraph)]
    assert [content[0] for content in said if content] == [Run("b"), Run("c")]
