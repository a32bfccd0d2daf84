"""How values that are not in a role file yet are written into it: in the manner of their neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rolegen.source import Value
from rolegen.yamledit.nodes import BRACKETS, Child, Node, child_at
from rolegen.yamledit.text import LIMIT, PLAIN, At, Manner, Written, text

# Texts that may look like a number, which other programs would read 1.10 as 1.1; and what is never one line.
TEXTS = frozenset({"version", "grade", "post_number", "year", "reference", "minute"})
NUMBER = re.compile(r"[\d.]+")
LONG_GROUPS = frozenset({"dimensions", "contacts"})
QUOTES = ("'", '"')
FEW = 3  # texts that a group may have to stand on one line


def is_nothing(value: Value) -> bool:
    """True of what is the same as no value at all in a role file."""
    return value is None or value in ([], {})


def filled(values: Mapping[str, Value]) -> dict[str, Any]:
    """The keys that have a value."""
    return {key: value for key, value in values.items() if not is_nothing(value)}


@dataclass(frozen=True, slots=True)
class Habits:
    """How a file is laid out: how far groups and lists below a key are indented."""

    step: int = 2
    list_step: int = 2


def habits(root: Node | None) -> Habits:
    """How a file is laid out, as its first group and its first list show it."""
    children = root.children if root else ()
    below = [child.node for child in children if child.node.children and child.node.style != BRACKETS]
    steps = [node.column - _column(root) for node in below if node.kind == "group"]
    list_steps = [node.column - _column(root) for node in below if node.kind == "list"]
    step = steps[0] if steps else max(list_steps[0], 2) if list_steps else 2
    return Habits(step, list_steps[0] if list_steps else step)


def _column(node: Node | None) -> int:
    return node.column if node else 0


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes values as the file does; `like` is the value that is to be matched, old or neighbouring."""

    source: str
    habits: Habits

    def value(self, value: Value, at: At, like: Node | None = None, key: str = "") -> Written:
        """What stands behind a key or a dash, and below it."""
        if value is None:
            return Written("")
        if isinstance(value, str):
            return text(value, at, self._manner_of(value, like, key))
        if not value:
            return Written("[]" if isinstance(value, list) else "{}")
        if self._is_short(value, like, key):
            line = self.in_brackets(value, like)
            if at.column + len(line) <= LIMIT:
                return Written(line)
        return Written("", tuple(self.block(value, at, like)))

    def _manner_of(self, value: str, like: Node | None, key: str) -> Manner:
        if like is None and key in TEXTS and NUMBER.fullmatch(value):
            return Manner('"')
        return Manner(like.style) if like and like.style in QUOTES else PLAIN

    def _is_short(self, value: dict[str, Any] | list[Any], like: Node | None, key: str) -> bool:
        """True where a list or group stands between brackets: as its like does, else if there is little in it."""
        if like and like.children and like.kind == ("list" if isinstance(value, list) else "group"):
            return like.style == BRACKETS
        inside = value if isinstance(value, list) else list(filled(value).values())
        if not all(isinstance(one, str) for one in inside):
            return False
        if isinstance(value, list):
            return not any("," in one or "\n" in one for one in inside)
        return len(inside) <= FEW and key not in LONG_GROUPS

    def in_brackets(self, value: Value, like: Node | None = None, key: str = "") -> str:
        """A value between brackets, on one line."""
        if isinstance(value, list):
            return f"[{', '.join(self.in_brackets(one, _sample(like, one)) for one in value)}]"
        if isinstance(value, dict):
            parts = [self.part(name, one, _named(like, name)) for name, one in _ordered(filled(value), like)]
            return f"{{{', '.join(parts)}}}"
        if value is None:
            return ""
        return text(value, At(0, 0, in_brackets=True), self._manner_of(value, like, key)).inline

    def part(self, key: str, value: Value, like: Node | None = None) -> str:
        """A key with its value between brackets."""
        return f"{key}: {self.in_brackets(value, like, key)}"

    def block(self, value: dict[str, Any] | list[Any], at: At, like: Node | None = None) -> list[str]:
        """The lines of a list or group below its key."""
        if isinstance(value, list):
            column = at.indent + self.habits.list_step
            return [line for one in value for line in self.item(one, column, like)]
        return self.group(value, at.indent + self.habits.step, like)

    def group(self, value: Mapping[str, Value], column: int, like: Node | None = None) -> list[str]:
        """The lines of a group whose keys begin in this column."""
        pairs = _ordered(filled(value), like)
        return [line for key, one in pairs for line in self.entry(key, one, column, _named(like, key))]

    def entry(self, key: str, value: Value, column: int, like: Node | None = None) -> list[str]:
        """The lines of a key with its value."""
        at = At(column, column + len(key) + 2, self.habits.step)
        return _lines(f"{' ' * column}{key}:", self.value(value, at, like, key))

    def item(self, value: Value, column: int, siblings: Node | None = None) -> list[str]:
        """The lines of an item with its dash in this column."""
        like = _sample(siblings, value)
        gap = self._gap(siblings)
        inner = column + 1 + len(gap)
        if isinstance(value, dict) and filled(value) and not (like and like.style == BRACKETS):
            first, *below = self.group(value, inner, like)
            return [f"{' ' * column}-{gap}{first[inner:]}", *below]
        at = At(column, inner, max(self.habits.step, 2), is_item=True)
        return _lines(f"{' ' * column}-", self.value(value, at, like), gap)

    def _gap(self, siblings: Node | None) -> str:
        """What stands between a dash and its item."""
        for child in siblings.children if siblings and siblings.style != BRACKETS else ():
            gap = self.source[child.opened : child.node.start]
            if gap and not gap.strip(" "):
                return gap
        return " "


def _lines(head: str, written: Written, gap: str = " ") -> list[str]:
    inline = f"{gap}{written.inline}" if written.inline else ""
    return [*f"{head}{inline}".split("\n"), *written.body]


def _named(like: Node | None, key: str) -> Node | None:
    """The value of the same key."""
    child = child_at(like, key) if like and like.kind == "group" else None
    return child.node if child and not is_nothing(child.node.value) else None


def _sample(siblings: Node | None, value: Value) -> Node | None:
    """The last item of the same kind, whose manner a new one takes on: of texts, only what all of them share."""
    kind = "group" if isinstance(value, dict) else "list" if isinstance(value, list) else "text"
    nodes = [child.node for child in (siblings.children if siblings else ()) if child.node.kind == kind]
    nodes = [node for node in nodes if not is_nothing(node.value)]
    if not nodes or (kind == "text" and len({node.style for node in nodes}) > 1):
        return None
    return nodes[-1]


def _ordered(values: Mapping[str, Any], like: Node | None) -> list[tuple[str, Any]]:
    """The keys in the order in which the like of them has them, others behind."""
    known = [child.key for child in like.children] if like else []
    return sorted(values.items(), key=lambda pair: known.index(pair[0]) if pair[0] in known else len(known))


def place_among(keys: Sequence[str | None], new: str, order: Sequence[str]) -> int:
    """Where a new key stands: behind the nearest of those that come before it in the order, else before the next."""
    if new not in order:
        return len(keys)
    here = order.index(new)
    before = [key for key in order[:here] if key in keys]
    after = [key for key in order[here:] if key in keys]
    return keys.index(before[-1]) + 1 if before else keys.index(after[0]) if after else len(keys)


def key_order(path: Iterable[str | int], order: Sequence[str], wanted: Mapping[str, Value]) -> list[str]:
    """The order of a group's keys: of those named “group.key” in the order, then of the wanted ones."""
    prefix = "".join(f"{part}." for part in path if isinstance(part, str))
    named = [key.removeprefix(prefix) for key in order if key.startswith(prefix)]
    return [*[key for key in named if "." not in key], *[key for key in wanted if key not in named]]


def changed_child(child: Child, source: str) -> str:
    """What stands before a value between brackets: its key with colon and space; nothing before an item."""
    if child.key is None:
        return ""
    before = source[child.start : max(child.opened, child.node.start)]
    if child.node.start > child.opened:
        return before
    return f"{before} " if before.endswith(":") else f"{before}: "
