"""Words and phrases found in a text: whole words, in any case of letters, with no end of a sentence between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Words:
    """A text taken apart: each word as it is compared, and where it stands."""

    text: str
    folded: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def words(text: str) -> Words:
    """The words of a text; “able-bodied” is two."""
    found = [*WORD.finditer(text)]
    return Words(text, tuple(one[0].casefold().replace("’", "'") for one in found), tuple(one.span() for one in found))


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their first word, so that a text is gone through once however many there are.

    Each phrase has a number: that of the entry of the list that it came from.
    """

    whole: Mapping[str, list[tuple[tuple[str, ...], int]]]
    begun: Mapping[str, list[tuple[tuple[str, ...], int]]] = field(default_factory=dict)

    def find(self, text: Words) -> Iterator[tuple[int, int, int]]:
        """The phrases in a text, the longest at each word: the first word, the one behind the last, the number."""
        for at, word in enumerate(text.folded):
            found = [*self.whole.get(word, ()), *self._beginning(word)]
            fitting = [(len(phrase), n) for phrase, n in found if _fits(phrase, text, at)]
            if fitting:
                length, number = max(fitting)
                yield at, at + length, number

    def _beginning(self, word: str) -> Iterator[tuple[tuple[str, ...], int]]:
        """Phrases whose first word may go on."""
        if self.begun:
            for length in range(2, len(word) + 1):
                yield from self.begun.get(word[:length], ())


def lexicon(phrases: Iterable[tuple[str, int]]) -> Lexicon:
    """Phrases ready to be looked for, each with its number."""
    whole: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    begun: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for phrase, number in phrases:
        parts = tuple(phrase.casefold().replace("’", "'").replace("-", " ").split())
        first = parts[0]
        place = begun if first.endswith(ANY) else whole
        place.setdefault(first.rstrip(ANY), []).append((parts, number))
    return Lexicon(whole, begun)


def _fits(phrase: tuple[str, ...], text: Words, at: int) -> bool:
    """Whether a phrase stands at a word, with no end of a sentence in it."""
    if at + len(phrase) > len(text.folded):
        return False
    if not all(_is(part, text.folded[at + n]) for n, part in enumerate(phrase)):
        return False
    between = text.text[text.spans[at][0] : text.spans[at + len(phrase) - 1][1]]
    return not any(sign in between for sign in ".;:!?")


def _is(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith(ANY) else word == part
