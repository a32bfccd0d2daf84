"""Word lists of rules that have a function of their own: made ready once, looked for in any text."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from rolegen.lint.words import Lexicon, lexicon, words


class Heard(NamedTuple):
    """Words of a text that stand in a list: from one character up to another, and which of the lists it is."""

    start: int
    end: int
    which: int


@lru_cache(maxsize=64)
def vocabulary(*lists: tuple[str, ...]) -> Lexicon:
    """The phrases of some lists; where several fit at a word, the longest of them all counts."""
    return lexicon((phrase, number) for number, phrases in enumerate(lists) for phrase in phrases)


def heard(known: Lexicon, text: str) -> tuple[Heard, ...]:
    """What a text has of the lists, in its order."""
    taken = words(text)
    return tuple(
        Heard(taken.spans[start][0], taken.spans[end - 1][1], number) for start, end, number in known.find(taken)
    )
