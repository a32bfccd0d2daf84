"""How alike two wordings are: the words that they share, those left out that only hold a sentence together."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from rolegen.framework import PLACEHOLDER

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
OF_GRAMMAR = (
    "a about across after all also an and any are as at be been both but by can do does each every for from had has"
    " have how in into is it its may must no nor not of on or other our own shall she should so such than that the"
    " their them then there these they this those through to under was we were what when where which who whom whose"
    " will with within you your"
)
FUNCTION_WORDS = frozenset(OF_GRAMMAR.split())
KEPT = 4096  # wordings whose words are remembered; a paper has some hundreds


@lru_cache(maxsize=KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in their order, in small letters, placeholders left out."""
    return tuple([found.replace("’", "'") for found in WORD.findall(PLACEHOLDER.sub(" ", text).casefold())])


def telling(text: str) -> tuple[str, ...]:
    """Those of its words that say what it is about; all of them where none does."""
    found = words(text)
    return tuple([word for word in found if word not in FUNCTION_WORDS]) or found


def same(one: str, other: str) -> bool:
    """True of wordings that differ in capitals and punctuation at most."""
    return one == other or words(one) == words(other) != ()


def likeness(one: str, other: str) -> float:
    """The share of telling words in common, 0 to 1 (Dice)."""
    first, second = _counted(one), _counted(other)
    total = first.total() + second.total()
    return 2 * sum((first & second).values()) / total if total else 0.0


@lru_cache(maxsize=KEPT)
def _counted(text: str) -> Counter[str]:
    return Counter(telling(text))
