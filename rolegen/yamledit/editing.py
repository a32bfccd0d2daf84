"""Changes values in a role file and leaves all else in it as it stands: remarks, order, quotes, indentation, line ends.

What comes out is read again and proved: it holds exactly the wanted values, and every line that belongs to no changed
value is the same, byte for byte. What cannot be proved is not done.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolegen.problems import Checked, Place, failed, has_errors
from rolegen.source import ILLEGAL, LINE_END, Keys, Value, parse
from rolegen.yamledit.change import CannotError, Change, bare, spliced
from rolegen.yamledit.new import Habits, Writer, habits, is_nothing
from rolegen.yamledit.nodes import BRACKETS, Node, Sheet, child_at, nearest

RULE = "cannot-edit"
BOM = b"\xef\xbb\xbf"
BY_HAND = "Make this change in the file by hand."


@dataclass(frozen=True, slots=True)
class Put:
    """A value and where it is to stand; None for no value any more: its key stays, with its remark.

    Of a list, `origins` tells for each new item the old one that it comes from, None for a new one.
    """

    path: Keys
    value: Value
    origins: tuple[int | None, ...] = ()


def edited(data: bytes, path: Path, puts: Sequence[Put], order: Sequence[str] = ()) -> Checked[bytes]:
    """A role file's bytes with these values in it, or why they cannot be put there.

    A new key stands where `order` has it; of the keys inside a group those that are named as in “contract.months” do.
    """
    source = parse(data, path)
    if source.value is None or has_errors(source.problems):
        return Checked(None, source.problems)
    line_break, text = _line_break(source.value.text), source.value.text
    sheet = Sheet.of(text, line_break)
    try:
        after = _changed(sheet, source.value.value, puts, order)
    except CannotError as cannot:
        return failed(RULE, cannot.message, _place(path, sheet, cannot.index), cannot.hint)
    if sheet.text != text:
        after = after.removesuffix(line_break)
    found = data[: len(BOM)] if data.startswith(BOM) else b""
    return Checked(found + after.encode()) if after != text else Checked(data)


def new_file(values: Mapping[str, Value], order: Sequence[str] = ()) -> bytes:
    """A role file that holds these values, laid out as the examples are; its keys stand in this order."""
    known = [key for key in order if key in values]
    keys = [*known, *(key for key in values if key not in known)]
    lines = Writer("", Habits()).group({key: values[key] for key in keys}, 0)
    return "".join(f"{line}\n" for line in lines).encode()


def _line_break(text: str) -> str:
    found = LINE_END.search(text)
    return "\r\n" if found and found[0] == "\r\n" else "\n"


def _place(path: Path, sheet: Sheet, index: int) -> Place:
    start = sheet.line_start(index)
    return Place(path, sheet.line(index) + 1, index - start + 1, sheet.text[start : sheet.line_end(index)])


def _changed(sheet: Sheet, old: Value, puts: Sequence[Put], order: Sequence[str]) -> str:
    """The text with the values put in, proved."""
    root = sheet.root
    if root and root.kind != "group":
        if old is not None:
            raise CannotError(root.start, "This file does not hold keys with their values.", BY_HAND)
        root = None
    wanted: dict[str, Any] = copy.deepcopy(old) if isinstance(old, dict) else {}
    for put in puts:
        _check_text(root, put)
        _put(root, wanted, put)
    if bare(wanted) == bare(old or {}):
        return sheet.text
    writer = Writer(sheet.text, habits(root))
    change = Change(sheet, writer, {put.path: put.origins for put in puts if put.origins}, order)
    after = spliced(sheet.text, change.of_root(root, wanted))
    _prove(sheet, root, after, wanted, puts)
    return after


def _check_text(root: Node | None, put: Put) -> None:
    """Refuses a character that no role file may hold."""
    for text in _texts(put.value):
        if bad := ILLEGAL.search(text):
            message = f"The new text holds a character that no role file can hold (U+{ord(bad[0]):04X})."
            raise CannotError(_index(root, put.path), message, "Take it out of the text.")


def _texts(value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value or ()
    return [text for one in inside for text in _texts(one)]


def _index(root: Node | None, path: Keys) -> int:
    return nearest(root, path).start if root else 0


def _put(root: Node | None, wanted: dict[str, Any], put: Put) -> None:
    """Puts a value into the values that the file is to hold; nothing where nothing is leaves all as it is."""
    inside: Any = wanted
    for part, after in zip(put.path, put.path[1:], strict=False):
        below = _get(inside, part)
        if below is None and is_nothing(put.value):
            return
        if below is None and isinstance(inside, dict) and isinstance(after, str):
            below = inside[str(part)] = {}
        inside = below
    last = put.path[-1]
    fits = isinstance(last, str) if isinstance(inside, dict) else _has(inside, last)
    if not fits:
        above = put.path[-2] if len(put.path) > 1 else ""
        message = f"“{above}” does not hold what is to be changed in it (“{last}”)."
        raise CannotError(_index(root, put.path), message, BY_HAND)
    if not (is_nothing(_get(inside, last)) and is_nothing(put.value)):
        inside[last] = copy.deepcopy(put.value)


def _get(inside: Any, part: str | int) -> Any:
    if isinstance(inside, dict):
        return inside.get(part)
    return inside[part] if _has(inside, part) else None


def _has(inside: Any, part: str | int) -> bool:
    return isinstance(inside, list) and isinstance(part, int) and 0 <= part < len(inside)


def _prove(sheet: Sheet, root: Node | None, after: str, wanted: Value, puts: Sequence[Put]) -> None:
    """Refuses a text that does not hold the wanted values, or in which a line differs that belongs to none of them."""
    index = _index(root, puts[0].path)
    read = parse(after.encode("utf-8", "surrogatepass"), Path())
    if read.value is None or read.problems or bare(read.value.value or {}) != bare(wanted):
        raise CannotError(index, "The new value cannot be written here so that it is read again.", BY_HAND)
    new, paths = Sheet(after), [_reached(root, put.path) for put in puts]
    fresh = [path for path in paths if _lines(sheet, root, path) is None]
    for above, below in itertools.product(((), fresh), (True, False)):
        if _others(new, paths, below=below, above=above) == _others(sheet, paths, below=below):
            return
    raise CannotError(index, "The new value cannot be written here without a change to other lines.", BY_HAND)


def _reached(root: Node | None, path: Keys) -> Keys:
    """The path as far as the file has it: to the first key that is not there or empty, or to the first bracket."""
    node = root
    for depth, part in enumerate(path):
        if node and node.style == BRACKETS:
            return path[:depth]
        child = child_at(node, part) if node else None
        if child is None or is_nothing(child.node.value):
            return path[: depth + 1]
        node = child.node
    return path


def _others(sheet: Sheet, paths: Sequence[Keys], *, below: bool, above: Sequence[Keys] = ()) -> list[str]:
    """The lines that belong to none of these values.

    Blank lines `below` a value are its own in a block that keeps them; new keys take some `above` as others have them.
    """
    starts = [*sheet.starts, len(sheet.text)]
    lines = [sheet.text[start:end] for start, end in itertools.pairwise(starts)]
    owned: set[int] = set()
    for path in paths:
        first, last = _lines(sheet, sheet.root, path) or (0, 0)
        while path in above and first and not lines[first - 1].strip():
            first -= 1
        while not below and first < last and not lines[last - 1].strip():
            last -= 1
        owned |= set(range(first, last))
    return [line for number, line in enumerate(lines) if number not in owned and line]


def _lines(sheet: Sheet, root: Node | None, path: Keys) -> tuple[int, int] | None:
    """The lines from a key or dash to the end of its value; None where the key is not there."""
    if root is None or (not path and root.style != BRACKETS):
        return None
    first, last = root.start, root.end
    node = root
    for part in path:
        child = child_at(node, part)
        if child is None:
            return None
        first, last, node = child.start, sheet.stop(child.end, node.column), child.node
    return sheet.line(first), sheet.line(max(last - 1, first)) + 1
