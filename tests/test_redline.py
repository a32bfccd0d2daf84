"""Redlines: accepting all changes gives the new document, rejecting them the old one, and both can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from rolegen.word.package import to_docx
from rolegen.word.redline import to_redline
from tests.pairs import edited, made_up, profiles
from tests.samples import UNTIMED, W, every, part, png, raw, repacked, shipped
from tests.test_validity import faults, validator
from tests.tracked import settled

HOUSE = shipped().workshop.house
CHANCES = st.randoms(use_true_random=False)
DATE = "2026-01-31T09:00:00Z"
MAIN = "word/document.xml"
A, B, C, D = (Paragraph((Run(f"Paragraph {letter}."),)) for letter in "ABCD")


def document(*blocks: Block) -> Document:
    return replace(profiles()["director-cmt"], blocks=blocks)


def redline(old: Document, new: Document) -> bytes:
    return to_redline(old, new, HOUSE, "A & “B”", DATE)


def check(old: Document, new: Document) -> bytes:
    """The redline, if accepting and rejecting all its changes gives either document, style for style."""
    data = redline(old, new)
    assert settled(data, "accept") == settled(to_docx(new, HOUSE), "accept")
    assert settled(data, "reject") == settled(to_docx(old, HOUSE), "accept")
    ids = [element.get(f"{W}id") for element in every(part(data, MAIN), "//*[@w:author]")]
    assert len(ids) == len(set(ids))
    return data


def xml(data: bytes) -> str:
    return raw(data, MAIN).decode()


def shown(data: bytes) -> list[str]:
    """Each paragraph as a reader sees it: [deleted] and {inserted} words, ¶ with a sign for a tracked mark."""
    return [_shown(paragraph) for paragraph in part(data, MAIN).iter(f"{W}p")]


def _shown(paragraph: object) -> str:
    marks = [mark for name, mark in (("del", "[¶]"), ("ins", "{¶}")) if every(paragraph, f"w:pPr/w:rPr/w:{name}")]
    words = ""
    for run in every(paragraph, ".//w:r"):
        text = "".join(every(run, "w:t/text() | w:delText/text()"))
        sign = every(run, "name(ancestor::w:ins | ancestor::w:del)")
        words += {"w:ins": f"{{{text}}}", "w:del": f"[{text}]"}.get("".join(sign), text)
    return words + "".join(marks)


def table(*rows: str, columns: int = 0) -> Table:
    """A table from rows such as "K1|Knows boats"."""
    made = tuple(Row(tuple(Cell((Paragraph((Run(text),)),)) for text in row.split("|"))) for row in rows)
    return Table((3.0,) * (columns or rows[0].count("|") + 1), made[:1], made[1:])


# --- whatever the documents -------------------------------------------------------------------------------------------


@settings(UNTIMED, max_examples=20)
@given(CHANCES)
def test_either_of_two_made_up_documents_can_be_had(chances: Random) -> None:
    check(made_up(chances), made_up(chances))


@settings(UNTIMED, max_examples=20)
@given(CHANCES)
def test_a_made_up_document_can_be_had_as_it_was_and_as_edited(chances: Random) -> None:
    old = made_up(chances)
    check(old, edited(old, chances, 0.2))


@pytest.mark.parametrize("share", [0.02, 0.15])
@pytest.mark.parametrize("name", profiles())
def test_a_profile_can_be_had_as_it_was_and_as_edited(name: str, share: float) -> None:
    old = profiles()[name]
    data = check(old, edited(old, Random(name), share))
    assert "<w:ins " in xml(data)
    assert "<w:del " in xml(data)


def test_the_profiles_of_two_levels_can_be_had() -> None:
    old, new = profiles()["assistant-director"], profiles()["director-cmt"]
    assert "developing the policies" in " ".join(shown(check(old, new)))
    assert settled(redline(old, new), "accept") != settled(redline(old, new), "reject")


def test_a_document_without_changes_has_none_tracked() -> None:
    same = profiles()["director-cmt"]
    data = check(same, replace(same, blocks=tuple(same.blocks)))
    assert "w:author" not in xml(data)
    assert settled(data, "accept") == settled(to_docx(same, HOUSE), "reject")


def test_a_change_that_is_not_tracked_would_be_noticed() -> None:
    data = check(document(A, B, C), document(A, C, D))
    for mark in ("<w:del ", "<w:ins "):
        assert mark in xml(data)
        broken = re.sub(f"{mark}[^>]*/>", "", xml(data))
        assert broken != xml(data)
        without = repacked(data, {MAIN: broken.encode()})
        ways = (settled(without, "accept"), settled(without, "reject"))
        assert ways != (settled(data, "accept"), settled(data, "reject"))


# --- the file ---------------------------------------------------------------------------------------------------------


def test_each_change_names_its_author_and_date() -> None:
    root = part(redline(document(A, B, C), document(A, C, D)), MAIN)
    tracked = every(root, "//w:ins | //w:del")
    assert len(tracked) >= 4
    assert {(one.get(f"{W}author"), one.get(f"{W}date")) for one in tracked} == {("A & “B”", DATE)}


def test_the_same_documents_make_the_same_bytes() -> None:
    old, new = profiles()["director-cmt"], profiles()["director-non-cmt"]
    assert redline(old, new) == redline(old, new)


def test_all_other_parts_are_those_of_the_new_document() -> None:
    old, new = profiles()["director-cmt"], profiles()["director-non-cmt"]
    expected, made = to_docx(new, HOUSE), redline(old, new)
    for name in (
        "word/styles.xml",
        "word/footer1.xml",
        "word/settings.xml",
        "docProps/core.xml",
    ):
        assert raw(made, name) == raw(expected, name)
    custom = [re.sub(rb"rolegen\.built.*", b"", raw(data, "docProps/custom.xml")) for data in (made, expected)]
    assert b"rolegen.level" in custom[0]
    assert custom[0] == custom[1]
    assert "<w:sdt>" not in xml(made)


KITCHEN = (
    Heading(1, (Run("Title"),)),
    Paragraph((Run("Bold", bold=True), Run(" and\na "), Run("link", link="https://example.org/?a=1&b=2"), Run("."))),
    Paragraph((Picture("logo.png", png(), "A heron"), Run(" beside it"))),
    List((Item((Run("One"),), (List((Item((Run("Deeper"),)),), numbered=True),)), Item((Run("Two"),))), numbered=True),
    table("Ref|Criterion", "K1|Knows boats", "K2|Knows locks"),
    table("Ref|Criterion", "S1|Rows"),
    Section((Heading(2, (Run("Wide"),)), table("A|B|C", "1|2|3")), landscape=True),
    Paragraph((Run("The end."),), "note"),
)


@pytest.mark.parametrize("seed", range(4))
def test_the_open_xml_sdk_finds_nothing_wrong(seed: int, tmp_path: Path) -> None:
    validator()
    old = profiles()["director-cmt"] if seed % 2 else document(*KITCHEN)
    path = tmp_path / "redline.docx"
    path.write_bytes(check(old, edited(old, Random(seed), 0.15)))
    assert faults(path) == []


# --- paragraphs -------------------------------------------------------------------------------------------------------


def test_a_paragraph_is_changed_word_by_word() -> None:
    old = document(Paragraph((Run("Lead the old service well."),)), B)
    new = document(Paragraph((Run("Lead the whole service well."),)), B)
    assert shown(check(old, new)) == ["Lead the [old]{whole} service well.", "Paragraph B."]


def test_words_keep_their_look_and_those_with_another_one_are_replaced() -> None:
    bold = Run("service", bold=True)
    old = document(Paragraph((Run("Lead the whole "), bold, Run(" for us all."))), B)
    new = document(Paragraph((Run("Lead the "), bold, Run(" for "), Run("us", italic=True), Run(" all."))), B)
    data = check(old, new)
    assert shown(data)[0] == "Lead the[ whole] service for [us]{us} all."
    assert every(part(data, MAIN), "//w:r[w:rPr/w:b]/w:t/text()") == ["service"]


def test_a_gap_that_was_filled_is_replaced_whole() -> None:
    old = document(Paragraph((Run("[The grade, once evaluated]", gap=True),)), B)
    new = document(Paragraph((Run("The grade, once evaluated"),)), B)
    assert shown(check(old, new))[0] == "[[The grade, once evaluated]]{The grade, once evaluated}"


def test_paragraphs_come_and_go_with_their_marks() -> None:
    assert shown(check(document(A, B, C), document(A, C))) == ["Paragraph A.", "[Paragraph B.][¶]", "Paragraph C."]
    assert shown(check(document(A, C), document(A, B, C))) == ["Paragraph A.", "{Paragraph B.}{¶}", "Paragraph C."]


def test_behind_the_last_paragraph_one_comes_and_goes_with_the_mark_before_it() -> None:
    assert shown(check(document(A), document(A, B))) == ["Paragraph A.{¶}", "{Paragraph B.}"]
    assert shown(check(document(A, B), document(A))) == ["Paragraph A.[¶]", "[Paragraph B.]"]


def test_before_a_table_a_paragraph_comes_and_goes_with_the_mark_before_it() -> None:
    grid = table("Ref", "K1")
    assert shown(check(document(A, grid, C), document(A, B, grid, C)))[:2] == ["Paragraph A.{¶}", "{Paragraph B.}"]
    assert shown(check(document(A, B, grid, C), document(A, grid, C)))[:2] == ["Paragraph A.[¶]", "[Paragraph B.]"]


def test_the_last_paragraph_keeps_its_mark_whatever_stands_there() -> None:
    grid = table("Ref", "K1")
    for old, new in ((A, B), (A, grid), (Heading(1, A.content), List((Item(B.content),)))):
        check(document(old), document(new))
        check(document(new), document(old))
    check(document(A), document(A, grid))
    check(document(A, grid), document(A))


def test_a_paragraph_that_got_another_style_says_so() -> None:
    data = check(document(A, B), document(Heading(2, A.content), B))
    assert shown(data) == ["Paragraph A.", "Paragraph B."]
    assert len(every(part(data, MAIN), "//w:pPr[w:pStyle/@w:val='Heading2']/w:pPrChange")) == 1


def test_an_insertion_does_not_follow_one_at_the_end_of_the_paragraph_before() -> None:
    """LibreOffice takes the two for one, with the paragraph mark between them."""

    def paragraph(text: str) -> Paragraph:
        return Paragraph((Run(text),))

    old = document(paragraph("Lead the service well."), paragraph("Manage the budget well."), C)
    new = document(paragraph("Lead the service well. Be kind."), paragraph("Then manage the budget well."), C)
    assert shown(check(old, new))[:2] == ["Lead the service well.{ Be kind.}", "[Manage]{Then manage} the budget well."]
    added = document(paragraph("Lead the service well. Be kind."), B, paragraph("Manage the budget well."), C)
    assert shown(check(old, added))[:2] == ["Lead the service well.{ Be kind.}{¶}", "{Paragraph B.}"]


def test_links_pictures_and_line_breaks_come_and_go() -> None:
    plain = Paragraph((Run("See it."),))
    rich: tuple[Inline, ...] = (
        Run("See "), Run("the page", link="https://example.org"), Run("\n"), Picture("a.png", png(), "A heron"),
        Run(" it."),
    )  # fmt: skip
    data = check(document(plain, B), document(Paragraph(rich), B))
    assert len(every(part(data, MAIN), "//w:hyperlink/w:ins/w:r")) == 1
    assert len(every(part(data, MAIN), "//w:ins/w:r/w:drawing")) == 1
    data = check(document(Paragraph(rich), B), document(plain, B))
    assert len(every(part(data, MAIN), "//w:hyperlink/w:del/w:r/w:delText")) == 1
    assert len(every(part(data, MAIN), "//w:del/w:r/w:drawing")) == 1
    assert every(part(data, MAIN), "//w:del//w:t | //w:ins//w:delText") == []


def test_an_item_that_goes_is_counted_in_the_list_that_stays() -> None:
    items = [Item((Run(text),)) for text in ("Inspect each bridge", "Paint what rusts", "Count the boats")]
    old, new = List(tuple(items), numbered=True), List((items[0], items[2]), numbered=True)
    data = check(document(A, old, B), document(A, new, B))
    numbers = every(part(data, MAIN), "//w:p/w:pPr/w:numPr/w:numId/@w:val")
    assert len(numbers) == 3
    assert len(set(numbers)) == 1


# --- tables -----------------------------------------------------------------------------------------------------------


def row_marks(data: bytes) -> list[str]:
    """The name of each row's mark; "" for one that stays."""
    return ["".join(every(row, "name(w:trPr/w:ins | w:trPr/w:del)")) for row in part(data, MAIN).iter(f"{W}tr")]


def test_rows_come_and_go() -> None:
    old = document(A, table("Ref|Criterion", "K1|Knows boats", "K2|Knows the locks well"), B)
    new = document(A, table("Ref|Criterion", "K2|Knows the locks very well", "K3|Rows fast"), B)
    data = check(old, new)
    assert row_marks(data) == ["", "w:del", "", "w:ins"]
    assert "Knows the locks{ very} well" in shown(data)


def test_a_whole_table_comes_and_goes() -> None:
    grid = table("Ref|Criterion", "K1|Knows boats")
    assert row_marks(check(document(A, grid, B), document(A, B))) == ["w:del", "w:del"]
    assert row_marks(check(document(A, B), document(A, grid, B))) == ["w:ins", "w:ins"]


def test_a_table_with_other_columns_is_replaced() -> None:
    old = document(A, table("Ref|Criterion", "K1|Knows boats"), B)
    new = document(A, table("Ref|Criterion|Needed", "K1|Knows boats|Essential"), B)
    assert row_marks(check(old, new)) == ["w:del", "w:del", "w:ins", "w:ins"]


def test_tables_that_touch_keep_their_distance() -> None:
    one, two, three = (
        table("Ref|Criterion", f"{n}|Knows {what}") for n, what in enumerate(("boats", "locks", "weirs"))
    )
    check(document(A, one, two, B), document(A, one, B))
    check(document(A, one, B, two), document(A, one, two))
    check(document(one, two), document(two, one, three))


def test_a_cell_may_hold_paragraphs_and_lists() -> None:
    def grid(*blocks: Paragraph | List) -> Table:
        return Table((5.0,), (Row((Cell((A,)),)),), (Row((Cell(blocks),)),))

    items = [Item((Run(text),)) for text in ("Inspect each bridge", "Paint what rusts")]
    bullets, fewer = List(tuple(items)), List((items[0],))
    check(document(grid(B, bullets), C), document(grid(fewer, D), C))
    check(document(grid(), C), document(grid(bullets), C))
    check(document(grid(bullets), C), document(grid(List(())), C))


def test_a_page_that_turns_is_the_new_document_s() -> None:
    wide = Section((Heading(2, (Run("Wide"),)), table("A|B", "1|2")), landscape=True)
    data = check(document(A, wide, B), document(A, C, wide, D))
    turned = every(part(data, MAIN), "//w:pgSz/@w:orient")
    assert turned == ["landscape"]
    assert len(every(part(data, MAIN), "//w:p[w:pPr/w:sectPr][not(w:pPr/w:rPr/w:del)]")) == 2
