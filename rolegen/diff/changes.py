"""What a reader is told of two documents: each change, in the new one's reading order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rolegen.diff.alignment import Step, TableStep, aligned, moved
from rolegen.diff.lines import BETWEEN_CELLS, Line, cell_text
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
    lines = [line for step in aligned(old, new) for line in (step.rows if isinstance(step, TableStep) else [step])]
    steps = [step for step in lines if _text(step.old) != _text(step.new)]
    gone = [step.old for step in steps if step.old and not step.new]
    come = [step.new for step in steps if step.new and not step.old]
    origin = {id(come[j]): gone[i] for i, j in moved(gone, come)}
    left = {id(line) for line in origin.values()}
    return tuple(
        _changed("moved", origin[id(step.new)], step.new) if step.new and id(step.new) in origin else _change(step)
        for step in steps
        if id(step.old) not in left
    )


def _text(line: Line | None) -> str:
    return line.text if line else ""


def _change(step: Step) -> Change:
    if step.old and step.new:
        return _changed("changed", step.old, step.new)
    kind: Literal["added", "removed"] = "added" if step.new else "removed"
    (line,) = (line for line in (step.old, step.new) if line)
    return Change(kind, line.section, (Piece(kind, line.text),), line.clause, line.field)


def _changed(kind: Literal["changed", "moved"], was: Line, now: Line) -> Change:
    return Change(kind, now.section, _pieces(was, now), now.clause or was.clause, now.field or was.field)


def _pieces(was: Line, now: Line) -> tuple[Piece, ...]:
    """The words of a line, those of a row cell by cell."""
    if not (isinstance(was.block, Row) and isinstance(now.block, Row)) or len(was.block.cells) != len(now.block.cells):
        return pieces(was.text, now.text)
    found: list[Piece] = []
    for old, new in zip(was.block.cells, now.block.cells, strict=True):
        found += [Piece("same", BETWEEN_CELLS if found else ""), *pieces(cell_text(old), cell_text(new))]
    return joined(found)
