"""Which characters of a file the characters of a value are: where its words can be changed in place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rolegen.source import LINE_END
from rolegen.yamledit.nodes import BLOCK_TEXT, Node

WORD = re.compile(r"\S+")
NOWHERE = -1


@dataclass(frozen=True)
class Spelt:
    """For each character of a value where it begins in the file, and in which quotes; -1 where it is not as it reads.

    That is so of white space around a line break, which YAML folds.
    """

    starts: Sequence[int]
    quote: str

    def span(self, start: int, end: int, value: str) -> tuple[int, int] | None:
        """From where to where in the file these characters of the value stand; None where that is not plain."""
        if start == end:
            at = self.starts[start] if start < len(self.starts) else self._behind(start, value)
            return None if at == NOWHERE else (at, at)
        first, last = self.starts[start], self._behind(end, value)
        return None if NOWHERE in (first, last) else (first, last)

    def _behind(self, end: int, value: str) -> int:
        at = self.starts[end - 1] if end else NOWHERE
        return at if at == NOWHERE else at + len(self.written(value[end - 1]))

    def written(self, words: str) -> str:
        """Words as these quotes have them."""
        return words.replace("'", "''") if self.quote == "'" else words


def spelt(text: str, node: Node) -> Spelt | None:
    """Where each character of a text's value stands in its file; None where escapes hide that."""
    value, start, end = str(node.value), node.start, node.end
    if node.style in BLOCK_TEXT:
        header = LINE_END.search(text, start, end)
        start = header.end() if header else end
    elif node.style:
        start, end = start + 1, end - 1
    if node.style == '"' and "\\" in text[start:end]:
        return None
    found = Spelt([NOWHERE] * len(value), node.style)
    read, raw = [*WORD.finditer(value)], [*WORD.finditer(text, start, end)]
    if [found.written(one[0]) for one in read] != [one[0] for one in raw]:
        return None
    starts, behind, raw_behind = list(found.starts), 0, start
    for one, other in zip(read, raw, strict=True):
        gap = value[behind : one.start()]
        if gap == text[raw_behind : other.start()]:
            starts[behind : one.start()] = range(raw_behind, other.start())
        at = other.start()
        for n, character in enumerate(one[0], one.start()):
            starts[n] = at
            at += len(found.written(character))
        behind, raw_behind = one.end(), other.end()
    if value[behind:] == text[raw_behind:end]:
        starts[behind:] = range(raw_behind, end)
    return Spelt(starts, node.style)
