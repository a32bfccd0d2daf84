"""The tables of a paper as lines in cells, and what stands above each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from rolegen.document import Block, Cell, Document, Heading, Inline, List, Paragraph, Run, Table, walk
from rolegen.framework import PLACEHOLDERS
from rolegen.paper.words import in_order, is_short, seen

NOTE = re.compile(r"\[(\d{1,3})\] ")
REFERENCE = re.compile(r"\[(\d{1,3})\]")
FOR_WHOM = re.compile(r"(?:for|\(|\[|non\b|not\b|members?\b)?.{0,60}\b(?:only|members?)[)\]]?", re.IGNORECASE)
AS_A_HEADING = 7  # of a paragraph that is bold throughout: below all real headings


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look."""

    text: str
    italic: bool
    bold: bool


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph, or a part of one between line breaks. Each is one object, told apart by identity.

    `text` is what it says, `raw` the same with its tabs and all spaces; `head` and `tail` are the words in italics it
    begins and ends with; `depth` is that of an item of a list, from 1; `place` is table, row and column, the first two
    from 1; `notes` are the footnotes it refers to.
    """

    text: str
    raw: str
    head: str
    tail: str
    place: tuple[int, int, int]
    depth: int = 0
    clause: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its lines, and all they say on one; `part_of` as `document.Cell` has it."""

    lines: tuple[Line, ...] = ()
    text: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """A paragraph above a table; `level` is that of a heading, 7 where only its look makes it one, 0 for others."""

    text: str
    level: int = 0
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, each row with as many cells, and the text between it and the table before."""

    number: int
    rows: tuple[tuple[Box, ...], ...]
    above: tuple[Above, ...] = ()
    turned: bool = False

    def lines(self) -> Iterator[Line]:
        """Every line of it."""
        return (line for row in self.rows for box in row for line in box.lines)


def turned(sheet: Sheet) -> Sheet:
    """The sheet with its rows as columns."""
    other = {"left": "above", "above": "left"}
    rows = [
        tuple([replace(box, part_of=other[box.part_of]) if box.part_of else box for box in column])
        for column in zip(*sheet.rows, strict=True)
    ]
    return replace(sheet, rows=tuple(rows), turned=not sheet.turned)


@dataclass(frozen=True, slots=True)
class Terms:
    """The numbers of a document's footnotes, and what stands in it for each placeholder, where that is known."""

    notes: frozenset[int] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)


def sheets(document: Document, said: Mapping[str, str] | None = None) -> tuple[Sheet, ...]:
    """The tables of a document, in their order; `said` is what stands for placeholders, if no one has changed it."""
    terms = Terms(frozenset(notes(document)), said or {})
    made: list[Sheet] = []
    above: list[Above] = []
    for block in walk(document.blocks):
        if isinstance(block, Table):
            rows = [row.cells for row in (*block.header, *block.rows)]
            number = len(made) + 1
            boxes = [
                tuple([_box(cell, (number, n, m), terms) for m, cell in enumerate(cells)])
                for n, cells in enumerate(rows, 1)
            ]
            made.append(Sheet(number, tuple(boxes), tuple(above)))
            above = []
        else:
            above += _above(block)
    return tuple(made)


def headings(document: Document) -> list[str]:
    """The headings of a document, and the paragraphs that look like one."""
    blocks = [block for block in walk(document.blocks) if isinstance(block, Heading | Paragraph)]
    return [above.text for block in blocks for above in _above(block) if above.level and above.text]


def notes(document: Document) -> dict[int, str]:
    """The footnotes by their numbers; reading has put them behind the text."""
    found: dict[int, str] = {}
    for block in document.blocks:
        first = block.content[:1] if isinstance(block, Paragraph) else ()
        mark = next((NOTE.fullmatch(run.text) for run in first if isinstance(run, Run)), None)
        if isinstance(block, Paragraph) and mark:
            found[int(mark[1])] = text_of(block.content[1:])
        elif isinstance(block, Paragraph) and found:
            last = max(found)
            found[last] = f"{found[last]} {text_of(block.content)}".strip()
    return found if sorted(found) == list(range(1, len(found) + 1)) else {}


def _above(block: Block) -> list[Above]:
    if isinstance(block, Heading):
        return [Above(text_of(block.content), block.level, block.clause)]
    if isinstance(block, Paragraph) and (text := text_of(block.content)):
        bold = all(isinstance(part, Run) and (part.bold or not part.text.strip()) for part in block.content)
        return [Above(text, AS_A_HEADING if bold and is_short(text, 12) else 0, block.clause)]
    return [Above("", 0)] if isinstance(block, List) else []


def text_of(content: tuple[Inline, ...]) -> str:
    """The words of a paragraph, what stands for a placeholder as one."""
    return in_order("".join([piece.text for piece in _pieces(content, Terms())]))


def _box(cell: Cell, place: tuple[int, int, int], terms: Terms) -> Box:
    lines: list[Line] = []
    for block in cell.blocks:
        mark = block.clause or cell.clause
        if isinstance(block, Paragraph):
            of = block.field or cell.field
            content = (
                tuple([replace(run, field=of) for run in block.content if isinstance(run, Run)])
                if of
                else block.content
            )
            lines += _lines(_pieces(content, terms), place, terms, 0, mark)
        else:
            lines += _items(block, place, terms, 1, mark)
    return Box(tuple(lines), " ".join([line.text for line in lines]), cell.part_of)


def _items(block: List, place: tuple[int, int, int], terms: Terms, depth: int, mark: str) -> Iterator[Line]:
    for item in block.items:
        yield from _lines(_pieces(item.content, terms), place, terms, depth, item.clause or block.clause or mark)
        for inner in item.lists:
            yield from _items(inner, place, terms, depth + 1, mark)


def _pieces(content: tuple[Inline, ...], terms: Terms) -> list[Piece]:
    """The words of runs; the words of a picture are none of the paper's."""
    pieces: list[Piece] = []
    for of, group in groupby([run for run in content if isinstance(run, Run)], lambda run: run.field):
        runs = list(group)
        text = in_order("".join([run.text for run in runs]))
        if of in PLACEHOLDERS and terms.said.get(of, text).casefold() == text.casefold():
            pieces.append(Piece(f"{{{{ {of} }}}}", runs[0].italic, runs[0].bold))
        else:
            pieces += [Piece(run.text, run.italic, run.bold) for run in runs]
    return pieces


def _lines(pieces: list[Piece], place: tuple[int, int, int], terms: Terms, depth: int, mark: str) -> Iterator[Line]:
    for line in [pieces] if mark else _unwrapped(list(_split(pieces))):  # what is marked is one wording
        text = "".join([piece.text for piece in line])
        found = tuple([n for one in REFERENCE.findall(text) if (n := int(one)) in terms.notes])
        own = [replace(piece, text=_without(piece.text, terms)) for piece in line] if found else line
        head, tail = _italics(own), _italics(own, end=True)
        raw = seen("".join([piece.text for piece in own])).strip(" \n")
        if said := "\n".join([one for text in raw.split("\n") if (one := in_order(text))]) if mark else in_order(raw):
            yield Line(said, raw, head, tail, place, depth, mark, found)


def _without(text: str, terms: Terms) -> str:
    return REFERENCE.sub(lambda found: "" if int(found[1]) in terms.notes else found[0], text)


def _split(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces between line breaks."""
    line: list[Piece] = []
    for piece in pieces:
        first, *more = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for text in more:
            yield line
            line = [replace(piece, text=text)]
    yield line


def _unwrapped(lines: list[list[Piece]]) -> list[list[Piece]]:
    """The lines, one that only goes on with the sentence before it as part of that."""
    made: list[list[Piece]] = []
    for line in lines:
        before = in_order("".join([piece.text for piece in made[-1]])) if made else ""
        start = in_order("".join([piece.text for piece in line]))[:1]
        if before and start.islower() and before[-1] not in ".:;" and not FOR_WHOM.fullmatch(before):
            made[-1] = [*made[-1], Piece(" ", False, False), *line]
        else:
            made.append(line)
    return made


def _italics(pieces: list[Piece], *, end: bool = False) -> str:
    """The words in italics that the pieces begin or end with."""
    found: list[str] = []
    for piece in reversed(pieces) if end else pieces:
        if piece.text.strip() and not piece.italic:
            break
        found.append(piece.text)
    return in_order("".join(reversed(found) if end else found))
