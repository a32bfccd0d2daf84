"""Words that a framework says, taken apart so that they can be compared and pointed at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rolegen.diff.words import SIGNS, WORD
from rolegen.framework import PLACEHOLDER, Clause, Framework, versions_of
from rolegen.pointing import place_of
from rolegen.problems import Place
from rolegen.source import Keys, Source

TOKEN = re.compile(rf"{PLACEHOLDER.pattern}(?:['’]s)?|{WORD}|[{SIGNS}]")

Cell = tuple[str, str]  # a level and a variant


@dataclass(frozen=True, eq=False)
class Words:
    """A text as its words and signs, whatever the space between them; `{{ area }}` counts as a word."""

    text: str

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where in the text each word or sign begins and ends."""
        return tuple(found.span() for found in TOKEN.finditer(self.text))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Each word and each sign."""
        found = (self.text[start:end] for start, end in self.spans)
        return tuple(re.sub(r"\s", "", token) if token[0] == "{" else token for token in found)

    @cached_property
    def folded(self) -> Counter[str]:
        """How often each word and sign is there, capitals or not."""
        return Counter(map(str.casefold, self.tokens))

    @cached_property
    def count(self) -> int:
        """How many words there are, signs apart."""
        return sum(map(is_word, self.tokens))

    def part(self, start: int, end: int) -> str:
        """The text from one word up to another, with the space before it."""
        if start >= end:
            return ""
        return self.text[self.spans[start - 1][1] if start else 0 : self.spans[end - 1][1]]

    def covering(self, start: int, end: int) -> range:
        """The words and signs that stand between two characters of the text."""
        return range(sum(e <= start for _, e in self.spans), sum(s < end for s, _ in self.spans))


@dataclass(frozen=True, eq=False)
class Wording(Words):
    """One wording of a clause: the levels' variants that have it, and where it stands."""

    cells: tuple[Cell, ...]
    keys: Keys
    place: Place


def is_word(token: str) -> bool:
    """True for a word or a placeholder, not for a sign."""
    return len(token) > 1 or token.isalnum()


def plain(text: str) -> str:
    """The text with one space wherever it has any: how a line is broken says nothing."""
    return " ".join(text.split())


def wordings(framework: Framework, clause: Clause) -> tuple[Wording, ...]:
    """The wordings of a clause that differ, each with those who share it, in the order of the levels."""
    sharing: dict[str, list[Cell]] = {}
    for cell in cells(framework):
        text = clause.wording(*cell)
        if text is not None:
            sharing.setdefault(plain(text), []).append(cell)
    return tuple(
        Wording(text, tuple(own), framework.keys(clause, *own[0]), framework.place(clause, *own[0]))
        for text, own in sharing.items()
    )


def cells(framework: Framework) -> Iterator[Cell]:
    """Every level's variants."""
    return ((level.id, variant) for level in framework.levels for variant in versions_of(level))


def pointed(source: Source, keys: Keys, words: Words, index: int) -> Place:
    """The line and column of a word of a file's value, or where the value begins if YAML's escapes hide the word."""
    value, before = source.at(keys), words.text[: words.spans[index][0]]
    letters = [at for at, letter in enumerate(value if isinstance(value, str) else "") if not letter.isspace()]
    return place_of(source, keys, letters[len("".join(before.split()))])


def contains(tokens: Sequence[str], part: Sequence[str]) -> bool:
    """Whether words stand side by side in others."""
    size = len(part)
    return any(tuple(tokens[n : n + size]) == tuple(part) for n in range(len(tokens) - size + 1))
