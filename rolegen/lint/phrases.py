"""Phrases of a rule's lists as patterns, for the rules that look at where in a sentence words stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST = 400  # characters of a sentence on either side of a word that are looked at
ENDS = ".;!?\n"  # of a sentence, or of a part of one that stands for itself
BETWEEN = r"(?:\s+(?!(?:and|with|plus)\b)[\w'’/-]+){0,5}?\s+"  # “…” in a phrase: up to five words of the same thing


def either(phrases: Sequence[str]) -> str:
    """A pattern for any of some phrases: “*” ends a word that may go on, “…” stands for a few words."""
    begun: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        first, _, rest = phrase.strip().replace("-", " ").partition(" ")
        begun.setdefault(first, []).append(rest)
    return f"(?:{'|'.join(_word(first) + _any(rests) for first, rests in begun.items())})"


@lru_cache(maxsize=256)
def pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some phrases, as whole words and in any case of letters."""
    return re.compile(rf"(?<!\w){either(phrases)}", re.IGNORECASE)


class Same:
    """A rule's lists as a key to what is made of them: the same object, as to compare their words takes too long."""

    __slots__ = ("lists",)

    def __init__(self, lists: Mapping[str, tuple[str, ...]]) -> None:
        self.lists = lists

    def __hash__(self) -> int:
        return id(self.lists)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.lists is self.lists


@dataclass(frozen=True, slots=True)
class SingleWords:
    """Single words, some of which may go on."""

    whole: frozenset[str]
    begun: tuple[str, ...]

    def __contains__(self, word: str) -> bool:
        return word in self.whole or (bool(self.begun) and word.startswith(self.begun))


@lru_cache(maxsize=256)
def single_words(words: tuple[str, ...]) -> SingleWords:
    """The words of a list, ready to be asked for."""
    folded = [word.casefold().replace("’", "'") for word in words]
    begun = tuple(word[:-1] for word in folded if word.endswith("*"))
    return SingleWords(frozenset(word for word in folded if not word.endswith("*")), begun)


def sentence_of(text: str, at: int) -> tuple[int, int]:
    """Where the sentence with a character begins and ends; of what never ends, the part around it."""
    first, last = max(at - LONGEST, 0), min(at + LONGEST, len(text))
    start = max(text.rfind(sign, first, at) for sign in ENDS) + 1
    ends = [found for sign in ENDS if (found := text.find(sign, at, last)) >= 0]
    return start or first, min(ends, default=last)


def shortened(text: str, most: int = 60) -> str:
    """Words to quote in a message: on one line, and not many of them."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"


def _any(rests: Sequence[str]) -> str:
    """What may follow a first word; each begins with the space before it."""
    return f"(?:{'|'.join(_one(rest) for rest in rests)})" if any(rests) else ""


def _one(rest: str) -> str:
    spaced = [rf"[\s-]+{_word(word)}" if word != "…" else BETWEEN for word in rest.split()]
    return "".join(spaced).replace(rf"{BETWEEN}[\s-]+", BETWEEN)


def _word(word: str) -> str:
    bare = re.sub("['’]", "['’]", re.escape(word.rstrip("*")))
    return bare + (r"[\w'’]*" if word.endswith("*") else r"(?!\w)")
