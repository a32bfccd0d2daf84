"""What was added by hand beside the paragraphs of a field, in a file where only bookmarks mark it → the field's too.

A control says exactly what it holds; a bookmark is round what stood there when the file was built. What was added
beside approved wording stays as it is: it is no part of that, and whoever checks the file should see it.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from rolegen.document import Heading, Paragraph, Row, Run, Table
from rolegen.word.reading_lists import Listed
from rolegen.word.reading_marks import Marks

T = TypeVar("T")
APPROVED, OTHER = "clause", "other"  # what may mark a neighbour besides a field that grows


def grown(found: Sequence[T], marks: Marks) -> list[T]:
    """The paragraphs, items and tables of a story, those that were added to a field marked as its own."""
    made = list(found)
    said = [_said(one, marks) for one in made]
    kinds = {(field, _kind(one)) for one, field in zip(made, said, strict=True) if field}
    for start, end in _unmarked(said):
        before, behind = said[start - 1] if start else OTHER, said[end] if end < len(said) else OTHER
        after = _reach(made[start:end], before, behind, kinds)
        said[start : start + after] = [before] * after
        rest = _reach(made[start + after : end][::-1], behind, OTHER if after else before, kinds)
        said[end - rest : end] = [behind] * rest
    for n in range(len(made) - 1, -1, -1):
        if marks.grows(said[n]) and not _is_lone_heading(n, made, said):
            made[n] = _marked(made[n], said[n], marks)
    return made


def _unmarked(said: Sequence[str]) -> list[tuple[int, int]]:
    """Where the stretches of what is unmarked begin and end."""
    marked = [n for n, one in enumerate(said) if one]
    return [(a + 1, b) for a, b in pairwise([-1, *marked, len(said)]) if b - a > 1]


def _reach(stretch: Sequence[object], field: str, other: str, kinds: set[tuple[str, Hashable]]) -> int:
    """How many of a stretch, from its beginning, belong to the field there: those of a kind that the field has.

    None, if the stretch is between a field and approved wording: it may have been added to either.
    """
    reach = next((n for n, one in enumerate(stretch) if (field, _kind(one)) not in kinds), len(stretch))
    between = reach == len(stretch) and other == APPROVED
    return 0 if between or field in (APPROVED, OTHER) else reach


def _is_lone_heading(n: int, made: Sequence[object], said: Sequence[str]) -> bool:
    """Whether it is a heading with nothing of its field below it."""
    below = made[n + 1] if n + 1 < len(made) and said[n + 1] == said[n] else None
    return isinstance(made[n], Heading) and (below is None or isinstance(below, Heading))


def _kind(one: object) -> Hashable:
    """What must be alike for something added to be of a field."""
    if isinstance(one, Heading):
        return "heading", one.level
    if isinstance(one, Paragraph):
        return "paragraph", one.style
    return ("table", len(one.widths)) if isinstance(one, Table) else type(one).__name__


def _said(one: object, marks: Marks) -> str:
    """The field that marks something, where it grows; else what marks it; "" for what is unmarked."""
    if isinstance(one, Listed):
        clause, field = one.control.clause, one.control.field
        field = field or _of_runs(one.content)
    elif isinstance(one, Heading | Paragraph):
        clause, field = one.clause, one.field or _of_runs(one.content)
    elif isinstance(one, Table):
        clause, field = "", one.field or _in_rows((*one.header, *one.rows))
    else:
        return OTHER
    return APPROVED if clause else field if marks.grows(field) else OTHER if field else ""


def _of_runs(content: Sequence[object]) -> str:
    return OTHER if any(isinstance(part, Run) and part.field for part in content) else ""


def _in_rows(rows: Sequence[Row]) -> str:
    for row in rows:
        for cell in row.cells:
            if row.field or any(one.field or one.clause for one in (cell, *cell.blocks)):
                return OTHER
    return ""


def _marked(one: T, field: str, marks: Marks) -> T:
    if isinstance(one, Listed):
        return one if one.control.field else replace(one, control=marks.of_field(field))
    return replace(one, field=field) if isinstance(one, Heading | Paragraph | Table) and not one.field else one
