"""What people allow beside the words: `# rolegen: allow RULE: reason`, above a value, item or group or on its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from rolegen.lint.finding import Finding
from rolegen.lint.rule import Rule
from rolegen.problems import Checked, Place, Problem, suggest
from rolegen.source import LINE_END, Source
from rolegen.yamledit.nodes import BLOCK_TEXT, Child, Node, Sheet

REMARK = re.compile(r"#\s*(?i:rolegen:\s*allow)\b\s*")  # “#” outside, which is found at once
NAMES = re.compile(r"[\w.-]+(?:\s*,\s*[\w.-]+)*")
AS_IN = "# rolegen: allow {}: these are the statute's own words."


@dataclass(frozen=True, slots=True)
class Allowance:
    """A rule that may be broken in some lines of a file, and where that is said; lines count from 1."""

    rule: str
    place: Place
    first: int
    last: int


@dataclass
class Allowed:
    """What the remarks in the files that were read allow; of a file without any, nothing is kept."""

    rules: Mapping[str, Rule]
    problems: list[Problem] = field(default_factory=list)
    _said: dict[Path, tuple[Allowance, ...]] = field(default_factory=dict)
    _used: set[Allowance] = field(default_factory=set)
    _missed: dict[tuple[Path, str], int] = field(default_factory=dict)  # lines of findings that are told

    def read(self, source: Source) -> None:
        """Takes in the remarks of a file."""
        found = allowances(source, self.rules)
        self.problems += found.problems
        if found.value:
            self._said[source.path] = found.value

    def allows(self, finding: Finding) -> bool:
        """Whether a remark silences a finding."""
        problem = finding.problem
        if not problem.place or problem.place.path not in self._said:
            return False
        line, rule = problem.place.line, self.rules.get(problem.rule)
        said = self._said[problem.place.path]
        fitting = [one for one in said if one.rule == problem.rule and one.first <= line <= one.last]
        if rule is None or rule.file.always:
            return False
        self._used.update(fitting)
        if not fitting:
            self._missed.setdefault((problem.place.path, rule.id), line)
        return bool(fitting)

    def unused(self) -> Iterator[Problem]:
        """Remarks that silenced nothing, to be asked for when all is told; one for a rule that is off does no harm."""
        for one in (one for said in self._said.values() for one in said if one not in self._used):
            rule = self.rules[one.rule]
            if rule.file.always:
                message, hint = (
                    f"“{one.rule}” cannot be allowed.",
                    f"rolegen check --explain {one.rule} says what to do.",
                )
                yield Problem("allow-unused", message, one.place, hint, "warning")
            elif line := self._missed.get((one.place.path, one.rule), 0):
                message = f"This remark silences nothing here: “{one.rule}” finds something in line {line}."
                yield Problem("allow-unused", message, one.place, "Put it on that line, or directly above it.", "note")
            elif not one.last:
                hint = "It must stand on the line of a value, or directly above the value, its item or its group."
                yield Problem("allow-unused", "This remark stands beside nothing.", one.place, hint, "note")
            elif rule.is_on:
                message = f"This remark silences nothing: “{one.rule}” finds nothing here."
                yield Problem("allow-unused", message, one.place, "Take it out.", "note")


def allowances(source: Source, rules: Mapping[str, Rule]) -> Checked[tuple[Allowance, ...]]:
    """What the remarks in a file allow, and what is wrong with them."""
    if not REMARK.search(source.text):
        return Checked(())
    page, found, problems = _Page.of(source.text), [], []
    for number, line in enumerate(source.lines):
        for remark in REMARK.finditer(line):
            place = Place(source.path, number + 1, remark.start() + 1, line)
            if page.is_text(number, remark.start()):
                hint = "A remark stands outside quotes, and above a text of several lines or behind its “>-”."
                message = "This is no remark but part of the text, and will be printed."
                problems.append(Problem("allow-in-text", message, place, hint, "warning"))
                continue
            said = _said(line, remark, place, rules)
            problems += said.problems
            first, last = page.lines(number, alone=line.lstrip().startswith("#"))
            found += [Allowance(rule, where, first, last) for rule, where in said.value or ()]
    return Checked(tuple(found), tuple(problems))


def _said(
    line: str, remark: re.Match[str], place: Place, rules: Mapping[str, Rule]
) -> Checked[tuple[tuple[str, Place], ...]]:
    """The rules that a remark names, each with its place; none of them without a reason."""
    names = NAMES.match(line, remark.end())
    if names is None:
        return _wrong(
            "allow-without-reason",
            "This remark does not say what it allows.",
            place,
            f"As in: {AS_IN}".format("long-sentence"),
        )
    before, colon, reason = line[names.end() :].partition(":")
    if colon and before.strip():
        message = f"Before the colon stands “{before.strip()}”, so this remark silences nothing."
        hint = f"Only rules stand there, with commas between them: {AS_IN}".format(f"{names[0]}, long-sentence")
        return _wrong("allow-without-reason", message, place, hint)
    if not colon or not any(map(str.isalpha, reason)):
        message = "Without a reason behind a colon this remark silences nothing."
        return _wrong("allow-without-reason", message, place, f"Write it behind a colon: {AS_IN}".format(names[0]))
    named = [(one[0], Place(place.path, place.line, names.start() + one.start() + 1, place.source))
             for one in re.finditer(r"[\w.-]+", names[0])]  # fmt: skip
    unknown = tuple(
        Problem("unknown-rule", f"rolegen has no rule “{name}”.", where, suggest(name, rules), "warning")
        for name, where in named
        if name not in rules
    )
    return Checked(tuple(one for one in named if one[0] in rules), unknown)


def _wrong(rule: str, message: str, place: Place, hint: str) -> Checked[tuple[tuple[str, Place], ...]]:
    return Checked((), (Problem(rule, message, place, hint, "warning"),))


@dataclass(frozen=True)
class _Page:
    """A YAML text with its keys and items in their order, those that hold others before these."""

    sheet: Sheet
    children: tuple[Child, ...]

    @classmethod
    def of(cls, text: str) -> _Page:
        sheet = Sheet.of(text)
        return cls(sheet, tuple(_inside(sheet.root)) if sheet.root else ())

    def is_text(self, line: int, column: int) -> bool:
        """Whether a character is part of a key or of a value."""
        at = self.sheet.starts[line] + column
        before = bisect_right(self.children, at, key=attrgetter("start"))  # nothing stands inside a key or a text
        child = self.children[before - 1] if before else None
        return child is not None and (at < child.opened or self._holds(child.node, at))

    def _holds(self, node: Node, at: int) -> bool:
        if node.kind != "text" or not node.start <= at < node.end:
            return False
        return node.style not in BLOCK_TEXT or at > self.sheet.line_end(node.start)

    def lines(self, number: int, *, alone: bool) -> tuple[int, int]:
        """The lines of the value that a remark in a line belongs to, counted from 1; 0, 0 where there is none."""
        number = self._below[number] if alone else number
        if child := self._beginning.get(number):
            return number + 1, self._last(child) + 1
        around = None if alone else self._around(number)
        return (self.sheet.line(around.start) + 1, self._last(around) + 1) if around else (0, 0)

    def _around(self, number: int) -> Child | None:
        """The innermost that goes on in a line."""
        before = bisect_right(self.children, number, key=lambda one: self.sheet.line(one.start))
        return next((one for one in reversed(self.children[:before]) if number <= self._last(one)), None)

    @cached_property
    def _beginning(self) -> dict[int, Child]:
        """What begins in a line, the outermost of it; else the text whose key stands in a line above."""
        first = dict[int, Child]()
        for child in self.children:
            first.setdefault(self.sheet.line(child.start), child)
        for child in self.children:
            if child.node.kind == "text" and child.node.value is not None:
                first.setdefault(self.sheet.line(child.node.start), child)
        return first

    @cached_property
    def _below(self) -> list[int]:
        """For each line itself, for a remark the first line below that is none."""
        lines = LINE_END.split(self.sheet.text)
        below = [*range(len(lines) + 1)]
        for number in reversed(range(len(lines))):
            if lines[number].lstrip()[:1] == "#":
                below[number] = below[number + 1]
        return below

    def _last(self, child: Child) -> int:
        return self.sheet.line(max(child.end - 1, child.start))


def _inside(node: Node) -> Iterator[Child]:
    for child in node.children:
        yield child
        yield from _inside(child.node)
