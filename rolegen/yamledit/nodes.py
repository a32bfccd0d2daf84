"""Where each value of a YAML text stands, from its first character to its last, and in which style it is written.

`source` tells values and the places for messages; this is for who wants to change the text and nothing beside it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import yaml

from rolegen.source import ABSENT, LINE_END, Keys, Value

HEADER = re.compile(r"[|>][-+0-9]*")
COLON = re.compile(r"[ \t]*:")
BLOCK_TEXT = ("|", ">")
BRACKETS = "["


@dataclass(frozen=True, slots=True)
class Node:
    """A text, list or group; `end` is behind the last character that is its own.

    `style` is a text's quote or the sign of its block, or “[” for a list or group in brackets.
    """

    kind: Literal["text", "list", "group"]
    value: Value
    start: int
    end: int
    column: int
    style: str = ""
    children: tuple[Child, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """A key of a group or an item of a list: where its key or dash begins, where its colon or dash ends, its value.

    Between brackets an item has no dash, and a key perhaps no colon: `opened` is then where its value would begin.
    """

    key: str | None
    start: int
    opened: int
    node: Node

    @property
    def end(self) -> int:
        """Behind the last character of its value, or of its key or dash where it has none."""
        return max(self.opened, self.node.end)


@dataclass(frozen=True)
class Sheet:
    """A YAML text line by line, lines counted as libyaml counts them."""

    text: str

    @classmethod
    def of(cls, text: str, line_break: str = "\n") -> Sheet:
        """A text whose last line may lack its end, which the sheet then has."""
        open_ended = bool(text) and not LINE_END.search(text, len(text) - 1)
        return cls(text + line_break if open_ended else text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        return [0, *(found.end() for found in LINE_END.finditer(self.text))]

    def line(self, index: int) -> int:
        """The number of the line in which a character stands, from 0."""
        return bisect.bisect_right(self.starts, index) - 1

    def line_start(self, index: int) -> int:
        """Where the character's line begins."""
        return self.starts[self.line(index)]

    def line_end(self, index: int) -> int:
        """Where the character's line ends, before its line break."""
        found = LINE_END.search(self.text, index)
        return found.start() if found else len(self.text)

    def next_line(self, index: int) -> int:
        """Where the line after the character's begins, or the end of the text."""
        found = LINE_END.search(self.text, index)
        return found.end() if found else len(self.text)

    def column(self, index: int) -> int:
        """How far into its line a character stands."""
        return index - self.line_start(index)

    def stop(self, end: int, column: int) -> int:
        """Where the lines end that go with a value: its own, and remarks below that are indented further than it."""
        last = at = self.next_line(end)
        while at < len(self.text):
            line, after = self.text[at : self.line_end(at)], self.next_line(at)
            bare = line.lstrip(" \t")
            if bare and not (bare.startswith("#") and len(line) - len(bare) > column):
                break
            at, last = after, after if bare else last
        return last

    @cached_property
    def root(self) -> Node | None:
        """The value of the whole text, which `source` has read without a problem; None where it holds nothing."""
        return _Tree(self).read()


def child_at(node: Node, part: str | int) -> Child | None:
    """The key or item of this name or number."""
    if isinstance(part, int):
        return node.children[part] if node.kind == "list" and 0 <= part < len(node.children) else None
    return next((child for child in node.children if child.key == part), None)


def nearest(node: Node, path: Keys) -> Node:
    """The value at a path, or the innermost on the way to it that is there."""
    for part in path:
        child = child_at(node, part)
        if child is None:
            break
        node = child.node
    return node


class _Tree:
    """Builds nodes from libyaml's events; `source` has limited their depth."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.text = sheet, sheet.text
        self.ended: Any = None  # the event that ended the last list or group
        self.next: Callable[[], Any] = yaml.CSafeLoader(self.text).get_event

    def read(self) -> Node | None:
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                return self._node(event)
        return None

    def _node(self, event: Any) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event)
        return self._list(event) if isinstance(event, yaml.SequenceStartEvent) else self._group(event)

    def _text(self, event: Any) -> Node:
        start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
        value = None if not style and event.value in ABSENT else event.value
        if style in BLOCK_TEXT:
            end = self._block_end(start, end)
        return Node("text", value, start, end, event.start_mark.column, style)

    def _block_end(self, start: int, end: int) -> int:
        """Before the line break of a block's last line; blank lines below count only where + keeps them."""
        body = self.text[start:end]
        header = HEADER.match(body)
        if header and "+" in header[0]:
            breaks = list(LINE_END.finditer(body))
            return start + (breaks[-1].start() if breaks and breaks[-1].end() == len(body) else len(body))
        return min(self.sheet.line_end(start + len(body.rstrip())), end)

    def _inside(self, end: type) -> Iterator[Any]:
        """The events in a list or group, up to its end."""
        while not isinstance(event := self.next(), end):
            yield event
        self.ended = event

    def _list(self, event: Any) -> Node:
        start, column = event.start_mark.index, event.start_mark.column
        children: list[Child] = []
        dash = start
        for inner in self._inside(yaml.SequenceEndEvent):
            node = self._node(inner)
            if event.flow_style:
                children.append(Child(None, node.start, node.start, node))
                continue
            if children:
                dash = self._dash(children[-1].end, column)
            children.append(Child(None, dash, dash + 1, node))
        values = [child.node.value for child in children]
        return self._whole("list", values, event, children)

    def _dash(self, after: int, column: int) -> int:
        """The next dash in this column, in the lines below a place."""
        for start in self.sheet.starts[self.sheet.line(after) + 1 :]:
            at = start + column
            if not self.text[start:at].strip(" ") and self.text[at : at + 1] == "-":
                return at
        return after

    def _group(self, event: Any) -> Node:
        children: list[Child] = []
        for inner in self._inside(yaml.MappingEndEvent):
            key = self._text(inner)
            node = self._node(self.next())
            colon = COLON.match(self.text, key.end)
            children.append(Child(inner.value, key.start, colon.end() if colon else key.end, node))
        values = {str(child.key): child.node.value for child in children}
        return self._whole("group", values, event, children)

    def _whole(self, kind: Literal["list", "group"], value: Value, event: Any, children: list[Child]) -> Node:
        end = self.ended.end_mark.index if event.flow_style else children[-1].end
        mark, style = event.start_mark, BRACKETS if event.flow_style else ""
        return Node(kind, value, mark.index, end, mark.column, style, tuple(children))
