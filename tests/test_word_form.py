"""A Word file is a form: what is approved is locked, what is the role's is open, and each is known again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import marks
from rolegen.build import all_levels
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Row, Run, Section, Table, walk
from rolegen.form.filled import filled, shown_in
from rolegen.form.kinds import KINDS
from rolegen.kept import Kept
from rolegen.templating import render
from rolegen.text import to_markdown
from rolegen.word.form import Form
from rolegen.word.package import to_docx, to_form
from rolegen.word.reading import from_docx
from tests.samples import EVERYTHING, FULL, UNTIMED, W, body, every, everything, needed, page, raw, shipped, words
from tests.test_round_trip import PAGES

LOCKS = {"clause": "sdtContentLocked", "field": "sdtLocked"}
PATHS = [*KINDS, "person_profile.importance", "person_profile.assessed_by"]


@cache
def docx(name: str) -> bytes:
    return everything()[name].docx


def controls(data: bytes) -> list[Any]:
    return every(body(data), ".//w:sdt[w:sdtPr/w:tag]")


def said(control: Any, path: str) -> str:
    """What the properties of a control say somewhere; empty where they say nothing there."""
    found = every(control, f"w:sdtPr/{path}/@w:val")
    return str(found[0]) if found else ""


def bookmarks(data: bytes) -> list[tuple[str, str]]:
    """The id and the name of every bookmark."""
    found = every(body(data), ".//w:bookmarkStart")
    return [(mark.get(f"{W}id"), mark.get(f"{W}name")) for mark in found]


def a_form(document: Document, **how: Any) -> bytes:
    return to_form(document, shipped().workshop.house, Form(shipped().workshop.house, **how), "")


# --- what is locked, what is open -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_whole_text_is_one_group_that_word_lets_nobody_type_into(name: str) -> None:
    group, section = body(docx(name))
    assert (group.tag, section.tag) == (f"{W}sdt", f"{W}sectPr")
    assert said(group, "w:lock") == "contentLocked"
    assert every(group, "w:sdtPr/w:group")


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_approved_sentence_is_locked_and_every_field_open(name: str) -> None:
    found = controls(docx(name))
    kinds = [said(control, "w:tag").partition(":")[0] for control in found]
    assert kinds.count("clause") >= 8
    assert kinds.count("field") >= 8
    assert [said(control, "w:lock") for control in found] == [LOCKS[kind] for kind in kinds]
    assert all(said(control, "w:alias") for control in found)


@pytest.mark.parametrize("name", EVERYTHING)
def test_each_paragraph_of_these_has_a_hidden_bookmark_of_its_own(name: str) -> None:
    found = bookmarks(docx(name))
    numbers, names = [number for number, _ in found], [name for _, name in found]
    assert len(found) > 20
    assert len(set(numbers)) == len(set(names)) == len(found)
    assert {number for number, _ in found} == {
        mark.get(f"{W}id") for mark in every(body(docx(name)), ".//w:bookmarkEnd")
    }
    assert all(name.startswith("_rg_") and len(name) == 16 for name in names)


def test_a_bookmark_is_named_by_the_tag_and_the_place_of_its_paragraph() -> None:
    names = [name for _, name in bookmarks(docx("director-cmt"))]
    descriptor = marks.tag(marks.CLAUSE, "level.director")
    assert [marks.bookmark(descriptor, n) in names for n in range(4)] == [True, True, True, False]


def test_choices_are_lists_and_dates_have_a_calendar() -> None:
    data = needed(shipped().made(FULL)).docx
    found = {said(control, "w:tag"): control for control in controls(data)}
    assert every(found["field:contract"], "w:sdtPr/w:comboBox/w:listItem/@w:displayText")[:3] == [
        "Permanent",
        "Fixed-term",
        "Temporary",
    ]
    checks = every(found["field:dbs"], "w:sdtPr/w:dropDownList/w:listItem/@w:value")
    assert words(every(found["field:dbs"], "w:sdtContent")[0]) in checks
    assert len(checks) == 7
    needs = every(found["field:person_profile.importance"], "w:sdtPr/w:dropDownList/w:listItem/@w:value")
    assert needs == ["Essential", "Desirable"]
    assert every(found["field:review_by"], "w:sdtPr/w:date/@w:fullDate")[0].endswith("T00:00:00Z")
    assert every(found["field:politically_restricted"], "w:sdtPr/w:comboBox")


def test_an_empty_field_says_what_belongs_there_and_word_knows_that_it_is_empty() -> None:
    found = {said(control, "w:tag"): control for control in controls(docx("director-cmt"))}
    assert every(found["field:grade"], "w:sdtPr/w:showingPlcHdr")
    assert words(found["field:grade"]) == "[The grade, once evaluated]"
    assert every(found["field:accountabilities"], ".//w:sdt/w:sdtPr/w:showingPlcHdr")
    assert every(found["field:effective_from"], "w:sdtPr/w:date[not(@w:fullDate)]")


def test_a_list_and_the_person_profile_are_in_one_control_each() -> None:
    found = [said(control, "w:tag") for control in controls(needed(shipped().made(FULL)).docx)]
    together = ("accountabilities", "purpose", "statutory", "person_profile")
    assert [found.count(f"field:{path}") for path in together] == [1, 1, 1, 1]


@pytest.mark.parametrize("areas", [["Finance, audit", "ICT"], ["One,", "two"]])
def test_a_field_that_cannot_be_read_back_is_locked(areas: list[str]) -> None:
    data = needed(shipped().made({**FULL, "service_areas": areas})).docx
    found = {said(control, "w:tag"): said(control, "w:lock") for control in controls(data)}
    assert found["field:service_areas"] == "sdtContentLocked"
    assert found["field:grade"] == "sdtLocked"


def test_a_field_that_a_template_shows_in_its_own_way_is_locked(tmp_path: Path) -> None:
    html = '<p data-field="grade">Grade {{ role.grade }}</p><p data-field="location">{{ role.location }}</p>'
    found = {said(control, "w:tag"): said(control, "w:lock") for control in controls(page(tmp_path, html).docx)}
    assert found == {"field:grade": "sdtContentLocked", "field:location": "sdtLocked"}


def test_sections_are_groups_of_their_own_and_their_page_set_up_is_in_none(tmp_path: Path) -> None:
    html = '<p>a</p><section class="landscape"><p data-clause="x">b</p></section><p>c</p>'
    data = page(tmp_path, html).docx
    assert [block.tag.removeprefix(W) for block in body(data)] == ["sdt", "p", "sdt", "p", "sdt", "sectPr"]
    assert not every(body(data), ".//w:sdt//w:sectPr")


# --- without controls -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["director-cmt", "role-director-finance"])
def test_without_controls_the_bookmarks_stay(name: str) -> None:
    document = needed(from_docx(docx(name), Path(name)))
    plain = a_form(document, controls=False)
    assert not every(body(plain), ".//w:sdt")
    assert bookmarks(plain) == bookmarks(docx(name))
    assert to_markdown(needed(from_docx(plain, Path(name)))) == to_markdown(document)


# --- what is known again ----------------------------------------------------------------------------------------------


def shipped_documents() -> Iterator[Document]:
    workshop = shipped().workshop
    for profile in needed(all_levels(workshop)):
        yield needed(render(workshop.template, profile))
    yield needed(shipped().document(FULL))


def normal(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as a Word file tells them."""
    return tuple(block for block in walk(blocks) if not isinstance(block, Section))


def test_a_form_reads_back_as_the_very_blocks_it_was_made_of_with_their_marks() -> None:
    count = 0
    for document in shipped_documents():
        again = needed(from_docx(a_form(document), Path("own.docx")))
        assert shown_in(again) == shown_in(document)
        assert marked(again) == marked(document)
        assert to_markdown(again) == to_markdown(document)
        count += len(marked(again))
    assert count > 300


def test_bookmarks_alone_tell_the_same() -> None:
    for document in shipped_documents():
        names = marks.names(
            {marks.tag(kind, name) for name, kind in kinds_in(document)},
        )
        again = needed(from_docx(a_form(document, controls=False), Path("own.docx"), names))
        assert shown_in(again) == shown_in(document)
        assert [one for one in marked(again) if one[0] == "clause"] == [
            one for one in marked(document) if one[0] == "clause"
        ]


def kinds_in(document: Document) -> set[tuple[str, str]]:
    return {(name, marks.CLAUSE if kind == "clause" else marks.FIELD) for kind, name, _ in marked(document)}


def marked(document: Document) -> list[tuple[str, str, str]]:
    """Every mark of a document, with the words it stands round."""
    return [one for block in document.blocks for one in _marked(block)]


def _marked(block: Block | Item | Cell | Row) -> Iterator[tuple[str, str, str]]:
    inside: tuple[Any, ...] = ()
    if isinstance(block, List):
        inside = block.items
    elif isinstance(block, Table):
        inside = (*block.header, *block.rows)
    elif isinstance(block, Row):
        inside = block.cells
    elif isinstance(block, Section | Cell):
        inside = block.blocks
    elif isinstance(block, Item):
        inside = block.lists
    text = "".join(_texts(block))
    for kind in ("clause", "field"):
        if name := getattr(block, kind, ""):
            yield kind, name, text
    for one in inside:
        yield from _marked(one)


def _texts(block: Any) -> Iterator[str]:
    for part in getattr(block, "content", ()):
        yield part.text if isinstance(part, Run) else part.alt
    for name in ("items", "header", "rows", "cells", "blocks", "lists"):
        for one in getattr(block, name, ()):
            yield from _texts(one)


def test_the_manifest_stands_in_properties_that_word_can_hold() -> None:
    document = needed(shipped().document(FULL))
    profile = needed(shipped().profile(FULL))
    manifest = filled(profile, document).manifest
    house = shipped().workshop.house
    data = to_form(document, house, Form(house), manifest)
    values = raw(data, "docProps/custom.xml").decode().split("<vt:lpwstr>")[1:]
    assert max(len(value.partition("<")[0]) for value in values) <= 240
    assert needed(from_docx(data, Path("own.docx"))).facts["manifest"] == manifest
    assert len(manifest) > 480
    assert "Council" not in manifest


# --- documents made by chance -----------------------------------------------------------------------------------------

CLAUSES, FIELDS = ("", "", "risk", "level.director"), ("", "", *PATHS, "unknown")
PARTS = ("blocks", "items", "lists", "header", "rows", "cells")


def with_marks(block: Any, chance: Random) -> Any:
    """The block with clauses and fields anywhere in it."""
    if isinstance(block, tuple):
        return tuple(with_marks(one, chance) for one in block)
    if not isinstance(block, Heading | Paragraph | Item | List | Row | Cell | Table | Section):
        return block
    kept = {name: with_marks(getattr(block, name), chance) for name in PARTS if hasattr(block, name)}
    kept |= {"clause": chance.choice(CLAUSES)} if hasattr(block, "clause") and not isinstance(block, Section) else {}
    kept |= {"field": chance.choice(FIELDS)} if not isinstance(block, Section | Row) else {}
    return replace(block, **kept)


def a_document(pages: list[tuple[Block, ...]], seed: int) -> Document:
    return Document("Title", tuple(with_marks(block, Random(seed)) for blocks in pages for block in blocks))


@settings(UNTIMED, max_examples=60)
@given(PAGES, st.integers(0, 1_000), st.booleans(), st.sets(st.sampled_from(PATHS), max_size=3))
def test_any_form_says_what_the_document_says(
    pages: list[tuple[Block, ...]], seed: int, controlled: bool, locked: set[str]
) -> None:
    document, house = a_document(pages, seed), shipped().workshop.house
    data = a_form(document, locked=locked, controls=controlled)
    plain = needed(from_docx(to_docx(document, house), Path("own.docx")))
    assert to_markdown(needed(from_docx(data, Path("own.docx")))) == to_markdown(plain)
    names = [name for _, name in bookmarks(data)]
    assert len(names) == len(set(names))


def test_a_cell_without_a_paragraph_written_before_changes_no_byte_behind_it() -> None:
    words = Paragraph((Run("Risk", bold=True), Run(" is everybody's.")))
    row = Row((Cell((), clause="risk"), Cell((words,))))
    document = Document("", (Table((5.0, 5.0), (Row((Cell((words,), heading=True),) * 2),), (row,)),))
    fresh = replace(shipped().workshop.house, written=Kept())
    first = to_form(document, fresh, Form(fresh), "")
    assert to_form(document, fresh, Form(fresh), "") == first


@settings(UNTIMED, max_examples=60)
@given(PAGES, st.integers(0, 1_000))
def test_what_was_written_before_changes_no_byte(pages: list[tuple[Block, ...]], seed: int) -> None:
    document, house = a_document(pages, seed), shipped().workshop.house
    fresh = replace(house, written=Kept())
    first = to_form(document, fresh, Form(fresh), "")
    twice = replace(document, blocks=(*document.blocks, *document.blocks))
    assert to_form(twice, fresh, Form(fresh), "") == a_form(twice)
    assert to_form(document, fresh, Form(fresh), "") == first == a_form(document)
