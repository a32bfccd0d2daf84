"""The order of clauses: the first level's, those that it lacks where the others have them; or the paper's numbers."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rolegen.paper.contents import Statement
from rolegen.paper.matching import Group, number_of


def in_order(groups: Sequence[Group], statements: Iterable[Statement], levels: Sequence[str]) -> list[Group]:
    """A theme's clauses in their order; the statements stand as they are read."""
    number = {id(one): n for n, group in enumerate(groups) for one in group.members}
    read: dict[str, list[int]] = {level: [] for level in levels}
    for one in statements:
        if number[id(one)] not in read[one.level]:
            read[one.level].append(number[id(one)])
    order = _merged([own for own in read.values() if own])
    return _by_number([groups[n] for n in order])


def _merged(sequences: Sequence[Sequence[int]]) -> list[int]:
    """One order that keeps to all the sequences where they agree, else to the first of them."""
    found: list[int] = []
    for sequence in sequences:
        for n, one in enumerate(sequence):
            if one not in found:
                found.insert(_place(found, sequence, n), one)
    return _sorted(found, {pair for sequence in sequences for pair in pairwise(sequence)}) or found


def _place(found: Sequence[int], sequence: Sequence[int], n: int) -> int:
    """Where a new one stands: before the next that is there; behind all others where none is, as it ends its sequence.

    Where the next stands before the one that should come first, behind that one.
    """
    before = found.index(sequence[n - 1]) + 1 if n else 0
    later = next((found.index(one) for one in sequence[n + 1 :] if one in found), len(found))
    return max(before, later)


def _sorted(found: Sequence[int], steps: Iterable[tuple[int, int]]) -> list[int]:
    """The same, each step kept; empty where the steps go in a circle. What comes first in `found` goes first."""
    rank = {one: n for n, one in enumerate(found)}
    waiting = dict.fromkeys(found, 0)
    after: dict[int, list[int]] = {one: [] for one in found}
    for one, other in steps:
        after[one].append(other)
        waiting[other] += 1
    ready = [rank[one] for one, count in waiting.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        order.append(one := found[heapq.heappop(ready)])
        for other in after[one]:
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(ready, rank[other])
    return order if len(order) == len(found) else []


def _by_number(groups: Sequence[Group]) -> list[Group]:
    """By the paper's own numbers, where no two clauses have the same one and no level counts for itself."""
    numbers = [number_of(group) for group in groups]
    told = [number for number in numbers if number is not None]
    if len(set(told)) < len(told) or len(told) < 2:
        return list(groups)
    return ranked(groups, {n: number for n, number in enumerate(numbers) if number is not None})


def ranked(groups: Sequence[Group], ranks: Mapping[int, int]) -> list[Group]:
    """Those that have a rank by it; each of the others behind the one that it stands behind."""
    keys, last = [], -1
    for n in range(len(groups)):
        last = ranks.get(n, last)
        keys.append(last)
    return [groups[n] for n in sorted(range(len(groups)), key=lambda n: (keys[n], n not in ranks, n))]
