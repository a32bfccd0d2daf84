"""The best way to pair things of one kind with things of another, each at most once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

Pair = tuple[int, int]
Scores = Mapping[Pair, float]

LARGEST = 100  # things on either side that hang together and are still paired in the best way; more: one by one


def paired(scores: Scores) -> dict[int, int]:
    """Which thing goes with which, so that the scores are most in total; what has no score is no pair."""
    found: dict[int, int] = {}
    for part in _parts(scores):
        sides = {i for i, _ in part}, {j for _, j in part}
        found |= _best(part) if max(map(len, sides)) <= LARGEST else _one_by_one(part)
    return found


def _parts(scores: Scores) -> Iterator[dict[Pair, float]]:
    """The pairs in stretches that share nothing with each other."""
    rows, columns = defaultdict(list), defaultdict(list)
    for i, j in scores:
        rows[i].append((i, j))
        columns[j].append((i, j))
    left = dict(scores)
    while left:
        part: dict[Pair, float] = {}
        reached = [next(iter(left))]
        while reached:
            pair = reached.pop()
            if (score := left.pop(pair, None)) is not None:
                part[pair] = score
                reached += [*rows.pop(pair[0], ()), *columns.pop(pair[1], ())]
        yield part


def _one_by_one(part: Scores) -> dict[int, int]:
    found: dict[int, int] = {}
    taken: set[int] = set()
    for (i, j), _ in sorted(part.items(), key=lambda item: (-item[1], item[0])):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _best(part: Scores) -> dict[int, int]:
    rows, columns = sorted({i for i, _ in part}), sorted({j for _, j in part})
    if len(rows) > len(columns):
        return {i: j for j, i in _best({(j, i): score for (i, j), score in part.items()}).items()}
    table = [[-part.get((i, j), 0.0) for j in columns] for i in rows]
    pairs = ((rows[n], columns[m]) for n, m in enumerate(cheapest(table)))
    return {i: j for i, j in pairs if (i, j) in part}


def cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row its column, so that the sum of the costs is least; there are no more rows than columns.

    The Hungarian method with potentials, a row at a time: rows × rows × columns steps. Row and column 0 stand for none.
    """
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0] = row
        way = _way(costs, holder, of_row, of_column)
        for column, earlier in pairwise(way):
            holder[column] = holder[earlier]
    found = [0] * rows
    for column in range(1, columns + 1):
        if holder[column]:
            found[holder[column] - 1] = column - 1
    return found


def _way(costs: Sequence[Sequence[float]], holder: list[int], of_row: list[float], of_column: list[float]) -> list[int]:
    """The columns from a free one back to 0, each of which gives its row to the one before it; potentials are moved."""
    count = len(of_column)
    slack, before, done = [math.inf] * count, [0] * count, [False] * count
    at = 0
    while holder[at]:
        done[at] = True
        row, step, nearest = holder[at], math.inf, 0
        for column in range(1, count):
            if done[column]:
                continue
            cost = costs[row - 1][column - 1] - of_row[row] - of_column[column]
            if cost < slack[column]:
                slack[column], before[column] = cost, at
            if slack[column] < step:
                step, nearest = slack[column], column
        for column in range(count):
            if done[column]:
                of_row[holder[column]] += step
                of_column[column] -= step
            else:
                slack[column] -= step
        at = nearest
    way = [at]
    while way[-1]:
        way.append(before[way[-1]])
    return way
