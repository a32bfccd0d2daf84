"""What two sequences have in common, and what of it stands in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Pair = tuple[int, int]

MAX_AREA = 40_000  # old × new values without a landmark among them that are still compared each with each


def rising(values: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Where the heaviest strictly rising subsequence stands.

    A staircase of the heaviest sums so far, each with the value it ends in: n log n steps.
    """
    ends: list[int] = []
    totals: list[float] = []
    steps: list[int] = []
    before: list[int] = []
    for n, (value, weight) in enumerate(zip(values, weights, strict=True)):
        at = bisect_left(ends, value)
        before.append(steps[at - 1] if at else -1)
        total = weight + (totals[at - 1] if at else 0.0)
        stop = at
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        if stop > at or at == len(ends) or ends[at] != value:
            ends[at:stop], totals[at:stop], steps[at:stop] = [value], [total], [n]
    found = []
    n = steps[-1] if steps else -1
    while n >= 0:
        found.append(n)
        n = before[n]
    return found[::-1]


def matching(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Equal values paired in order: what begins and ends alike first, then around values that are there only once.

    Such landmarks read better than the longest common subsequence, and cost n log n (Bram Cohen's patience diff).
    """
    found: list[Pair] = []
    open_stretches = [(0, len(old), 0, len(new))]
    while open_stretches:
        a, b, c, d = open_stretches.pop()
        while a < b and c < d and old[a] == new[c]:
            found.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            found.append((b, d))
        if a == b or c == d:
            continue
        if landmarks := _landmarks(old[a:b], new[c:d]):
            edges = [(a - 1, c - 1), *((a + i, c + j) for i, j in landmarks), (b, d)]
            found += edges[1:-1]
            open_stretches += [(i + 1, k, j + 1, n) for (i, j), (k, n) in pairwise(edges)]
        elif (b - a) * (d - c) <= MAX_AREA:
            found += [(a + i, c + j) for i, j in _longest_first(old[a:b], new[c:d])]
    return sorted(found)


def _landmarks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Values that either side has exactly once, the most of them that stand in the same order."""
    once_old, once_new = Counter(old), Counter(new)
    place = {value: n for n, value in enumerate(new)}
    pairs = [(n, place[value]) for n, value in enumerate(old) if once_old[value] == once_new[value] == 1]
    return [pairs[n] for n in rising([j for _, j in pairs], [1.0] * len(pairs))]


def _longest_first(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return [(block.a + n, block.b + n) for block in blocks for n in range(block.size)]
