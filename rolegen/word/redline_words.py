"""The words of a paragraph of a redline: which stay, which are deleted and which inserted, each with its look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Literal

from rolegen.diff.lines import Line
from rolegen.diff.words import TOKEN, pieces
from rolegen.document import Inline, Row, Run

Mark = Literal["same", "removed", "added"]
Content = tuple[Inline, ...]
Stretch = tuple[Inline, Mark]

PICTURE = "\ufffc"  # stands for a picture among the words: Unicode's object replacement character


def stretches(old: Content, new: Content) -> list[Stretch]:
    """The words in order, each stretch of one look; what goes stands before what comes in its place."""
    if old == new:
        return [(part, "same") for part in new]
    found = list(_stretches(old, new))
    if any(mark == "same" for _, mark in found):
        return _in_order(found)
    return [*((part, "removed") for part in old), *((part, "added") for part in new)]


def beginning_otherwise(words: list[Stretch], mark: Mark) -> list[Stretch]:
    """The same words, in another order or with another one replaced, so that they do not begin with this mark."""
    n = next((n for n, (_, own) in enumerate(words) if own == "same"), len(words))
    change, rest = words[:n], words[n:]
    if all(own == mark for _, own in change) and rest:
        first, more = _first_word(rest[0][0])
        change += [(first, "removed"), (first, "added")]
        rest = [*((part, "same") for part in more), *rest[1:]]
    other = [stretch for stretch in change if stretch[1] != mark]
    return [*other, *(stretch for stretch in change if stretch[1] == mark), *rest]


def content_of(line: Line | None) -> Content:
    """What a paragraph says; a row says nothing of its own."""
    return () if line is None or isinstance(line.block, Row) else line.block.content


def _in_order(found: list[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    removed: list[Stretch] = []
    added: list[Stretch] = []
    for stretch in found:
        if stretch[1] == "same":
            kept += [*removed, *added, stretch]
            removed, added = [], []
        else:
            (removed if stretch[1] == "removed" else added).append(stretch)
    return [*kept, *removed, *added]


def _first_word(part: Inline) -> tuple[Inline, list[Inline]]:
    found = TOKEN.match(part.text) if isinstance(part, Run) else None
    if not isinstance(part, Run) or not found or found.end() == len(part.text):
        return part, []
    return replace(part, text=found[0]), [replace(part, text=part.text[found.end() :])]


def _stretches(old: Content, new: Content) -> Iterator[Stretch]:
    i = j = 0
    for piece in pieces(_characters(old), _characters(new)):
        n = len(piece.text)
        if piece.kind == "same":
            yield from _same_words(_cut(old, i, i + n), _cut(new, j, j + n))
        elif piece.kind == "removed":
            yield from ((part, "removed") for part in _cut(old, i, i + n))
        else:
            yield from ((part, "added") for part in _cut(new, j, j + n))
        i, j = i + n * (piece.kind != "added"), j + n * (piece.kind != "removed")


def _same_words(old: Content, new: Content) -> Iterator[Stretch]:
    """Words that stay; where their look changed they are deleted and inserted."""
    edges = sorted({0, *_ends(old), *_ends(new)})
    for start, stop in pairwise(edges):
        (was,), (now,) = _cut(old, start, stop), _cut(new, start, stop)
        if _look(was) == _look(now):
            yield now, "same"
        else:
            yield from ((was, "removed"), (now, "added"))


def _characters(content: Content) -> str:
    return "".join(part.text if isinstance(part, Run) else PICTURE for part in content)


def _ends(content: Content) -> list[int]:
    """Where each run and picture ends."""
    return list(accumulate(len(part.text) if isinstance(part, Run) else 1 for part in content))


def _cut(content: Content, start: int, stop: int) -> Content:
    """The runs and pictures from one character to another."""
    found: list[Inline] = []
    for part, end in zip(content, _ends(content), strict=True):
        begin = end - (len(part.text) if isinstance(part, Run) else 1)
        if begin < stop and start < end:
            words = slice(max(start - begin, 0), stop - begin)
            found.append(replace(part, text=part.text[words]) if isinstance(part, Run) else part)
    return tuple(found)


def _look(part: Inline) -> Inline:
    return replace(part, text="", field="") if isinstance(part, Run) else part
