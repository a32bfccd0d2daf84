"""Which paragraph, cell or table a mark belongs to, where all that it holds is marked the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from rolegen.document import Cell, Inline, Row, Run, plain
from rolegen.word.reading_marks import Control, Marks


def is_blank(content: Iterable[Inline]) -> bool:
    """Whether a paragraph says nothing."""
    return all(isinstance(part, Run) and not part.text.strip() for part in content)


def whole_field(content: tuple[Inline, ...], met: Sequence[str]) -> str:
    """The field that all words of a paragraph are of; or of the one control in it, which is empty."""
    fields = {part.field if isinstance(part, Run) else "" for part in content if not is_blank([part])}
    if not fields:
        fields = set(met)
    return fields.pop() if len(fields) == 1 else ""


def without_field(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The runs of a paragraph whose field is the paragraph's."""
    return neighbours_joined([replace(part, field="") if isinstance(part, Run) else part for part in content])


def neighbours_joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The runs of a paragraph, neighbours of one look in one."""
    made: list[Inline] = []
    for look, group in groupby(content, _look):
        parts = tuple(group)
        made += [replace(look, text=plain(parts))] if look else parts
    return tuple(made)


def _look(part: Inline) -> Run | None:
    return replace(part, text="") if isinstance(part, Run) else None


def lifted(cell: Cell, around: Control, marks: Marks) -> Cell:
    """The cell with the clause and field of its paragraphs, where they are all marked the same.

    What was typed below a paragraph that only a bookmark marks is of its field too: the cell is where it is filled in.
    """
    blocks, clause, field = cell.blocks, cell.clause, cell.field
    if not any(block.clause or block.field for block in blocks):
        return cell
    clauses, fields = {block.clause for block in blocks}, {block.field for block in blocks}
    if not clause and len(clauses) == 1 and clauses != {around.clause}:
        clause = clauses.pop()
        blocks = tuple([replace(block, clause="") for block in blocks])
    if len(fields) == 2 and all(map(marks.is_loose, fields - {""})):
        fields.discard("")
    if not field and len(fields) == 1 and fields != {around.field}:
        field = fields.pop()
        blocks = tuple([replace(block, field="") for block in blocks])
    return Cell(blocks, cell.heading, clause, field)


def shared_field(rows: Iterable[tuple[Row, bool]], marks: Marks) -> str:
    """The field that only bookmarks mark, in more than one cell of a table: all of the table is of it."""
    counts = Counter(cell.field for row, _ in rows for cell in row.cells if marks.grows(cell.field))
    field, count = next(iter(counts.most_common(1)), ("", 0))
    return field if count > 1 else ""


def without_fields(row: Row, field: str) -> Row:
    """A row of a table that has the field itself."""
    return replace(row, cells=tuple([replace(cell, field="") if cell.field == field else cell for cell in row.cells]))
