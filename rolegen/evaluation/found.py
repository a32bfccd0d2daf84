"""What a comparison found, before it is told with its rule's title, reason and basis; and shares in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from rolegen.evaluation.finding import Outcome
from rolegen.problems import listed

PARTED = re.compile(r"[,;:.]|\b(and|or)\b|&")
NOT_STATED = "not stated"
MOST_NAMED = 6  # in a sentence
LONGEST = 100  # characters of a text that is quoted


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: what that comes to, in one sentence, with both sides and the size of the change."""

    outcome: Outcome
    said: str
    before: str = ""
    after: str = ""
    change: str = ""


def per_cent(share: Fraction) -> str:
    """A share of a hundred in words, rounded; one that would round up to a threshold it misses is “just under” it."""
    if 0 < share < Fraction(1, 10):
        return "less than 0.1%"
    step = 1 if share >= 100 else 10
    rounded = Fraction(int(share * step + Fraction(1, 2)), step)
    just = "just under " if step > 1 and share < rounded == int(rounded) else ""
    return f"{just}{float(rounded):,.1f}".removesuffix(".0") + "%"


def counted(number: int, one: str, more: str = "") -> str:
    """“one accountability”, “3 accountabilities”."""
    return f"one {one}" if number == 1 else f"{number} {more or f'{one}s'}"


def named(names: Sequence[str]) -> str:
    """“Libraries and Registration”; each in quotes where one has an “and” or a comma of its own; the rest counted."""
    shown = [*(quoted(*names) if len(names) > 1 else names)]
    return listed(shown, MOST_NAMED) or "none"


def quoted(*names: str) -> tuple[str, ...]:
    """Names as they stand in a sentence: all in quotes where one of them would break it up."""
    return tuple(f"“{name}”" for name in names) if any(map(PARTED.search, names)) else names


def quotes(texts: Sequence[str]) -> str:
    """The texts, each in quotes and cut where it is long; the rest counted."""
    shown = [f"“{text if len(text) <= LONGEST else f'{text[:LONGEST].rsplit(None, 1)[0]} …'}”" for text in texts]
    more = len(shown) - MOST_NAMED
    return "; ".join([*shown[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]) or "none"


def capital(sentence: str) -> str:
    """With a capital at its beginning."""
    return sentence[:1].upper() + sentence[1:]
