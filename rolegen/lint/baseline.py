"""The findings that were there when somebody said so: a file of them, beside which only new ones are told.

One line a finding, so that two people's changes merge as git merges lines. A finding is known by its file, its rule and
a digest of its words and their sentence: it may move, and is new where the sentence has changed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from rolegen.lint.finding import Finding
from rolegen.problems import Checked, Place, Problem, failed, reason
from rolegen.source import MAX_PROBLEMS
from rolegen.workspace import bundled

FILE = "rolegen-baseline.txt"
WRITE = "rolegen check --write-baseline"
HEAD = f"# What “rolegen check” found before and does not tell again. To renew it: {WRITE}"
LINE = re.compile(r"(?P<path>[^#].*?): (?P<rule>[^\s:]+) (?P<mark>[0-9a-f]{8})(?: “(?P<words>.*)”)?")
OURS = "(rolegen)"  # the folder that the framework is in which comes with rolegen
LONGEST = 60  # characters of the words, which are there for the reader


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding as a baseline knows it, and some of its words."""

    path: str
    rule: str
    mark: str
    words: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is known by."""
        return self.path, self.rule, self.mark

    def __str__(self) -> str:
        words = f" “{self.words}”" if self.words else ""
        return f"{self.path}: {self.rule} {self.mark}{words}"


@dataclass
class Baseline:
    """The lines of a baseline, and how many of each a finding has needed."""

    root: Path
    lines: tuple[tuple[int, Entry], ...] = ()
    _left: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._left.update(entry.key for _, entry in self.lines)

    def holds(self, finding: Finding) -> bool:
        """Whether a finding was there before; of two equal ones each needs a line."""
        if not self._left:
            return False
        key = entry(finding, self.root).key
        if not self._left[key]:
            return False
        self._left[key] -= 1
        return True

    def part(self, path: Path) -> Baseline:
        """The lines for one file, none of them needed yet."""
        name = named(path, self.root)
        return Baseline(self.root, tuple(one for one in self.lines if one[1].path == name))

    def done_with(self, looked_at: Collection[Path], *, whole: bool) -> tuple[Problem, ...]:
        """A note where lines are needed no more: of files that were looked at, or that are gone."""
        names = {named(path, self.root) for path in looked_at}
        left, gone = self._left.copy(), []
        for number, line in reversed(self.lines):
            if left[line.key] and (line.path in names or (whole and not (self.root / line.path).exists())):
                left[line.key] -= 1
                gone.append(number)
        if not gone:
            return ()
        message = "A line here is" if len(gone) == 1 else f"{len(gone):,} lines here are"
        place = Place(self.root / FILE, min(gone))
        return (Problem("baseline", f"{message} needed no more.", place, f"To renew the file: {WRITE}.", "note"),)

    def renewed(self, findings: Iterable[Finding], looked_at: Collection[Path]) -> bytes:
        """The file with these findings, and with the lines for files that are there and were not looked at."""
        names = {named(path, self.root) for path in looked_at}
        kept = [line for _, line in self.lines if line.path not in names and (self.root / line.path).exists()]
        lines = sorted([*kept, *(entry(finding, self.root) for finding in findings)])
        return "".join(f"{line}\n" for line in (HEAD, *lines)).encode(errors="replace")


def read(root: Path) -> Checked[Baseline]:
    """The baseline of a workspace, empty where there is none; and its lines that nobody can read."""
    path = root / FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Checked(Baseline(root))
    except UnicodeDecodeError:
        return failed("baseline", "This file is not UTF-8 text.", Place(path), f"To write it anew: {WRITE}.")
    except OSError as error:
        return failed("baseline", f"This file cannot be read: {reason(error)}.", Place(path))
    lines, problems = list[tuple[int, Entry]](), list[Problem]()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if found := LINE.fullmatch(line.rstrip()):
            lines.append((number, Entry(**{key: value or "" for key, value in found.groupdict().items()})))
        elif len(problems) < MAX_PROBLEMS:
            hint = f"Take it out, or write the file anew: {WRITE}."
            problems.append(Problem("baseline", "rolegen cannot read this line.", Place(path, number, 1, line), hint))
    return Checked(Baseline(root, tuple(lines)), tuple(problems))


def entry(finding: Finding, root: Path) -> Entry:
    """The line for a finding."""
    path = named(finding.problem.place.path, root) if finding.problem.place else ""
    words = finding.words if len(finding.words) <= LONGEST else f"{finding.words[: LONGEST - 1].rstrip()}…"
    return Entry(path, finding.problem.rule, finding.mark, words)


def named(path: Path, root: Path) -> str:
    """A file's path from the workspace's root, the same on every system."""
    if not path.is_relative_to(root) and path.is_relative_to(shipped := bundled("data")):
        return f"{OURS}/{path.relative_to(shipped).as_posix()}"
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()
