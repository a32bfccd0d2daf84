"""YAML text → values that remember where they stand; refuses what YAML gets wrong silently.

Every scalar stays text, so `NO`, `1.10` and `010` cannot turn into something else: the models give the types.
"""

from __future__ import annotations

import contextlib
import re
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
MAX_PROBLEMS = 50  # of one file; more would hide what to mend first


@dataclass(frozen=True)
class Source:
    """What a YAML file holds, and the line and column of each value and each key by its path."""

    path: Path
    text: str
    value: Value
    places: dict[Keys, tuple[int, int]] = field(repr=False)
    keys: dict[Keys, tuple[int, int]] = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The text line by line, as libyaml counts lines."""
        return LINE_END.split(self.text)

    def place(self, path: Keys = ()) -> Place:
        """Where the value at a path stands, or where the nearest thing above it does."""
        return self._at(self.places.get(self._known(path), (0, 0)))

    def key_place(self, path: Keys) -> Place:
        """Where the key at a path stands."""
        return self._at(self.keys.get(path) or self.places.get(self._known(path), (0, 0)))

    def _at(self, spot: tuple[int, int]) -> Place:
        line, column = spot
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.path, line, column, source)

    def _known(self, path: Keys) -> Keys:
        """The path without the parts that are not in the file."""
        known: Keys = ()
        for part in path:
            if (*known, part) in self.places:
                known = (*known, part)
        return known


def read(path: Path) -> Checked[Source]:
    """The values of a YAML file, or what stands in the way of reading it."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return failed("unreadable", f"This file cannot be read: {reason(error)}.", Place(path))
    return parse(data, path)


def parse(data: bytes, path: Path) -> Checked[Source]:
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
    return _Reader(path, text).read()


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
    """A mapping or list that is still open."""

    value: dict[str, Any] | list[Any]
    path: Keys
    key: str | None = None

    @property
    def awaits_key(self) -> bool:
        return self.key is None and type(self.value) is dict


class _Reader:
    """One pass over libyaml's events, without recursion; each nesting is one frame of a stack."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.places: dict[Keys, tuple[int, int]] = {}
        self.keys: dict[Keys, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.stack: list[_Frame] = []
        self.root: Value = None
        self.documents = self.nodes = 0

    @cached_property
    def lines(self) -> list[str]:
        return LINE_END.split(self.text)

    @cached_property
    def has_glued_remark(self) -> bool:
        return GLUED_REMARK_ANYWHERE.search(self.text) is not None

    def read(self) -> Checked[Source]:
        try:
            events = yaml.CSafeLoader(self.text)
            while type(event := events.get_event()) is not yaml.StreamEndEvent:
                self._take(event)
        except yaml.MarkedYAMLError as error:
            with contextlib.suppress(_Refused):
                self._syntax(error)
        except (yaml.YAMLError, UnicodeError) as error:
            self.problems.append(Problem("yaml", f"This is not YAML: {str(error).splitlines()[0]}.", Place(self.path)))
        except _Refused:
            pass
        source = Source(self.path, self.text, self.root, self.places, self.keys)
        return Checked(source, tuple(self.problems))

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
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
        text: str = event.value
        style: str = event.style
        if event.anchor or event.tag:
            self._marked(event)
        if style == '"' and (bad := ILLEGAL.search(text)):  # only there can an escape have made it
            self._report("control-character", _illegal_message(bad[0]), event.start_mark, "Delete it.")
        frame = self.stack[-1] if self.stack else None
        if frame and frame.awaits_key:
            self._key(frame, text, event.start_mark)
        else:
            if not style and (self.has_glued_remark or event.end_mark.line > event.start_mark.line):
                self._unquoted(event)
            self._put(None if not style and text in ABSENT else text, event.start_mark)

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
        path = (*frame.path, key)
        if key in frame.value:
            first = self.keys[path][0]
            self._report(
                "duplicate-key",
                f"“{key}” is here twice; it stands in line {first} already.",
                mark,
                "Keep one of the two.",
            )
        self.keys.setdefault(path, (mark.line + 1, mark.column + 1))
        frame.key = key

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        self._marked(event)
        frame = self.stack[-1] if self.stack else None
        if frame and frame.awaits_key:
            self._refuse(
                "key",
                "A key must be a plain word, not a list or a group.",
                event.start_mark,
                "Text that begins with [ or { must stand in quotes.",
            )
        if len(self.stack) >= MAX_DEPTH:
            self._refuse("too-deep", f"Lists and groups are nested more than {MAX_DEPTH} deep here.", event.start_mark)
        self.stack.append(_Frame(value, self._put(value, event.start_mark)))

    def _put(self, value: Value, mark: Any) -> Keys:
        """Stores a value in the open mapping or list; answers its path."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse("too-many-values", f"This file holds more than {MAX_NODES:,} values.", mark)
        path: Keys = ()
        if self.stack:
            path = self._add(self.stack[-1], value)
        else:
            self.root = value
        self.places[path] = (mark.line + 1, mark.column + 1)
        return path

    def _add(self, frame: _Frame, value: Value) -> Keys:
        if isinstance(frame.value, list):
            frame.value.append(value)
            return (*frame.path, len(frame.value) - 1)
        key, frame.key = frame.key or "", None
        frame.value[key] = value
        return (*frame.path, key)

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
