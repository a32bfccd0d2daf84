"""YAML text → values that remember where they stand; refuses what YAML gets wrong silently.

Every scalar stays text, so `NO`, `1.10` and `010` cannot turn into something else: the models give the types.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import yaml

from rolegen.problems import Checked, Place, Problem, failed, reason
from rolegen.slips import NO_SPACE, meaning

MAX_BYTES = 1 << 20
MAX_DEPTH = 20  # libyaml's own loader crashes at some 30,000 nested brackets
MAX_NODES = 50_000

Value = dict[str, Any] | list[Any] | str | None
Keys = tuple[str | int, ...]

LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # YAML 1.1 §4.2, and so libyaml's line numbers
ABSENT = {"", "~", "null", "Null", "NULL"}
# XML 1.0 §2.2: what a Word file cannot hold; with it DEL and the C1 controls, which nobody types on purpose.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
GLUED_REMARK, GLUED_REMARK_ANYWHERE = re.compile(r"[ \t]*#[^\s#]"), re.compile(r"[ \t]#[^\s#]")
NOWHERE: Spot = (None, None, ())
MAX_PROBLEMS = 50  # of one file; more would hide what to mend first


# libyaml's mark of a value's key, if it has one; the mark of the value; and what stands inside it, key by key.
Spot = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Source:
    """What a YAML file holds, and where each value and each key of it stands."""

    path: Path
    text: str
    value: Value
    spot: Spot = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line, as libyaml counts lines."""
        return LINE_END.split(self.text)

    def at(self, path: Keys) -> Value:
        """The value at a path; None where there is none."""
        value = self.value
        for part in path:
            if isinstance(value, dict):
                value = value.get(str(part))
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def place(self, path: Keys = ()) -> Place:
        """Where the value at a path stands, or where the nearest thing above it does."""
        (_, mark, _), _ = self._nearest(path)
        return self._at(mark)

    def key_place(self, path: Keys) -> Place:
        """Where the key at a path stands."""
        (key, mark, _), found = self._nearest(path)
        return self._at(key if found and key else mark)

    def _nearest(self, path: Keys) -> tuple[Spot, bool]:
        """The spot that a path leads to, parts that are not in the file passed over; and whether all of them are."""
        spot, found = self.spot, True
        for part in path:
            inside = spot[2]
            if part in inside if isinstance(inside, dict) else isinstance(part, int) and part < len(inside):
                spot = inside[part]
            else:
                found = False
        return spot, found

    def _at(self, mark: Any) -> Place:
        if mark is None:
            return Place(self.path)
        source = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return Place(self.path, mark.line + 1, mark.column + 1, source)


def read(path: Path, until: frozenset[str] = frozenset()) -> Checked[Source]:
    """The values of a YAML file, or what stands in the way of reading it.

    With `until` it is read no further than to the last of these keys of the whole, which spares the rest of a file of
    which only these are asked.
    """
    try:
        with path.open("rb") as stream:
            size = os.fstat(stream.fileno()).st_size or MAX_BYTES  # what is no plain file has none
            data = stream.read(min(size, MAX_BYTES) + 1)
    except OSError as error:
        return failed("unreadable", f"This file cannot be read: {reason(error)}.", Place(path))
    return parse(data, path, until)


def parse(data: bytes, path: Path, until: frozenset[str] = frozenset()) -> Checked[Source]:
    """The values of YAML text; a file that breaks off half-way still gives the part before the break."""
    if len(data) > MAX_BYTES:
        return failed("too-large", "This file is larger than 1 MB, more than any role or framework needs.", Place(path))
    if data.startswith(b"PK"):
        return failed("not-yaml", "This is a Word or zip file, not a YAML file.", Place(path))
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return failed("not-utf-8", "This file is UTF-16 text.", Place(path), "Save it again with the encoding UTF-8.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error, path)
    if bad := ILLEGAL.search(text):
        return _illegal(text, bad, path)
    return _Reader(path, text, until).read()


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: Path) -> Checked[Source]:
    utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    line = data.count(b"\n", 0, error.start) + 1
    message = f"This file is not UTF-8 text (it looks like {'UTF-16' if utf16 else 'Windows-1252'})."
    place = Place(path) if utf16 else Place(path, line)
    return failed("not-utf-8", message, place, "Save it again with the encoding UTF-8.")


def _illegal(text: str, bad: re.Match[str], path: Path) -> Checked[Source]:
    before = LINE_END.split(text[: bad.start()])
    line, column = len(before), len(before[-1]) + 1
    source = LINE_END.split(text)[line - 1]
    return failed("control-character", _illegal_message(bad[0]), Place(path, line, column, source), "Delete it.")


def _illegal_message(character: str) -> str:
    return f"A character that no Word file can hold (U+{ord(character):04X}) stands here."


class _Refused(Exception):
    """Ends the reading of a file; never leaves this module."""


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open, and the key that waits for its value."""

    value: Any
    inside: Any
    is_mapping: bool
    key: str | None = None
    key_mark: Any = None


class _Reader:
    """One pass over libyaml's events, without recursion; each nesting is one frame of a stack.

    The first frame is a list of the file's one value.
    """

    def __init__(self, path: Path, text: str, until: frozenset[str]) -> None:
        self.path, self.text, self.until = path, text, until
        self.problems: list[Problem] = []
        self.frame = _Frame([], [], is_mapping=False)
        self.stack = [self.frame]
        self.documents = self.nodes = 0

    @cached_property
    def lines(self) -> list[str]:
        return LINE_END.split(self.text)

    @cached_property
    def has_glued_remark(self) -> bool:
        return "#" in self.text and GLUED_REMARK_ANYWHERE.search(self.text) is not None

    def read(self) -> Checked[Source]:
        try:
            self._take_all(yaml.CSafeLoader(self.text).get_event)
        except yaml.MarkedYAMLError as error:
            with contextlib.suppress(_Refused):
                self._syntax(error)
        except (yaml.YAMLError, UnicodeError) as error:
            self.problems.append(Problem("yaml", f"This is not YAML: {str(error).splitlines()[0]}.", Place(self.path)))
        except _Refused:
            pass
        root = self.stack[0]
        value, spot = (root.value[0], root.inside[0]) if root.value else (None, NOWHERE)
        return Checked(Source(self.path, self.text, value, spot), tuple(self.problems))

    def _take_all(self, next_event: Callable[[], Any]) -> None:
        scalar, end, until = yaml.ScalarEvent, yaml.StreamEndEvent, self.until
        while (kind := type(event := next_event())) is not end:
            if kind is scalar:
                self._scalar(event)
            else:
                self._take(event, kind)
            if until and self._has_all(until):
                return

    def _has_all(self, keys: frozenset[str]) -> bool:
        """Whether the value of the whole has these keys, each with its value."""
        frame = self.frame
        return len(self.stack) == 2 and frame.is_mapping and frame.key is None and keys <= frame.value.keys()

    def _take(self, event: Any, kind: type) -> None:
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
            self.frame = self.stack[-1]
        elif kind is yaml.MappingStartEvent:
            self._open(event, _Frame({}, {}, is_mapping=True))
        elif kind is yaml.SequenceStartEvent:
            self._open(event, _Frame([], [], is_mapping=False))
        elif kind is yaml.AliasEvent:
            self._refuse(
                "alias",
                f"“*{event.anchor}” repeats a value from elsewhere in the file.",
                event.start_mark,
                "Write the value out here; text that begins with * must stand in quotes.",
            )
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse(
                "several-documents",
                "A second document begins here (---).",
                event.start_mark,
                "Keep one role or framework part in a file.",
            )

    def _marked(self, event: Any) -> None:
        """Reports an anchor and a tag, which change a value's meaning out of sight."""
        if event.anchor:
            self._report(
                "anchor",
                f"“&{event.anchor}” names a value for use elsewhere.",
                event.start_mark,
                "Leave it out; text that begins with & must stand in quotes.",
            )
        if event.tag:
            self._report(
                "tag",
                f"“{event.tag.replace('tag:yaml.org,2002:', '!!')}” asks for another type of value.",
                event.start_mark,
                "Leave it out; text that begins with ! must stand in quotes.",
            )

    def _scalar(self, event: Any) -> None:
        text, style, mark = event.value, event.style, event.start_mark
        if event.anchor or event.tag:
            self._marked(event)
        if style == '"' and (bad := ILLEGAL.search(text)):  # only there can an escape have made it
            self._report("control-character", _illegal_message(bad[0]), mark, "Delete it.")
        frame = self.frame
        if frame.is_mapping and frame.key is None:
            self._key(frame, text, mark)
            return
        if not style:
            if self.has_glued_remark or event.end_mark.line > mark.line:
                self._unquoted(event)
            if text in ABSENT:
                text = None
        self._put(text, mark, ())

    def _unquoted(self, event: Any) -> None:
        """Refuses text without quotes that YAML cuts short or runs together without a word."""
        start, end = event.start_mark, event.end_mark
        if self.has_glued_remark and GLUED_REMARK.match(self.lines[end.line][end.column :]):
            self._report(
                "remark",
                "What stands behind # here is left out as a remark.",
                end,
                "Put the text in quotes; or, if a remark is meant, a space behind the #.",
            )
        for number in range(start.line + 1, end.line + 1):
            line = self.lines[number]
            if line.lstrip().startswith("- "):
                message = "This line is read as part of the text above it, not as an item."
                hint = "Items of one list begin with “- ” in the same column."
                self._report_at("run-on", message, number + 1, len(line) - len(line.lstrip()) + 1, hint)

    def _key(self, frame: _Frame, key: str, mark: Any) -> None:
        if key in frame.value:
            first = frame.inside[key][0]
            message = f"“{key}” is here twice; it stands in line {first.line + 1} already."
            self._report("duplicate-key", message, mark, "Keep one of the two.")
            mark = first
        frame.key, frame.key_mark = key, mark

    def _open(self, event: Any, inner: _Frame) -> None:
        self._marked(event)
        if self.frame.is_mapping and self.frame.key is None:
            self._refuse(
                "key",
                "A key must be a plain word, not a list or a group.",
                event.start_mark,
                "Text that begins with [ or { must stand in quotes.",
            )
        if len(self.stack) > MAX_DEPTH:
            self._refuse("too-deep", f"Lists and groups are nested more than {MAX_DEPTH} deep here.", event.start_mark)
        self._put(inner.value, event.start_mark, inner.inside)
        self.stack.append(inner)
        self.frame = inner

    def _put(self, value: Value, mark: Any, inside: Any) -> None:
        """Stores a value in the open mapping or list, and where it stands."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse("too-many-values", f"This file holds more than {MAX_NODES:,} values.", mark)
        frame = self.frame
        if (key := frame.key) is None:
            frame.value.append(value)
            frame.inside.append((None, mark, inside))
        else:
            frame.value[key] = value
            frame.inside[key] = (frame.key_mark, mark, inside)
            frame.key = None

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        slip = meaning(f"{error.problem} {error.context}")
        mark = error.context_mark if slip.at_start and error.context_mark else error.problem_mark
        line = mark.line if mark else 0
        if mark and self.lines[min(line, len(self.lines) - 1)][mark.column : mark.column + 1] == "\t":
            slip = meaning("tab character")
        if "mapping values" in slip.said and line and (key := NO_SPACE.match(self.lines[line - 1])):
            self._report_at(
                "yaml",
                "There is no space behind this colon.",
                line,
                key.end(1) + 1,
                "Write a key, a colon and a space: “title: Director”.",
            )
        else:
            self._report("yaml", slip.message, mark, slip.hint)

    def _report(self, rule: str, message: str, mark: Any, hint: str = "") -> None:
        if mark is None:
            self.problems.append(Problem(rule, message, Place(self.path), hint))
        else:
            self._report_at(rule, message, mark.line + 1, mark.column + 1, hint)

    def _report_at(self, rule: str, message: str, line: int, column: int, hint: str) -> None:
        if line > len(self.lines):  # libyaml counts one line more where the file breaks off
            line, column = len(self.lines), len(self.lines[-1]) + 1
        self.problems.append(Problem(rule, message, Place(self.path, line, column, self.lines[line - 1]), hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Refused

    def _refuse(self, rule: str, message: str, mark: Any, hint: str = "") -> NoReturn:
        self._report(rule, message, mark, hint)
        raise _Refused
