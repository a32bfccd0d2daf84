"""Where in its file a character of a value stands, however YAML has the value."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from rolegen.problems import Place
from rolegen.source import Keys, Source

WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Pointing:
    """A value of a file, gone through once however many of its characters are asked for."""

    source: Source
    keys: Keys

    def place(self, offset: int) -> Place:
        """The line and column of a character of the value; where the value begins if YAML's escapes hide it."""
        found = self._space(offset) if self._value[offset : offset + 1].isspace() else self._letter(offset)
        return found or self._start

    @cached_property
    def _start(self) -> Place:
        return self.source.place(self.keys)

    @cached_property
    def _value(self) -> str:
        value = self.source.at(self.keys)
        return value if isinstance(value, str) and self._start.line else ""

    @cached_property
    def _quote(self) -> str:
        return self._start.source[self._start.column - 1 : self._start.column]

    @cached_property
    def _ends(self) -> tuple[list[int], list[tuple[int, int]]]:
        """Behind which characters its words end, and in which line and column that is, up to one that escapes hide."""
        start = self._start
        spot = (start.line, 0) if self._quote in ("|", ">") else (start.line - 1, start.column - 1)
        ends, spots = [-1], [spot]
        for word in WORD.finditer(self._value):
            found = self._behind(word[0], spots[-1])
            if found is None:
                break
            ends.append(word.end())
            spots.append(found)
        return ends, spots

    def _behind(self, word: str, spot: tuple[int, int]) -> tuple[int, int] | None:
        """The line and column behind a word that is the next from a spot on."""
        word = word.replace("'", "''") if self._quote == "'" else word
        (number, at), lines = spot, self.source.lines
        while number < len(lines):
            if (found := lines[number].find(word, at)) >= 0:
                return number, found + len(word)
            if lines[number][at:].strip(" \t\"'\\"):
                return None
            number, at = number + 1, 0
        return None

    def _letter(self, offset: int) -> Place | None:
        """The place of a character of a word."""
        ends, spots = self._ends
        last = bisect_right(ends, offset) - 1
        begun = self._value[max(ends[last], 0) : offset + 1].split()
        found = self._behind(begun[0], spots[last]) if len(begun) == 1 else None
        return found and Place(self._start.path, found[0] + 1, found[1], self.source.lines[found[0]])

    def _space(self, offset: int) -> Place | None:
        """The place of white space: behind the word before it, where the line has it as the value does."""
        last = len(self._value[:offset].rstrip()) - 1
        word = self._letter(last) if last >= 0 else None
        if word is None or word.source[word.column :][: offset - last] != self._value[last + 1 : offset + 1]:
            return None
        return Place(word.path, word.line, word.column + offset - last, word.source)


def place_of(source: Source, keys: Keys, offset: int) -> Place:
    """The place of one character of a value."""
    return Pointing(source, keys).place(offset)
