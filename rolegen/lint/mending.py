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
from rolegen.source import Keys, Source, Value, parse
from rolegen.yamledit import Put, edited
from rolegen.yamledit.change import Splice, spliced
from rolegen.yamledit.nodes import Node, Sheet, nearest

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
            data, left = _together(data, path, by_keys)
            for keys, found in left.items():
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


def _together(
    data: bytes, path: Path, by_keys: Mapping[Keys, Sequence[Finding]]
) -> tuple[bytes, Mapping[Keys, Sequence[Finding]]]:
    """The file with all those values mended in place where that is proved at once, and the findings that are left."""
    source = parse(data, path).value
    plain = _spelt(source, by_keys) if source else {}
    if source is None or not plain:
        return data, by_keys
    after = (
        data[: len(data) - len(source.text.encode())]
        + spliced(source.text, [splice for _, splices in plain.values() for splice in splices]).encode()
    )
    read, wanted = parse(after, path), _with(source.value, {keys: right for keys, (right, _) in plain.items()})
    if read.value is None or has_errors(read.problems) or read.value.value != wanted:
        return data, by_keys
    return after, {keys: found for keys, found in by_keys.items() if keys not in plain}


def _spelt(source: Source, by_keys: Mapping[Keys, Sequence[Finding]]) -> Mapping[Keys, tuple[str, Sequence[Splice]]]:
    """For each value that stands in the file as it reads: how it should read, and what that changes in the file."""
    root, plain = Sheet.of(source.text).root, {}
    for keys, findings in by_keys.items():
        value = source.at(keys)
        if root and isinstance(value, str) and _is_as_it_was(value, findings):
            hits = [*_apart(one.hit for one in findings if one.hit)]
            if (splices := _in_file(source.text, nearest(root, keys), value, hits)) is not None:
                plain[keys] = _right(value, hits), splices
    return plain


def _in_file(text: str, node: Node, value: str, hits: Sequence[Hit]) -> Sequence[Splice] | None:
    """What the mends of a value change in its file; None where the file does not have it as it reads."""
    found = spelt(text, node) if node.kind == "text" and node.value == value else None
    spans = [found.span(hit.start, hit.end, value) if found else None for hit in hits]
    splices = [
        Splice(*span, found.written(hit.mend or "")) for span, hit in zip(spans, hits, strict=True) if span and found
    ]
    return splices if len(splices) == len(hits) else None


def _right(value: str, hits: Iterable[Hit]) -> str:
    return spliced(value, [Splice(hit.start, hit.end, hit.mend or "") for hit in hits])


def _is_as_it_was(value: str, findings: Iterable[Finding]) -> bool:
    """Whether the words that were found stand where they stood."""
    return all(" ".join(value[one.hit.start : one.hit.end].split()) == one.words for one in findings if one.hit)


def _value(data: bytes, path: Path, keys: Keys, findings: Sequence[Finding]) -> Checked[bytes]:
    """The file with one of its values mended: in place where that is proved, else the value written anew."""
    source = parse(data, path)
    value = source.value.at(keys) if source.value else None
    if not isinstance(value, str):
        return Checked(None, source.problems)
    if not _is_as_it_was(value, findings):
        return Checked(None, (CHANGED,))
    after, left = _together(data, path, {keys: findings})
    right = _right(value, _apart(one.hit for one in findings if one.hit))
    return edited(data, path, [Put(keys, right)]) if left else Checked(after)


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Hits that do not overlap, the first of those that do."""
    begun = behind = -1
    for hit in sorted(hits, key=lambda one: one.start):
        if hit.start >= behind and hit.start > begun:
            yield hit
            begun, behind = hit.start, hit.end


def _with(value: Value, right: Mapping[Keys, str]) -> Value:
    """The values of a file, some of them others."""
    whole = copy.deepcopy(value)
    for keys, text in right.items():
        inside: Any = whole
        for key in keys[:-1]:
            inside = inside[key]
        inside[keys[-1]] = text
    return whole


def _diff(before: str, after: str, name: str) -> Iterator[str]:
    for line in difflib.unified_diff(LINE.findall(before), LINE.findall(after), f"a/{name}", f"b/{name}"):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield "\\ No newline at end of file"
