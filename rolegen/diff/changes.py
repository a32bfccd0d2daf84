"""What a reader is told of two documents: each change, in the new one's reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rolegen.diff.alignment import Step, aligned, moved
from rolegen.diff.lines import BETWEEN_CELLS, Grid, Line, cell_text
from rolegen.diff.words import Piece, joined, pieces
from rolegen.document import Document, Row


@dataclass(frozen=True, slots=True)
class Change:
    """One heading, paragraph, list item or table row that differs between two documents.

    Its section is the headings it stands under, outermost first: the new document's, for a removed one the old one's.
    Its pieces are its words in order; one that moved may have changed words too. `clause` is the id of the approved
    clause it states and `field` the role's field it shows, where known.
    """

    kind: Literal["changed", "added", "removed", "moved"]
    section: tuple[str, ...]
    pieces: tuple[Piece, ...]
    clause: str = ""
    field: str = ""

    @property
    def old(self) -> str:
        """Its text in the old document."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "added")

    @property
    def new(self) -> str:
        """Its text in the new document."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "removed")


def compare(old: Document, new: Document) -> tuple[Change, ...]:
    """Every change in the new document's reading order, what is removed where it stood."""
    if old.blocks == new.blocks:
        return ()
    steps = [(was, now) for step in aligned(old, new) for was, now in _lines(step) if _text(was) != _text(now)]
    gone = [was for was, now in steps if was and not now]
    come = [now for was, now in steps if now and not was]
    origin = {id(come[j]): gone[i] for i, j in moved(gone, come)}
    left = {id(line) for line in origin.values()}
    return tuple(_change(was or origin.get(id(now)), now, was is None) for was, now in steps if id(was) not in left)


def _lines(step: Step) -> Iterator[tuple[Line | None, Line | None]]:
    """The lines of a step: those of a table are its rows."""
    if step.rows:
        for row in step.rows:
            yield from _lines(row)
    elif isinstance(step.old, Grid):
        yield from ((row, None) for row in step.old.rows)
    elif isinstance(step.new, Grid):
        yield from ((None, row) for row in step.new.rows)
    else:
        yield step.old, step.new


def _text(line: Line | None) -> str:
    return line.text if line else ""


def _change(was: Line | None, now: Line | None, elsewhere: bool) -> Change:
    line = now or was
    assert line is not None  # noqa: S101
    clause, field = line.clause or (was.clause if was else ""), line.field or (was.field if was else "")
    if was is None or now is None:
        kind: Literal["added", "removed"] = "removed" if was else "added"
        return Change(kind, line.section, (Piece(kind, line.text),), clause, field)
    return Change("moved" if elsewhere else "changed", now.section, _pieces(was, now), clause, field)


def _pieces(was: Line, now: Line) -> tuple[Piece, ...]:
    """The words of a line, those of a row cell by cell."""
    if not (isinstance(was.block, Row) and isinstance(now.block, Row)) or len(was.block.cells) != len(now.block.cells):
        return pieces(was.text, now.text)
    found: list[Piece] = []
    for old, new in zip(was.block.cells, now.block.cells, strict=True):
        found += [Piece("same", BETWEEN_CELLS if found else ""), *pieces(cell_text(old), cell_text(new))]
    return joined(found)
