"""Which characters of a YAML text change so that it holds other values: theirs, and nothing beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from rolegen.source import LINE_END, Keys, Value
from rolegen.yamledit.new import Writer, changed_child, filled, is_nothing, key_order, place_among
from rolegen.yamledit.nodes import BLOCK_TEXT, BRACKETS, HEADER, Child, Node, Sheet
from rolegen.yamledit.text import LIMIT, At, Manner, Written, text

LONE_BREAK = re.compile(r"(?<!\r)\n")
ALIGNED = 3  # more spaces than these before a remark put it in a column, which it keeps

Origins = Mapping[Keys, Sequence[int | None]]


class CannotError(Exception):
    """Ends a change that would touch what is not to be touched; never leaves `yamledit`."""

    def __init__(self, index: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.index, self.message, self.hint = index, message, hint


@dataclass(frozen=True, slots=True)
class Splice:
    """New text in place of the characters from start to end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """An item or key with its lines: blank ones above, remarks and indentation, and from its dash or key on."""

    space: str
    head: str
    body: str


def bare(value: Value) -> Value:
    """A value without what means nothing in a role file: keys without a value, and line breaks at a text's end."""
    if isinstance(value, dict):
        return {key: one for key, one in ((key, bare(one)) for key, one in value.items()) if not is_nothing(one)}
    if isinstance(value, list):
        return [bare(one) for one in value]
    return value.rstrip("\n") if isinstance(value, str) else None


def spliced(source: str, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> str:
    """The text from start to end with the new parts in it."""
    parts, at = [], start
    for splice in sorted(splices, key=lambda one: one.start):
        parts += [source[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, source[at : len(source) if end is None else end]])


def same_items(old: Sequence[Value], new: Sequence[Value]) -> list[int | None]:
    """For each new item the old one it comes from where nobody said: an equal one, else the one in its place."""
    left = list(range(len(old)))
    found: list[int | None] = []
    for one in new:
        equal = next((index for index in left if bare(old[index]) == bare(one)), None)
        found.append(equal)
        left = [index for index in left if index != equal]
    return [i if origin is None and i in left else origin for i, origin in enumerate(found)]


class Change:
    """The splices that make a text hold other values; one method for each kind of value."""

    def __init__(self, sheet: Sheet, writer: Writer, origins: Origins, order: Sequence[str]) -> None:
        self.sheet, self.source, self.writer = sheet, sheet.text, writer
        self.origins, self.order = origins, order
        found = LINE_END.search(self.source)
        self.line_break = "\r\n" if found and found[0] == "\r\n" else "\n"

    def of_root(self, root: Node | None, wanted: dict[str, Any]) -> list[Splice]:
        """All that changes in the file."""
        if root is None:
            lines = self.writer.group({key: wanted[key] for key in sorted(wanted, key=self._rank)}, 0)
            return [Splice(len(self.source), len(self.source), self._joined(lines))]
        if root.style == BRACKETS:
            return [Splice(root.start, root.end, self._brackets(root, wanted, ()))]
        return self._group(root, wanted, (), None)

    def _rank(self, key: str) -> int:
        return self.order.index(key) if key in self.order else len(self.order)

    def _joined(self, lines: Sequence[str]) -> str:
        return "".join(line + self.line_break for line in lines)

    def _native(self, text: str) -> str:
        return LONE_BREAK.sub(self.line_break, text)

    def _child(self, child: Child, column: int, wanted: Value, path: Keys) -> list[Splice]:
        """What changes of a key or item that begins in this column."""
        node = child.node
        if bare(node.value) == bare(wanted) or (is_nothing(node.value) and is_nothing(wanted)):
            return []
        if node.style == BRACKETS and node.children and wanted and type(wanted) is type(node.value):
            return [self._in_place_of_brackets(child, column, wanted, path)]
        if node.children and isinstance(wanted, dict) and node.kind == "group":
            return self._group(node, wanted, path, child)
        if node.children and isinstance(wanted, list) and wanted and node.kind == "list":
            return self._list(node, wanted, path, child)
        at = self._at(child, column)
        if isinstance(wanted, str) and node.kind == "text" and node.value is not None:
            return [self._replaced(child, self._text(node, wanted, at))]
        return [self._replaced(child, self.writer.value(wanted, at, key=child.key or ""))]

    def _at(self, child: Child, column: int) -> At:
        begins = child.node.start if child.node.value is not None else child.opened + 1
        step = max(self.writer.habits.step, 2) if child.key is None else self.writer.habits.step
        return At(column, self.sheet.column(begins), step, is_item=child.key is None)

    def _text(self, node: Node, wanted: str, at: At) -> Written:
        """The new text in the manner of the old one; a block ends with the line breaks with which it ended."""
        old, manner = str(node.value), Manner(node.style, self.source[node.start : node.end])
        if node.style in BLOCK_TEXT and not wanted.endswith("\n"):
            written = text(wanted + "\n" * (len(old) - len(old.rstrip("\n"))), at, manner)
            if written.body:
                return written
        return text(wanted, at, manner)

    def _replaced(self, child: Child, written: Written) -> Splice:
        """Another value behind the key or dash; a remark behind the old one stays behind the new one."""
        node, sheet = child.node, self.sheet
        lead, is_below = self.source[child.opened : node.start], node.start > sheet.line_end(child.opened)
        if is_below and not node.children and written.inline and not written.body:
            return Splice(node.start, node.end, self._native(written.inline))
        end, begin = sheet.line_end(node.end), node.end
        if node.style in BLOCK_TEXT:
            header = HEADER.match(self.source, node.start)
            begin, end = header.end() if header else node.start, node.end
        if is_below:
            begin, lead = self._remark_above(child, begin), " "
        remark = self.source[begin : sheet.line_end(begin)]
        inline = f"{lead or ' '}{written.inline}" if written.inline else ""
        first = self._native(inline) + self._kept_apart(child, inline, remark, begin)
        return Splice(child.opened, end, self.line_break.join([first, *written.body]))

    def _remark_above(self, child: Child, begin: int) -> int:
        """Where the remark begins that goes with a value below its key: behind the key, or else behind the value."""
        node, sheet = child.node, self.sheet
        key_end = sheet.line_end(child.opened)
        if node.children and node.style != BRACKETS:
            return child.opened  # other remarks are those of the items or keys, and go with them
        behind_key = self.source[child.opened : key_end].strip()
        if "#" in self.source[key_end : node.start] or (
            behind_key and self.source[begin : sheet.line_end(begin)].strip()
        ):
            message = "A remark stands between the key and its text, which no longer fits below it."
            raise CannotError(node.start, message, "Move the remark above the key.")
        return child.opened if behind_key else begin

    def _kept_apart(self, child: Child, inline: str, remark: str, begin: int) -> str:
        """The remark with the spaces before it: as many as there were, or as keep it in its column."""
        words = remark.lstrip(" \t")
        gap = remark[: len(remark) - len(words)]
        if not words or (inline and "\n" in inline):
            return remark
        if len(gap) > ALIGNED and self.sheet.line(begin) == self.sheet.line(child.opened):
            column = self.sheet.column(begin) + len(gap)
            gap = " " * (column - self.sheet.column(child.opened) - len(inline))
        return (gap or " ") + words

    def _group(self, node: Node, wanted: Mapping[str, Any], path: Keys, child: Child | None) -> list[Splice]:
        """What changes in a group whose keys stand on lines of their own."""
        old = {one.key: one for one in node.children if one.key is not None}
        new = [key for key in filled(wanted) if key not in old]
        gone = [key for key, one in old.items() if key not in wanted and not is_nothing(one.node.value)]
        inner = {
            key: self._child(one, node.column, wanted[key], (*path, key)) for key, one in old.items() if key in wanted
        }
        if not new and not gone:
            return [splice for splices in inner.values() for splice in splices]
        self._check_keys(node)
        rows = self._rows(node, child, [inner.get(str(one.key), []) for one in node.children])
        named = {one.key: row for one, row in zip(node.children, rows, strict=True) if one.key not in gone}
        keys: list[str | None] = list(named)
        order = key_order(path, self.order, wanted) if path else self.order
        for key in sorted(new, key=lambda one: order.index(one) if one in order else len(order)):
            keys.insert(place_among(keys, key, order), key)
            named[key] = self._new(self.writer.entry(key, wanted[key], node.column), node, rows)
        return [self._rebuilt(node, child, rows, [named[key] for key in keys])]

    def _check_keys(self, node: Node) -> None:
        for one in node.children:
            if self.source[one.opened - 1] != ":":
                hint = "Write “key: value”, without a question mark before the key."
                raise CannotError(one.start, "This key is written in a way that cannot be changed here.", hint)

    def _list(self, node: Node, wanted: Sequence[Value], path: Keys, child: Child) -> list[Splice]:
        """What changes in a list whose items stand on lines of their own."""
        origins = self._origins(path, node, wanted)
        inner: list[list[Splice]] = [[] for _ in node.children]
        for index, origin in enumerate(origins):
            if origin is not None:
                inner[origin] = self._child(node.children[origin], node.column, wanted[index], (*path, index))
        if origins == list(range(len(node.children))):
            return [splice for splices in inner for splice in splices]
        rows = self._rows(node, child, inner)
        chosen = [
            rows[origin] if origin is not None else self._new(self.writer.item(one, node.column, node), node, rows)
            for one, origin in zip(wanted, origins, strict=True)
        ]
        return [self._rebuilt(node, child, rows, chosen)]

    def _origins(self, path: Keys, node: Node, wanted: Sequence[Value]) -> list[int | None]:
        """For each new item the old one it comes from, each old one once."""
        said = self.origins.get(path, ())
        if len(said) != len(wanted):
            return same_items([child.node.value for child in node.children], wanted)
        seen: set[int] = set()
        found: list[int | None] = []
        for origin in said:
            known = origin is not None and 0 <= origin < len(node.children) and origin not in seen
            found.append(origin if known else None)
            seen |= {origin} if origin is not None else set()
        return found

    def _begins_inside(self, node: Node, child: Child | None) -> bool:
        """True where the first key or item stands behind a dash, or is the file's first."""
        return child is None or node.children[0].start <= self.sheet.line_end(child.opened)

    def _rows(self, node: Node, child: Child | None, inner: Sequence[Sequence[Splice]]) -> list[Row]:
        """The keys or items with their lines; those between two go with the one below them."""
        sheet, rows = self.sheet, []
        at = node.children[0].start if child is None or self._begins_inside(node, child) else self._top(child)
        for one, splices in zip(node.children, inner, strict=True):
            head = at
            while head < one.start and not self.source[head : sheet.line_end(head)].strip():
                head = sheet.next_line(head)
            stop = sheet.stop(one.end, node.column)
            body = spliced(self.source, splices, one.start, stop)
            rows.append(Row(self.source[at:head], self.source[head : one.start], body))
            at = stop
        return rows

    def _top(self, child: Child) -> int:
        return self.sheet.next_line(child.opened)

    def _new(self, lines: Sequence[str], node: Node, rows: Sequence[Row]) -> Row:
        """A new key or item, with blank lines above it where all others have them."""
        return Row(self._usual_space(rows), " " * node.column, self._joined(lines)[node.column :])

    def _usual_space(self, rows: Sequence[Row]) -> str:
        return min((row.space for row in rows[1:]), key=len, default="")

    def _rebuilt(self, node: Node, child: Child | None, rows: Sequence[Row], chosen: Sequence[Row]) -> Splice:
        """The lines of a list or group with others in them or in another order."""
        inside = self._begins_inside(node, child)
        start = node.children[0].start if inside or child is None else self._top(child)
        end = self.sheet.stop(node.children[-1].end, node.column)
        parts = []
        for number, row in enumerate(chosen):
            space = self._usual_space(rows) if row is rows[0] else row.space
            head = row.head or " " * node.column
            if number == 0:
                space, head = rows[0].space, head.lstrip(" ") if inside else head
            parts += [space, head, row.body]
        if not chosen:
            parts = ["{}" + self.line_break]
        return Splice(start, end, "".join(parts))

    def _in_place_of_brackets(self, child: Child, column: int, wanted: Any, path: Keys) -> Splice:
        """A list or group between brackets, on lines of its own once its line is too long for it."""
        node, begins = child.node, self.sheet.column(child.node.start)
        inline = self._brackets(node, wanted, path)
        is_long = begins + len(inline) > max(LIMIT, begins + node.end - node.start)
        if is_long and not LINE_END.search(inline):
            at = At(column, begins, self.writer.habits.step)
            return self._replaced(child, Written("", tuple(self.writer.block(wanted, at, node))))
        if node.start <= self.sheet.line_end(child.opened):
            return self._replaced(child, Written(inline))
        return Splice(node.start, node.end, inline)

    def _brackets(self, node: Node, wanted: Value, path: Keys) -> str:
        """A value between brackets as it is to be; a list or group with its own commas and spaces."""
        if bare(node.value) == bare(wanted):
            return self.source[node.start : node.end]
        if isinstance(wanted, dict) and node.kind == "group" and node.children:
            return self._group_in_brackets(node, wanted, path)
        if isinstance(wanted, list) and node.kind == "list" and node.children:
            return self._list_in_brackets(node, wanted, path)
        return self.writer.in_brackets(wanted, node)

    def _list_in_brackets(self, node: Node, wanted: Sequence[Value], path: Keys) -> str:
        origins = self._origins(path, node, wanted)
        pieces = [
            self.writer.in_brackets(one, _last(node))
            if origin is None
            else self._brackets(node.children[origin].node, one, (*path, index))
            for index, (one, origin) in enumerate(zip(wanted, origins, strict=True))
        ]
        return self._pieced(node, pieces, as_before=origins == list(range(len(node.children))))

    def _group_in_brackets(self, node: Node, wanted: Mapping[str, Any], path: Keys) -> str:
        pieces: dict[str | None, str] = {}
        for child in node.children:
            key, one = str(child.key), wanted.get(str(child.key))
            if not is_nothing(one):
                pieces[key] = changed_child(child, self.source) + self._brackets(child.node, one, (*path, key))
            elif is_nothing(child.node.value):
                pieces[key] = self.source[child.start : child.end]
        new = [key for key in filled(wanted) if key not in pieces]
        as_before = not new and len(pieces) == len(node.children)
        order = key_order(path, self.order, wanted) if path else self.order
        for key in sorted(new, key=lambda one: order.index(one) if one in order else len(order)):
            keys = list(pieces)
            keys.insert(place_among(keys, key, order), key)
            pieces[key] = self.writer.part(key, wanted[key])
            pieces = {one: pieces[one] for one in keys}
        return self._pieced(node, list(pieces.values()), as_before=as_before)

    def _pieced(self, node: Node, pieces: Sequence[str], *, as_before: bool) -> str:
        """The pieces between their brackets, with what stood between the old ones."""
        source, old = self.source, node.children
        between = [source[one.end : after.start] for one, after in pairwise(old)]
        first, last = source[node.start : old[0].start], source[old[-1].end : node.end]
        if as_before:
            return "".join([first, *(a + b for a, b in zip(pieces, [*between, last], strict=True))])
        if any("#" in part for part in (first, *between, last)):
            hint = "Move the remark out of the brackets, or write the list with a hyphen before each item."
            raise CannotError(node.start, "A remark stands between these brackets; it might lose its item.", hint)
        if not pieces:
            return first[0] + last[-1]
        comma = Counter(between).most_common(1)[0][0] if between else ", "
        if len(set(between)) > 1 and LINE_END.search("".join(between)):
            return first + self._filled_lines(node, pieces, between) + last
        return first + comma.join(pieces) + last

    def _filled_lines(self, node: Node, pieces: Sequence[str], between: Sequence[str]) -> str:
        """The pieces on as many lines as they fill, indented as they were."""
        broken = next(part for part in between if LINE_END.search(part))
        pad = broken[broken.rindex("\n") + 1 :] if "\n" in broken else " " * (node.column + 1)
        line, lines = " " * (node.column + 1) + pieces[0], []
        for piece in pieces[1:]:
            if len(line) + len(piece) + 3 > LIMIT:
                lines.append(line + ",")
                line = pad + piece
            else:
                line += f", {piece}"
        return self.line_break.join([*lines, line])[node.column + 1 :]


def _last(node: Node) -> Node | None:
    """The neighbour whose quotes a new item takes on, where all have the same."""
    styles = {child.node.style for child in node.children}
    return node.children[-1].node if len(styles) == 1 else None
