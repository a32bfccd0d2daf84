"""Things of several sizes one after the other: words in lines, boxes in columns and rows."""

from __future__ import annotations

from collections.abc import Sequence


def heaps(sizes: Sequence[float], gap: float, limit: float) -> list[tuple[int, int]]:
    """Things one after the other in as few heaps as a limit lets, from and up to; the heaps then as even as can be."""
    found = _heaped(sizes, gap, limit)
    least, most = max(sizes), min(limit, sum(sizes) + gap * len(sizes))
    for _ in range(10 if 1 < len(found) < len(sizes) else 0):
        middle = (least + most) / 2
        tried = _heaped(sizes, gap, middle)
        if len(tried) > len(found):
            least = middle
        else:
            most, found = middle, tried
    return found


def _heaped(sizes: Sequence[float], gap: float, limit: float) -> list[tuple[int, int]]:
    found, start, used = [], 0, 0.0
    for number, size in enumerate(sizes):
        if number > start and used + gap + size > limit:
            found.append((start, number))
            start, used = number, size
        else:
            used += size + (gap if number > start else 0)
    return [*found, (start, len(sizes))]


def stacked(sizes: Sequence[float], gap: float) -> float:
    """How much room things take one after the other."""
    return sum(sizes) + gap * (len(sizes) - 1) if sizes else 0.0
