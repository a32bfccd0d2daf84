"""A document as what is compared: its headings, paragraphs and list items one by one, its tables row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rolegen.diff.words import words
from rolegen.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    contents,
    plain,
)

BETWEEN_CELLS = " | "


class Page(NamedTuple):
    """The pages of one Section, or of what stands between two."""

    number: int = 0
    landscape: bool = False


FIRST_PAGE = Page()


@dataclass(frozen=True)
class Line:
    """A heading, paragraph, list item or table row, and where it stands.

    An item knows the list it is in, by its number in the document, and how deep.
    """

    block: Heading | Paragraph | Item | Row
    text: str
    section: tuple[str, ...]
    clause: str = ""
    field: str = ""
    page: Page = FIRST_PAGE
    within: List | None = None
    list_number: int = 0
    depth: int = 0
    heads: bool = False  # a row of the table's header

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, to see how alike two lines are; a row's reference (K1) is none of them."""
        text = self.text if self.label_tells or not isinstance(self.block, Row) else self.rest
        return frozenset(map(str.casefold, words(text)))

    @property
    def label(self) -> str:
        """What lines in the same place are known by where their words differ."""
        if isinstance(self.block, Row):
            return cell_text(self.block.cells[0]) if self.block.cells else ""
        if isinstance(self.block, Heading) and self.block.level == 1:
            return "title"
        return self.clause or ("" if self.within else self.field)  # items of one field may have nothing in common

    @property
    def label_tells(self) -> bool:
        """Whether its label alone tells which row of its table it is, as Grade does and K1 does not."""
        if not isinstance(self.block, Row) or not self.block.cells:
            return False
        return self.block.cells[0].heading or not any(map(str.isdigit, self.label))

    @property
    def rest(self) -> str:
        """A row's text behind its first cell."""
        cells = self.block.cells[1:] if isinstance(self.block, Row) else ()
        return BETWEEN_CELLS.join(map(cell_text, cells))

    @property
    def weight(self) -> float:
        """How much it matters that it stays where it is: others move around a heading."""
        return 1.5 if isinstance(self.block, Heading) else 1.0


@dataclass(frozen=True)
class Grid:
    """A table, and where it stands."""

    block: Table
    rows: tuple[Line, ...]
    section: tuple[str, ...]
    clause: str = ""
    field: str = ""
    page: Page = FIRST_PAGE

    @cached_property
    def text(self) -> str:
        """All its words."""
        return "\n".join(row.text for row in self.rows)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words, to see how alike two tables are."""
        return frozenset().union(*(row.words for row in self.rows))

    @property
    def label(self) -> str:
        """The first word of its header: what tables in the same place are known by."""
        return next((row.label for row in self.rows if row.heads), "")

    @property
    def weight(self) -> float:
        """How much it matters that it stays where it is."""
        return float(max(1, len(self.rows)))


Node = Line | Grid


def nodes(document: Document) -> tuple[Node, ...]:
    """The lines and tables of a document in reading order."""
    return tuple(_Reader().blocks(document.blocks, "", ""))


def cell_lines(cell: Cell) -> tuple[Line, ...]:
    """The paragraphs and items of a cell."""
    return tuple(line for line in _Reader().blocks(cell.blocks, "", "") if isinstance(line, Line))


def cell_text(cell: Cell) -> str:
    """The words of a cell, a paragraph or item a line."""
    return "\n".join(plain(content) for content in contents(cell.blocks))


@dataclass
class _Reader:
    """Reads on, knowing the headings it is under; `clause` and `field` are those of what a block stands in."""

    headings: list[tuple[int, str]] = field(default_factory=list)
    page: Page = FIRST_PAGE
    lists: int = 0

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def blocks(self, blocks: tuple[Block, ...], clause: str, field: str) -> Iterator[Node]:
        for block in blocks:
            if isinstance(block, Section):
                self.page = Page(self.page.number + 1, block.landscape)
                yield from self.blocks(block.blocks, block.clause, block.field)
                self.page = Page(self.page.number + 1)
            elif isinstance(block, List):
                yield from self.items(block, clause, field, 1)
            elif isinstance(block, Table):
                yield self.grid(block, clause, field)
            elif isinstance(block, Heading):
                self.headings = [heading for heading in self.headings if heading[0] < block.level]
                yield self.line(block, clause, field)
                self.headings.append((block.level, plain(block.content)))
            else:
                yield self.line(block, clause, field)

    def line(self, block: Heading | Paragraph, clause: str, field: str) -> Line:
        field = block.field or _field(block.content) or field
        return Line(block, plain(block.content), self.section, block.clause or clause, field, self.page)

    def items(self, block: List, clause: str, field: str, depth: int) -> Iterator[Line]:
        self.lists += 1
        number, clause, field = self.lists, block.clause or clause, block.field or field
        for item in block.items:
            marks = item.clause or clause, item.field or _field(item.content) or field
            yield Line(item, plain(item.content), self.section, *marks, self.page, block, number, depth)
            for nested in item.lists:
                yield from self.items(nested, *marks, depth + 1)

    def grid(self, table: Table, clause: str, field: str) -> Grid:
        field = table.field or field
        rows = (*table.header, *table.rows)
        lines = tuple(self.row(row, clause, field, n < len(table.header)) for n, row in enumerate(rows))
        return Grid(table, lines, self.section, clause, field, self.page)

    def row(self, row: Row, clause: str, field: str, heads: bool) -> Line:
        text = BETWEEN_CELLS.join(map(cell_text, row.cells))
        clause = next((cell.clause for cell in row.cells if cell.clause), clause)
        field = row.field or next((cell.field for cell in row.cells if cell.field), field)
        return Line(row, text, self.section, clause, field, self.page, heads=heads)


def _field(content: tuple[Inline, ...]) -> str:
    """The field that the words show, where they show one."""
    found = {part.field for part in content if isinstance(part, Run) and part.field}
    return found.pop() if len(found) == 1 else ""
