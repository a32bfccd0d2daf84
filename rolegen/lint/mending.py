"""What is certain to be right written into the files in place of what a rule found, and no byte beside it.

What comes out is read again: it holds exactly the wanted values. Approved wording is left to those who approve it.
"""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rolegen import files
from rolegen.lint.finding import Finding, Hit
from rolegen.lint.spelt import spelt
from rolegen.problems import Checked, Problem, has_errors, shown
from rolegen.source import LINE_END, Keys, Source, Value, parse
from rolegen.yamledit import Put, edited
from rolegen.yamledit.change import Splice, spliced
from rolegen.yamledit.nodes import Sheet, nearest

ROUNDS = 5  # a mend may show another slip: “color color” is doubled first
LINE = re.compile(r"[^\n]*\n|[^\n]+")
CHANGED = Problem("changed", "This file has changed since it was looked at.")
Again = Callable[[Path, bytes], tuple[Finding, ...]]


@dataclass(frozen=True)
class Mended:
    """Files as they are and as they would be with every certain mend in them, and what could not be mended."""

    before: Mapping[Path, bytes]
    after: Mapping[Path, bytes]
    problems: tuple[Problem, ...] = ()

    def write(self) -> tuple[Problem, ...]:
        """Writes the files, each whole or not at all."""
        return tuple(problem for path, data in self.after.items() for problem in files.write(path, data).problems)

    def diff(self) -> Iterator[str]:
        """The lines of a unified diff, as patch and git apply take them."""
        for path, data in self.after.items():
            name = shown(path).replace("\\", "/")
            yield from _diff(self.before[path].decode("utf-8-sig"), data.decode("utf-8-sig"), name)


def mended(findings: Iterable[Finding], again: Again) -> Mended:
    """The files that findings with a certain mend stand in, mended until nothing more is found that way."""
    by_path: dict[Path, list[Finding]] = {}
    for finding in findings:
        if finding.hit and finding.hit.mend is not None and finding.problem.place:
            by_path.setdefault(finding.problem.place.path, []).append(finding)
    made = _Made()
    for path, found in sorted(by_path.items()):
        made.file(path, found, again)
    return Mended(made.before, made.after, tuple(made.problems))


@dataclass
class _Made:
    """What has been mended so far."""

    before: dict[Path, bytes] = field(default_factory=dict)
    after: dict[Path, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def file(self, path: Path, findings: Sequence[Finding], again: Again) -> None:
        """Mends a file, and what its mends show; what could not be mended is told once."""
        read = files.read(path)
        if read.value is None:
            self.problems += read.problems
            return
        data, failed = read.value, dict[Keys, Problem]()
        for _ in range(ROUNDS):
            by_keys: dict[Keys, list[Finding]] = {}
            for finding in findings:
                if finding.hit and finding.hit.mend is not None and finding.keys not in failed:
                    by_keys.setdefault(finding.keys, []).append(finding)
            for keys, found in by_keys.items():
                one = _value(data, path, keys, found)
                if one.value is None:
                    failed[keys] = _not_mended(found[0], one.problems)
                data = one.value or data
            if not by_keys:
                break
            findings = again(path, data)
        self.problems += failed.values()
        if data != read.value:
            self.before[path], self.after[path] = read.value, data


def _not_mended(finding: Finding, why: Sequence[Problem]) -> Problem:
    said = why[0].message if why else "The mend cannot be written so that nothing beside it changes."
    hint = f"Make this change by hand. {finding.problem.hint}".strip()
    return Problem("not-mended", said, finding.problem.place, hint, "warning")


def _value(data: bytes, path: Path, keys: Keys, findings: Sequence[Finding]) -> Checked[bytes]:
    """The file with one of its values mended: in place where that is proved, else the value written anew."""
    hits = [one.hit for one in findings if one.hit]
    source = parse(data, path)
    value = source.value.at(keys) if source.value else None
    if source.value is None or not isinstance(value, str):
        return Checked(None, source.problems)
    if any(" ".join(value[one.hit.start : one.hit.end].split()) != one.words for one in findings if one.hit):
        return Checked(None, (CHANGED,))
    chosen = [*_apart(hits)]
    right = spliced(value, [Splice(hit.start, hit.end, hit.mend or "") for hit in chosen])
    return _in_place(data, source.value, keys, chosen, right) or edited(data, path, [Put(keys, right)])


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits that do not overlap, the first of those that do."""
    begun = behind = -1
    for hit in sorted(hits, key=lambda one: one.start):
        if hit.start >= behind and hit.start > begun:
            yield hit
            begun, behind = hit.start, hit.end


def _in_place(data: bytes, source: Source, keys: Keys, hits: Sequence[Hit], right: str) -> Checked[bytes] | None:
    """The file with only the wrong words changed, if it then reads exactly as wanted; else None."""
    open_ended = bool(source.text) and not LINE_END.search(source.text, len(source.text) - 1)
    root = Sheet(source.text + "\n" if open_ended else source.text).root
    node = nearest(root, keys) if root else None
    found = spelt(source.text, node) if node and node.kind == "text" else None
    value = source.at(keys)
    if node is None or found is None or node.value != value:
        return None
    spans = [found.span(hit.start, hit.end, str(value)) for hit in hits]
    splices = [Splice(*span, found.written(hit.mend or "")) for span, hit in zip(spans, hits, strict=True) if span]
    if len(splices) < len(hits):
        return None
    after = data[: len(data) - len(source.text.encode())] + spliced(source.text, splices).encode()
    read = parse(after, source.path)
    is_right = read.value and not has_errors(read.problems) and read.value.value == _with(source.value, keys, right)
    return Checked(after) if is_right else None


def _with(value: Value, keys: Keys, right: str) -> Value:
    """The values of a file, one of them another."""
    whole: Any = copy.deepcopy(value)
    inside = whole
    for key in keys[:-1]:
        inside = inside[key]
    inside[keys[-1]] = right
    return whole  # type: ignore[no-any-return]


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    for line in difflib.unified_diff(LINE.findall(before), LINE.findall(after), f"a/{name}", f"b/{name}"):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
