"""Takes a key out of a YAML file, with the remarks that are its own, and leaves every other line as it stands."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rolegen.problems import Checked, Place, failed, has_errors
from rolegen.source import Keys, Value, parse
from rolegen.yamledit.change import bare
from rolegen.yamledit.editing import BOM, BY_HAND, RULE, Put, edited
from rolegen.yamledit.nodes import BRACKETS, Child, Sheet, child_at, nearest


def without(data: bytes, path: Path, keys: Sequence[str]) -> Checked[bytes]:
    """The bytes without a key: its value goes, and the remarks directly above it in its own column.

    A key between brackets, or beside a dash, is left without a value where it cannot go. Proved like every change.
    """
    source = parse(data, path)
    if source.value is None or has_errors(source.problems):
        return Checked(None, source.problems)
    sheet, at = Sheet(source.value.text), tuple(keys)
    above = nearest(sheet.root, at[:-1]) if sheet.root else None
    child = child_at(above, at[-1]) if above else None
    if above is None or child is None:
        return Checked(data)
    if above.style == BRACKETS or sheet.text[sheet.line_start(child.start) : child.start].strip():
        return edited(data, path, [Put(at, None)])
    start, end = _first(sheet, child), sheet.stop(child.end, sheet.column(child.start))
    after = sheet.text[:start] + sheet.text[end:]
    if not _holds(after, _popped(source.value.value, at)):
        line = sheet.line(child.start) + 1
        return failed(RULE, "This key cannot be taken out without a change to other lines.", Place(path, line), BY_HAND)
    return Checked((BOM if data.startswith(BOM) else b"") + after.encode())


def _first(sheet: Sheet, child: Child) -> int:
    """Where the lines of a key begin: with the remarks directly above it that stand in its column."""
    column, first = sheet.column(child.start), sheet.line(child.start)
    while first and _is_remark(sheet, first - 1, column):
        first -= 1
    return sheet.starts[first]


def _is_remark(sheet: Sheet, number: int, column: int) -> bool:
    start = sheet.starts[number]
    line = sheet.text[start : sheet.line_end(start)]
    return line[:column].strip(" ") == "" and line[column : column + 1] == "#"


def _popped(value: Value, keys: Keys) -> Any:
    """The values that are to be left."""
    left: Any = copy.deepcopy(value)
    inside = left
    for key in keys[:-1]:
        inside = inside[key]
    inside.pop(keys[-1])
    return left


def _holds(text: str, wanted: Value) -> bool:
    read = parse(text.encode("utf-8", "surrogatepass"), Path())
    return read.value is not None and not read.problems and bare(read.value.value or {}) == bare(wanted)
