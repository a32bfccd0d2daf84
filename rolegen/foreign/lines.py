"""A document as someone else's profile is read: its lines, and its tables cell by cell, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from rolegen.document import Block, Cell, Document, Heading, Inline, Item, List, Paragraph, Run, Section, Table, plain
from rolegen.marks import folded

UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
GAP = re.compile(r" {3,}|[ ]*\t[\t ]*")  # what people put between a label and its value on one line
BULLET = r"[•●▪■◦○‣⁃∙·➢➤►▶❖✦\uf0b7\uf0a7\uf0d8\uf0fc*–—-]"
NUMBER = r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+"
TYPED = re.compile(rf"(?:{BULLET}\s+|[•●▪]|(?P<number>{NUMBER})\s+)(?=\S)")
SPACE = " \t\n"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, an item or a line of either, and where it stands.

    `number` is its own in the document; what is cut out of a line keeps it. `table` and `row` count from 1, 0 outside
    the tables. `heading` is the level of a real heading, `depth` that of a list's item; a typed bullet or number makes
    one too, `typed` being the number. `goes_on` is for a line behind a line break.
    """

    number: int
    text: str
    table: int = 0
    row: int = 0
    heading: int = 0
    depth: int = 0
    bold: bool = False
    goes_on: bool = False
    style: str = ""
    typed: str = ""

    @property
    def whole(self) -> str:
        """What it says, the number before it too: of a value it may be a part."""
        return f"{self.typed} {self.words}".strip()

    @property
    def words(self) -> str:
        """What it says, its gaps as spaces."""
        return self.text.replace("\t", " ")

    @property
    def is_loud(self) -> bool:
        """Whether it looks like a heading: one in Word's sense, bold, in capitals, or with a colon at its end."""
        return bool(self.heading or self.bold or self.is_capitals or self.text.endswith(":"))

    @property
    def is_capitals(self) -> bool:
        """Whether it is written in capitals."""
        letters = [letter for letter in self.text if letter.isalpha()]
        return len(letters) > 3 and all(map(str.isupper, letters))


Words = tuple[Line, ...]  # of one cell


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells."""

    number: int
    rows: tuple[tuple[Words, ...], ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Everything in it."""
        return (line for row in self.rows for cell in row for line in cell)


Flow = tuple[Line | Grid, ...]


def flow(document: Document) -> Flow:
    """The document's lines and tables, in order."""
    return tuple(_Reader().blocks(document.blocks))


def every_line(whole: Flow) -> Iterator[Line]:
    """All lines, those of tables too."""
    for one in whole:
        if isinstance(one, Grid):
            yield from one.lines
        else:
            yield one


def clean(text: str) -> str:
    """Words on one line, what cannot be seen left out; a gap is one tab."""
    parts = (folded(part) for part in GAP.split(text.translate(UNSEEN).replace("\u00a0", " ")))
    return "\t".join([part for part in parts if part])


def together(lines: Words) -> str:
    """Lines as one text, a line each."""
    return "\n".join([line.words for line in lines])


def in_full(lines: Words) -> str:
    """The same, with the numbers that are typed before them."""
    return "\n".join([line.whole for line in lines])


@dataclass
class _Reader:
    """Reads on, counting lines and tables."""

    lines: int = 0
    tables: int = 0
    at: Line = field(default_factory=lambda: Line(0, ""))

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[Line | Grid]:
        for block in blocks:
            if isinstance(block, Section):
                yield from self.blocks(block.blocks)
            elif isinstance(block, Table):
                yield self.grid(block)
            elif isinstance(block, List):
                yield from self.items(block, 1)
            else:
                yield from self.paragraph(block)

    def paragraph(self, block: Heading | Paragraph) -> Iterator[Line]:
        level = block.level if isinstance(block, Heading) else 0
        yield from self.said(block.content, replace(self.at, heading=level, style=block.style))

    def items(self, block: List, depth: int) -> Iterator[Line]:
        for item in block.items:
            yield from self.item(item, depth)
            for inside in item.lists:
                yield from self.items(inside, depth + 1)

    def item(self, item: Item, depth: int) -> Iterator[Line]:
        yield from self.said(item.content, replace(self.at, depth=depth))

    def grid(self, table: Table) -> Grid:
        self.tables += 1
        rows = []
        for n, row in enumerate((*table.header, *table.rows), 1):
            self.at = Line(0, "", self.tables, n)
            rows.append(tuple(self.cell(cell) for cell in row.cells))
        self.at = Line(0, "")
        return Grid(self.tables, tuple(rows))

    def cell(self, cell: Cell) -> Words:
        return tuple(line for line in self.blocks(cell.blocks) if isinstance(line, Line))

    def said(self, content: tuple[Inline, ...], like: Line) -> Iterator[Line]:
        """The lines of a paragraph or item."""
        bold = _is_bold(content)
        goes_on = False
        for part in plain(content).split("\n"):
            text = clean(part)
            if not text:
                continue
            typed = TYPED.match(text) if not like.heading else None
            depth = like.depth or int(bool(typed))
            rest = text[typed.end() :] if typed else text
            self.lines += 1
            number = typed["number"] or "" if typed else ""
            own = replace(like, number=self.lines, text=rest, depth=depth, bold=bold, typed=number)
            yield replace(own, goes_on=goes_on and not typed)
            goes_on = True


def _is_bold(content: tuple[Inline, ...]) -> bool:
    said = [part for part in content if isinstance(part, Run) and part.text.strip(SPACE)]
    return bool(said) and all(part.bold for part in said)
