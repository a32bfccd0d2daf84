"""What rolegen writes as a Word file it reads back as the document it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.build import all_levels
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Picture, Row, Run, Section, Table
from rolegen.templating import render
from rolegen.text import to_markdown
from rolegen.word.package import to_docx
from rolegen.word.reading import from_docx
from tests.samples import FULL, UNTIMED, everything, needed, png, shipped

FACTS = {
    **dict.fromkeys(("organisation", "doc:title", "doc:version", "doc:framework", "doc:marking"), "x"),
    "role": "director-finance",
    "level": "director",
    "variant": "cmt",
    "framework-version": "model-1",
    "version": "2.1",
    "status": "draft",
}


def read_back(document: Document) -> Document:
    return needed(from_docx(to_docx(document, shipped().workshop.house), Path("own.docx")))


def unmarked(value: Any) -> Any:
    """A document's blocks without the clauses and fields, which the Word file does not carry."""
    if isinstance(value, tuple):
        return tuple(unmarked(one) for one in value)
    if not is_dataclass(value):
        return value
    kept = {
        one.name: unmarked(getattr(value, one.name)) for one in fields(value) if one.name not in ("clause", "field")
    }
    return type(value)(**kept)  # type: ignore[misc]


def test_every_profile_that_ships_reads_back_word_for_word() -> None:
    assert len(everything()) >= 14
    for name, made in everything().items():
        assert to_markdown(needed(from_docx(made.docx, Path(name)))) == made.markdown, name


def documents() -> Iterator[Document]:
    workshop = shipped().workshop
    for profile in needed(all_levels(workshop)):
        yield needed(render(workshop.template, profile))
    yield needed(shipped().document(FULL))


def test_every_level_and_a_role_read_back_as_the_very_blocks_they_were_made_of() -> None:
    count = 0
    for document in documents():
        again = read_back(document)
        assert again.title == document.title
        assert again.blocks == unmarked(document.blocks)
        count += len(again.blocks)
    assert count > 100


def test_the_facts_of_a_file_are_those_that_rolegen_wrote_in_it() -> None:
    again = read_back(Document("Title & more", (), FACTS))
    assert again.title == "Title & more"
    assert again.facts == {key: value for key, value in FACTS.items() if value != "x"}


# --- documents made by chance -----------------------------------------------------------------------------------------
# Left out is what no Word file of ours tells: where one list of bullets ends and the next begins with nothing between
# them, lists in lists beyond the second, upright sections, tables without a header or with bold in it, styles that are
# bold by themselves.

PIECES = """\
1. 2) - # === ~~~ ``` __ _ a b Siân &amp; [x] (y) > | \\ ` * { } < ! & ; \u05d0 \u0627 \u2011 \U0001f600"""
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\u00a0", " ", "\n", "\t"]), max_size=6).map("".join)
LINKS = st.sampled_from(["", "", "https://a.b/c?d=1&e=2", "mailto:a@b.c"])
RUNS = st.builds(Run, WORDS, st.booleans(), st.booleans(), link=LINKS, gap=st.booleans())
PICTURES = st.builds(Picture, st.just("arms.png"), st.just(png()), st.sampled_from(["A heron", "a]b"]))
CONTENT = st.lists(RUNS | RUNS | RUNS | PICTURES, max_size=3).map(tuple)
STYLES = st.sampled_from(["", "note"])
NUMBERED = st.builds(List, st.lists(st.builds(Item, CONTENT), min_size=1, max_size=3).map(tuple), st.just(True))
BULLETS = NUMBERED.map(lambda made: replace(made, numbered=False))
INNER = st.sampled_from([(), (), (0,), (1,), (0, 1), (1, 0)]).flatmap(
    lambda kinds: st.tuples(*[(BULLETS, NUMBERED)[kind] for kind in kinds])
)
ITEMS = st.lists(st.builds(Item, CONTENT, INNER), min_size=1, max_size=3).map(tuple)
LISTS = st.builds(List, ITEMS, st.booleans())
PARAGRAPHS = st.builds(Paragraph, CONTENT, STYLES)
HEADINGS = st.builds(Heading, st.integers(1, 3), CONTENT)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 3))
    cells = st.builds(Cell, st.lists(PARAGRAPHS | LISTS, max_size=2).map(tuple).map(apart))
    named = st.builds(Cell, st.tuples(st.builds(Paragraph, st.tuples(st.builds(Run, WORDS)))), st.just(True))
    header = draw(st.lists(st.builds(Row, st.tuples(*[named] * columns)), min_size=1, max_size=2).map(tuple))
    rows = draw(st.lists(st.builds(Row, st.tuples(*[cells] * columns)), max_size=3).map(tuple))
    return Table((5.0,) * columns, header, rows, "key-facts")


def apart(blocks: tuple[Any, ...]) -> tuple[Any, ...]:
    """The blocks with words behind each list."""
    behind = (Paragraph((Run("between"),)),)
    return tuple(one for block in blocks for one in (block, *(behind if isinstance(block, List) else ())))


BLOCKS = st.lists(PARAGRAPHS | HEADINGS | LISTS | tables(), max_size=5).map(tuple).map(apart)
PAGES = st.lists(BLOCKS | st.builds(lambda inside: (Section(inside, landscape=True),), BLOCKS), max_size=3)


@settings(UNTIMED, max_examples=40)
@given(PAGES)
def test_any_document_reads_back_as_the_same_markdown(pages: list[tuple[Block, ...]]) -> None:
    document = Document("Title", tuple(block for blocks in pages for block in blocks), FACTS)
    assert to_markdown(read_back(document)) == to_markdown(document)


@pytest.mark.parametrize("numbered", [True, False])
def test_of_two_lists_that_touch_only_numbered_ones_stay_two(numbered: bool) -> None:
    one = List((Item((Run("a"),)),), numbered)
    assert len(read_back(Document("Title", (one, one), FACTS)).blocks) == (2 if numbered else 1)
