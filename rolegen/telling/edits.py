"""What importing a Word file would change, field by field and word by word, for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rolegen.diff import Change
from rolegen.diff.lines import BETWEEN_CELLS
from rolegen.diff.sequence import rising
from rolegen.diff.words import Piece, pieces
from rolegen.form.answers import Line
from rolegen.intake.edits import Edit
from rolegen.telling.terminal import Page

Label = Callable[[str], str]


def as_text(edits: Iterable[Edit], label: Label, *, colour: bool = False, width: int = 100) -> str:
    """The changes under the names of their fields, for a terminal of that many columns."""
    page = Page(colour, width)
    return "\n".join(line for edit in edits for line in page.group(label(edit.path), changes(edit)))


def changes(edit: Edit) -> tuple[Change, ...]:
    """What becomes of a field's lines, in their new order; what is gone stands before what comes after it."""
    kept = [n for n in edit.origins if n is not None]
    gone = [n for n in range(len(edit.old)) if n not in kept]
    in_place = {kept[at] for at in rising(kept, [1.0] * len(kept))}
    found: list[Change] = []
    for line, n in zip(edit.new, edit.origins, strict=True):
        if n in in_place:
            found += _removed(edit, [one for one in gone if one < n])
            gone = [one for one in gone if one > n]
        found += _became(edit, line, n, moved=n is not None and n not in in_place)
    return (*found, *_removed(edit, gone))


def _removed(edit: Edit, gone: Iterable[int]) -> list[Change]:
    return [Change("removed", (), (Piece("removed", _words(edit.old[n])),), field=edit.path) for n in gone]


def _became(edit: Edit, line: Line, origin: int | None, *, moved: bool) -> Iterator[Change]:
    new = _words(line)
    if origin is None:
        yield Change("added", (), (Piece("added", new),), field=edit.path)
    elif moved or _words(edit.old[origin]) != new:
        yield Change("moved" if moved else "changed", (), pieces(_words(edit.old[origin]), new), field=edit.path)


def _words(line: Line) -> str:
    return BETWEEN_CELLS.join(line)
