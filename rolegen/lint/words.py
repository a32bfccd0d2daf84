"""Words and phrases found in a text: whole words, in any case of letters, with no end of a sentence between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SOUGHT = re.compile(rf"{WORD.pattern}\*?|\*")
ANY = "*"
STEM = 4  # phrases whose longest word may go on are kept by so many of its letters
TEXTS = 2048  # so many texts are remembered: several rules ask for each, and copied wording comes again
VOCABULARY = 8192  # so many words are remembered by each list: what roles say has few words that no other role has


@dataclass(frozen=True)
class Words:
    """A text taken apart: each word as it is compared, and where it stands."""

    text: str
    folded: tuple[str, ...]

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The first character of each word, and the one behind its last."""
        return tuple(one.span() for one in WORD.finditer(self.text))

    @cached_property
    def is_in_capitals(self) -> bool:
        """Whether all its letters are capitals, as of a heading: then a capital says nothing."""
        return self.text.isupper()

    def between(self, first: int, last: int) -> str:
        """The text from one word to another, both with it."""
        return self.text[self.spans[first][0] : self.spans[last][1]]


@lru_cache(maxsize=TEXTS)
def words(text: str) -> Words:
    """The words of a text; “able-bodied” is two."""
    return Words(text, tuple([one.casefold() for one in WORD.findall(text.replace("’", "'"))]))


class Sought(NamedTuple):
    """A phrase to look for: its words, how many of them stand before the one that it is kept by, and its number.

    `is_exact` is one without “*”.
    """

    parts: tuple[str, ...]
    before: int
    number: int
    is_exact: bool


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their longest word, so that a text is gone through once however many there are.

    Each phrase has a number: that of the entry of the list that it came from.
    """

    whole: Mapping[str, list[Sought]]
    begun: Mapping[str, list[Sought]]  # by the beginning of a word that may go on
    lengths: tuple[int, ...]  # of these beginnings

    def all(self, text: Words) -> Iterator[tuple[int, int, int]]:
        """Each phrase at each place of a text: the first word, the one behind the last, the number."""
        for at, sought in enumerate(map(self._kept_by, text.folded)):
            if sought:
                yield from _standing(sought, text, at)

    @cached_property
    def _kept_by(self) -> Callable[[str], tuple[Sought, ...]]:
        """The phrases that a word may stand for: those that are kept by it, or by its beginning."""

        def sought(word: str) -> tuple[Sought, ...]:
            begun = (one for length in self.lengths for one in self.begun.get(word[:length], ()))
            fitting = (one for one in begun if _is(one.parts[one.before], word))
            return (*self.whole.get(word, ()), *fitting)

        return lru_cache(maxsize=VOCABULARY)(sought)

    def find(self, text: Words) -> Iterator[tuple[int, int, int]]:
        """The longest phrase at each word of a text, as in `all`."""
        longest: dict[int, tuple[int, int]] = {}
        for start, end, number in self.all(text):
            longest[start] = max(longest.get(start, (0, 0)), (end, number))
        return ((start, *longest[start]) for start in sorted(longest))


def lexicon(phrases: Iterable[tuple[str, int]]) -> Lexicon:
    """Phrases ready to be looked for, each with its number; without those that cannot be looked for."""
    whole: dict[str, list[Sought]] = {}
    begun: dict[str, list[Sought]] = {}
    for phrase, number in phrases:
        if its_words := parts(phrase):
            longest = max(its_words, key=len)
            place, key = (begun, longest[:-1][:STEM]) if longest.endswith(ANY) else (whole, longest)
            place.setdefault(key, []).append(Sought(its_words, its_words.index(longest), number, ANY not in phrase))
    return Lexicon(whole, begun, tuple({len(key): None for key in begun}))


def parts(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; none where it cannot be looked for: no words, any words only, or “*” before letters."""
    if phrase.isascii() and phrase.replace(" ", "").isalpha():  # most of them
        return tuple(phrase.lower().split())
    found = tuple(one.casefold() for one in SOUGHT.findall(phrase.replace("’", "'")))
    if ANY in phrase and (not any(part != ANY for part in found) or re.search(r"\*[^\W_]", phrase)):
        return ()
    return found


def _standing(sought: Iterable[Sought], text: Words, at: int) -> Iterator[tuple[int, int, int]]:
    for phrase, before, number, is_exact in sought:
        start, end = at - before, at - before + len(phrase)
        standing = text.folded[start:end] if start >= 0 else ()
        is_there = phrase == standing if is_exact else _fits(phrase, standing)
        if is_there and (len(phrase) == 1 or _is_unbroken(phrase, text.between(start, end - 1))):
            yield start, end, number


def _fits(phrase: tuple[str, ...], standing: tuple[str, ...]) -> bool:
    return len(phrase) == len(standing) and all(map(_is, phrase, standing))


def _is_unbroken(phrase: tuple[str, ...], between: str) -> bool:
    """Whether a text between two words ends no sentence, and for “any word” has no comma, bracket or dash either."""
    return not any(sign in between for sign in (".;:!?,()–—" if ANY in phrase else ".;:!?"))


def _is(part: str, word: str) -> bool:
    return part == word or (part.endswith(ANY) and word.startswith(part[:-1]))
