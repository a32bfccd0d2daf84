"""A problem with its place, its rule and what to do about it; as text, JSON or a GitHub annotation."""

from __future__ import annotations

import os
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

Severity = Literal["error", "warning", "note"]
T = TypeVar("T")

LONGEST = 400  # characters of a line on either side of a problem that are looked at
MOST_KNOWN = 16  # words that a hint lists
RED, BLUE, YELLOW, BOLD, PLAIN = "\x1b[31m", "\x1b[34m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
COLOURS: Mapping[Severity, str] = {"error": RED, "warning": YELLOW, "note": BLUE}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; line and column count from 1, and 0 means the file as a whole."""

    path: Path
    line: int = 0
    column: int = 0
    source: str = ""

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number]
        return ":".join([shown(self.path), *numbers])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, in words for someone in HR. `rule` is a stable name that scripts may rely on."""

    rule: str
    message: str
    place: Place | None = None
    hint: str = ""
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Checked(Generic[T]):
    """What a step made, or None where it could not, and every problem met on the way."""

    value: T | None
    problems: tuple[Problem, ...] = ()


def has_errors(problems: Iterable[Problem]) -> bool:
    """True where one of the problems is an error, not only a warning or a note."""
    return any(problem.severity == "error" for problem in problems)


def failed(rule: str, message: str, place: Place | None = None, hint: str = "") -> Checked[Any]:
    """A step that ended in one error and made nothing."""
    return Checked(None, (Problem(rule, message, place, hint),))


def suggest(word: str, known: Iterable[str]) -> str:
    """A sentence that names the only known word that begins so, else the nearest; and the known ones where few."""
    import difflib

    choices = list(known)
    lowered = {choice.casefold(): choice for choice in choices}
    begun = [choice for choice in lowered if word and choice.startswith(word.casefold())]
    near = begun if len(begun) == 1 else difflib.get_close_matches(word.casefold(), lowered, n=1, cutoff=0.6)
    parts = [f"Did you mean “{lowered[near[0]]}”?"] if near else []
    if choices and (len(choices) <= MOST_KNOWN or not near):
        more = f" and {len(choices) - MOST_KNOWN} more" if len(choices) > MOST_KNOWN else ""
        parts.append(f"Known: {', '.join(choices[:MOST_KNOWN])}{more}.")
    return " ".join(parts)


def listed(words: Sequence[str], most: int | None = None) -> str:
    """“A”, “A and B”, “A, B and C”; of more than `most` the first of them, as in “A, B and 7 more”."""
    if most is not None and len(words) > most:
        words = [*words[:most], f"{len(words) - most} more"]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def shown(path: Path) -> str:
    """The path as the user would type it: relative where it lies below the folder they stand in."""
    try:
        return _from(Path.cwd(), path)
    except (ValueError, OSError):
        return str(path)


@lru_cache(maxsize=8)  # the problems of a file are told together
def _from(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()


def as_text(problem: Problem, *, colour: bool = False, width: int = 100) -> str:
    """`path:line:col: error: message [rule]`, then the source line with a caret, then `help: …`."""
    mark = _painter(colour)
    where = f"{mark(BOLD, str(problem.place))}: " if problem.place else ""
    kind = mark(COLOURS[problem.severity], problem.severity)
    lines = [f"{where}{kind}: {problem.message} [{problem.rule}]"]
    if problem.place and problem.place.source.strip():
        source, caret = _excerpt(problem.place.source, problem.place.column, width - 4)
        lines += [f"    {source}".rstrip(), f"    {mark(RED, caret)}" if caret else ""]
    if problem.hint:
        lines.append(f"{mark(BLUE, 'help')}: {problem.hint}")
    return "\n".join(line for line in lines if line)


def as_json(problem: Problem) -> dict[str, object]:
    """The problem as values that JSON can hold."""
    place = problem.place
    return {
        "path": shown(place.path) if place else None,
        "line": place.line or None if place else None,
        "column": place.column or None if place else None,
        "severity": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
        "help": problem.hint or None,
    }


def as_github(problem: Problem) -> str:
    """A GitHub workflow command, which puts the problem beside its line in a pull request."""
    level = {"note": "notice"}.get(problem.severity, problem.severity)
    values = [f"title={_github_property(problem.rule)}"]
    if place := problem.place:
        values.insert(0, f"file={_github_property(_in_repository(place.path))}")
        values[1:1] = [f"line={place.line}"] if place.line else []
        values[2:2] = [f"col={place.column}"] if place.line and place.column else []
    text = f"{problem.message} {problem.hint}".strip()
    return f"::{level} {','.join(values)}::{_github_data(text)}"


def once_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order of place, each told once however many profiles met it."""

    def order(problem: Problem) -> tuple[str, int, int]:
        place = problem.place
        return (str(place.path), place.line, place.column) if place else ("", 0, 0)

    return tuple(sorted(dict.fromkeys(problems), key=order))


def _painter(colour: bool) -> Any:
    return (lambda code, text: f"{code}{text}{PLAIN}") if colour else (lambda _code, text: text)


def _excerpt(source: str, column: int, width: int) -> tuple[str, str]:
    """The part of a source line around the column, and a caret line that points at it."""
    skipped = max(column - LONGEST, 0)
    source, column = source[skipped : column + LONGEST], column - skipped
    text = source.rstrip()
    if not text.isprintable():
        text = "".join(map(_printable, text))
    edges = range(len(text) + 1) if text.isascii() else [0, *accumulate(map(_cells, text))]
    at, width = min(max(column - 1, 0), len(text)), max(width, 10)
    indent, behind = len(text) - len(text.lstrip()), edges[min(at + 1, len(text))]
    start = min(indent, at) if column else indent
    if behind - edges[start] > width - 10:
        start = bisect_left(edges, behind - width // 2)
    end = bisect_right(edges, edges[start] + width) - 1
    return text[start:end], " " * (edges[at] - edges[start]) + "^" if column else ""


def _printable(character: str) -> str:
    """What a terminal shows in one place for a character that it may not print."""
    if character.isspace():
        return " "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    """How many columns of a terminal a character takes."""
    return 1 + (unicodedata.east_asian_width(character) in "WF") - bool(unicodedata.combining(character))


def _in_repository(path: Path) -> str:
    """The path from the top of its repository: GitHub knows no other, wherever the command ran."""
    top = next((folder for folder in path.parents if os.path.exists(folder / ".git")), None)
    return path.relative_to(top).as_posix() if top else shown(path)


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def reason(error: OSError) -> str:
    """What the operating system said, without its number."""
    return error.strerror or os.strerror(error.errno or 0)
