"""Pairs of documents to compare: real profiles and made-up ones, and what people do to them between two versions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeVar

from rolegen import build, templating
from rolegen.diff.lines import nodes
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
from tests.conftest import EXAMPLES
from tests.samples import needed, png, shop

T = TypeVar("T")
Pair = tuple[Document, Document]

SOME_WORDS = """\
the of and to a in for with services Council budget staff plan residents £4.5m 12 2026/27 (CMT) non-executive “best”
value’s risk, risk. audit; — e.g. leads advises Director Highways עולם שלום naïve 👩🏽‍💼 R&D <x> 3.5%"""
WORDS = [*SOME_WORDS.split(), "\n"]
PICTURES = tuple(Picture("logo.png", png(width), alt) for width, alt in ((2, "A heron"), (3, "A bridge & more")))


@cache
def profiles(folder: Path = EXAMPLES) -> Mapping[str, Document]:
    """The profiles of a workspace: its roles and its framework's levels, as documents by name."""
    workshop = needed(shop(folder)).workshop
    roles = [needed(build.role_profile(workshop, path)) for path in workshop.workspace.role_files()]
    made = (*needed(build.all_levels(workshop)), *roles)
    return {profile.name: needed(templating.render(workshop.template, profile)) for profile in made}


def made_up(chances: Random) -> Document:
    """A document of anything that there is."""
    blocks = [_block(chances) for _ in range(chances.randrange(8))]
    if not chances.randrange(4):
        at = chances.randrange(len(blocks) + 1)
        inner = tuple(_block(chances) for _ in range(chances.randint(1, 3)))
        blocks.insert(at, Section(inner, chances.random() < 0.5))
    return _document(next(iter(profiles().values())), (*blocks, _paragraph(chances)))


def edited(document: Document, chances: Random, share: float = 0.1) -> Document:
    """The document with some of its blocks, rows, items and words changed, gone, new or elsewhere."""
    return _document(document, _Editor(chances, share).blocks(document.blocks))


def _document(like: Document, blocks: tuple[Block, ...]) -> Document:
    """A document without blocks that say nothing: a Section of such would be an empty page."""
    return replace(like, blocks=tuple(block for block in blocks if nodes(Document("", (block,)))) or (Paragraph(()),))


# --- anything that there is -------------------------------------------------------------------------------------------


def _text(chances: Random) -> str:
    return " ".join(chances.choices(WORDS, k=chances.randint(1, 9)))


def _inline(chances: Random) -> Inline:
    if not chances.randrange(9):
        return chances.choice(PICTURES)
    link = chances.choice(["", "", "", "https://example.org/?a=1&b=2", "mailto:a@example.org"])
    bold, italic, gap = (chances.random() < 0.2 for _ in range(3))
    return Run(_text(chances), bold, italic, chances.choice(["", "", "emphasis"]), link, gap=gap)


def _content(chances: Random) -> tuple[Inline, ...]:
    if chances.random() < 0.6:
        return (Run(_text(chances)),)
    return tuple(_inline(chances) for _ in range(chances.randrange(5)))


def _clause(chances: Random) -> str:
    return chances.choice(["", "", "", "budget", "risk", "plan"])


def _paragraph(chances: Random) -> Paragraph:
    return Paragraph(_content(chances), chances.choice(["", "", "note", "kicker"]), _clause(chances))


def _item(chances: Random, depth: int = 1) -> Item:
    nested = (_list(chances, depth + 1),) if depth < 3 and not chances.randrange(5) else ()
    return Item(_content(chances), nested, clause=_clause(chances))


def _list(chances: Random, depth: int = 1) -> List:
    return List(tuple(_item(chances, depth) for _ in range(chances.randrange(5))), chances.random() < 0.5)


def _cell(chances: Random) -> Cell:
    blocks = [_list(chances) if not chances.randrange(4) else _paragraph(chances) for _ in range(chances.randrange(4))]
    return Cell(tuple(blocks) if chances.random() < 0.4 else (Paragraph(_content(chances)),), chances.random() < 0.3)


def _row(chances: Random, columns: int) -> Row:
    return Row(tuple(_cell(chances) for _ in range(columns)))


def _table(chances: Random) -> Table:
    columns = chances.randint(1, 3)
    rows = tuple(_row(chances, columns) for _ in range(chances.randrange(5)))
    return Table((3.0,) * columns, (_row(chances, columns),), rows, chances.choice(["", "key-facts", "criteria"]))


def _block(chances: Random) -> Block:
    makers: list[Callable[[Random], Block]] = [_paragraph, _paragraph, _heading, _list, _table]
    return chances.choice(makers)(chances)


def _heading(chances: Random) -> Heading:
    return Heading(chances.randint(1, 3), _content(chances))


# --- what people do to it ---------------------------------------------------------------------------------------------


class _Editor:
    """Changes a share of everything."""

    def __init__(self, chances: Random, share: float) -> None:
        self.chances, self.share = chances, share

    def now(self) -> bool:
        return self.chances.random() < self.share

    def rearranged(self, parts: list[T], new: Callable[[], T]) -> tuple[T, ...]:
        kept = [part for part in parts if not self.now()]
        for _ in range(len(parts)):
            if self.now():
                kept.insert(self.chances.randrange(len(kept) + 1), new())
            if kept and self.now():
                kept.insert(self.chances.randrange(len(kept)), kept.pop(self.chances.randrange(len(kept))))
        return tuple(kept)

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return self.rearranged([self.block(block) for block in blocks], lambda: _block(self.chances))

    def block(self, block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=self.blocks(block.blocks) or block.blocks)
        if isinstance(block, Table):
            return self.table(block)
        return self.list(block) if isinstance(block, List) else replace(block, content=self.content(block.content))

    def list(self, block: List) -> List:
        if self.now():
            return replace(block, items=(), numbered=not block.numbered)
        return replace(block, items=self.rearranged(list(map(self.item, block.items)), lambda: _item(self.chances)))

    def item(self, item: Item) -> Item:
        return replace(item, content=self.content(item.content), lists=tuple(map(self.list, item.lists)))

    def table(self, table: Table) -> Table:
        columns = len(table.widths)
        rows = self.rearranged(list(map(self.row, table.rows)), lambda: _row(self.chances, columns))
        header = tuple(map(self.row, table.header))
        if columns > 1 and self.now():
            header, rows = (tuple(Row(row.cells[1:], row.field) for row in some) for some in (header, rows))
        return replace(table, header=header, rows=rows, widths=table.widths[: len(header[0].cells)])

    def row(self, row: Row) -> Row:
        return replace(row, cells=tuple(map(self.cell, row.cells)))

    def cell(self, cell: Cell) -> Cell:
        if self.now():
            return replace(cell, blocks=self.rearranged(list(cell.blocks), lambda: _paragraph(self.chances)))
        return replace(cell, blocks=tuple(self.inner(block) for block in cell.blocks))

    def inner(self, block: Paragraph | List) -> Paragraph | List:
        return self.list(block) if isinstance(block, List) else replace(block, content=self.content(block.content))

    def content(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple(self.part(part) for part in content) if self.now() else content

    def part(self, part: Inline) -> Inline:
        if isinstance(part, Picture):
            return self.chances.choice(PICTURES)
        words = self.rearranged(part.text.split(" "), lambda: self.chances.choice(WORDS))
        return replace(part, text=" ".join(words), bold=part.bold is not self.now())
