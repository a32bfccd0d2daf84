"""What a rule found, where it stands in its file, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass

from rolegen.problems import Place, Problem
from rolegen.source import Keys, Source


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text that a rule objects to, from one character up to another.

    `message` and `hint` are for someone in HR; `mend` is what would certainly be right in place of the words, None
    where that is for a person to say; `softer` tells it as a note or a warning where the rule is more severe.
    """

    start: int
    end: int
    message: str
    hint: str = ""
    mend: str | None = None
    softer: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that a rule tells; `words` are what it is about, and stay the same when lines move.

    `keys` lead to the value in its file; with a `hit` that has a mend, its characters count in that value as it stands.
    """

    problem: Problem
    words: str
    keys: Keys = ()
    hit: Hit | None = None


def place_of(source: Source, keys: Keys, offset: int) -> Place:
    """The line and column of a character of a value; where the value begins if YAML's escapes hide it."""
    start = source.place(keys)
    value = source.at(keys)
    if not start.line or not isinstance(value, str) or not (words := value[: offset + 1].split()):
        return start
    if value[offset].isspace():
        return start
    number, at = start.line - 1, start.column - 1
    opening = source.lines[number][at : at + 1]
    if opening in ("|", ">"):
        number, at = number + 1, 0
    for plain in words:
        word = plain.replace("'", "''") if opening == "'" else plain
        while (found := source.lines[number].find(word, at)) < 0:
            if source.lines[number][at:].strip(" \t\"'\\"):
                return start
            number, at = number + 1, 0
            if number >= len(source.lines):
                return start
        at = found + len(word)
    return Place(start.path, number + 1, at, source.lines[number])
