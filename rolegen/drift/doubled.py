"""Words and signs that stand twice, as happens when a sentence is mended by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rolegen.drift.wording import Words, is_word
from rolegen.framework import PLACEHOLDER

LONGEST = 3  # words that are repeated together: “in support of in support of”
PREPOSITIONS = "about|against|at|by|for|from|in|into|of|on|over|through|to|upon|with"
# “for which the role is responsible for.”: the second must end its clause, where it has nothing else to go with.
TWICE = re.compile(
    rf"\b({PREPOSITIONS})\s+(?:which|whom)\b[^,.;:]*?\s(\1)(?=\s*(?:[,.;:]|$|and\b|or\b))", re.IGNORECASE
)
SIGNS = re.compile(r"(?<![,.;:])([,.;:])\s*\1(?![,.;:])")  # three full stops are meant


def doubled(words: Words, values: Mapping[str, str]) -> Iterator[tuple[range, str]]:
    """Where a text has words twice, and the words; `values` are what its placeholders stand for."""
    spoken = [_spoken(token, values) for token in words.tokens]
    n = 0
    while n < len(spoken):
        length = next((size for size in range(1, LONGEST + 1) if _is_twice(spoken, n, size)), 0)
        if length:
            yield range(n, n + 2 * length), words.part(n, n + 2 * length).strip()
        elif n and len(spoken[n]) > 1 and spoken[n - 1] == spoken[n][:1] == ("the",):
            yield range(n - 1, n + 1), words.part(n - 1, n + 1).strip()
        n += max(2 * length - 1, 1)
    for pattern in (TWICE, SIGNS):
        for found in pattern.finditer(words.text):
            yield words.covering(*found.span()), found[0]


def _spoken(token: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """A word as it is read: a placeholder is what stands for it."""
    placeholder = PLACEHOLDER.match(token)
    return tuple(values.get(placeholder[1], token).casefold().split()) if placeholder else (token.casefold(),)


def _is_twice(spoken: list[tuple[str, ...]], at: int, size: int) -> bool:
    first, second = spoken[at : at + size], spoken[at + size : at + 2 * size]
    return first == second and all(is_word(word) and not word.isdigit() for words in first for word in words)
