"""Headings, paragraphs, lists, tables and runs; nothing of Word or HTML.

A block or run may carry the id of the approved clause it states, or the path of the role's field it shows.
`style` names a style of the house style, its spaces as hyphens; "" is the usual one for the kind of block.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# The facts that tell whose profile a document is; every format carries them.
IDENTITY = ("role", "level", "variant", "framework-version", "version", "status", "paper")
PAPERS = {
    "evaluation": "a paper for job evaluators",
    "chart": "an organisation chart",
    "recruitment": "a paper for recruitment",
    "performance": "a performance form",
}  # the facts "paper", in words
OURS = "rolegen."  # how the names of these facts begin there


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; a newline is a line break. `gap` marks what an empty field asks for, not a value."""

    text: str
    bold: bool = False
    italic: bool = False
    style: str = ""
    link: str = ""
    field: str = ""
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file's name and bytes, and the words for whoever cannot see it; width in cm, 0 for its own."""

    name: str
    data: bytes = field(repr=False)
    alt: str
    width: float = 0.0


Inline = Run | Picture


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6; those of our own templates are of level 1, 2 or 3."""

    level: int
    content: tuple[Inline, ...]
    style: str = ""
    clause: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]
    style: str = ""
    clause: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, and the lists inside it."""

    content: tuple[Inline, ...]
    lists: tuple[List, ...] = ()
    style: str = ""
    clause: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list, bulleted or numbered; a numbered one starts at 1."""

    items: tuple[Item, ...]
    numbered: bool = False
    style: str = ""
    clause: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `heading` is True for one that names its column or row.

    `part_of` says of a cell without words that a Word file has merged it with the one to its "left" or "above" it.
    Only who must know asks for it: two cells are equal without it.
    """

    blocks: tuple[Paragraph | List, ...]
    heading: bool = False
    clause: str = ""
    field: str = ""
    part_of: str = dataclasses.field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    field: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table without merged cells; widths in centimetres, the header rows repeat on each page."""

    widths: tuple[float, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    style: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on pages of their own, upright or turned."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    clause: str = ""
    field: str = ""


Block = Heading | Paragraph | List | Table | Section


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its title, its blocks, and by name what its page headers, footers and properties say."""

    title: str
    blocks: tuple[Block, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


def plain(content: tuple[Inline, ...]) -> str:
    """The words of a paragraph, without their look."""
    return "".join(part.text if isinstance(part, Run) else part.alt for part in content)


def contents(blocks: tuple[Paragraph | List, ...]) -> Iterator[tuple[Inline, ...]]:
    """What the paragraphs and items say one after another, as in a cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.content
        else:
            for item in block.items:
                yield item.content
                yield from contents(item.lists)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, sections opened, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from walk(block.blocks)
