"""A chart that is too large for a page → an overview, and the branches below it, each of which can be read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from rolegen.chart.box import Box, Chart, walk

Fits = Callable[[Chart], bool]


def parts(chart: Chart, fits: Fits) -> tuple[Chart, ...]:
    """The chart itself where it fits; else as many of its upper tiers as do, and then each branch that these cut off.

    A branch begins with a post that the overview shows with those under it, so that one finds one's way.
    """
    deep = max((depth for depth, _ in _deep(chart.roots, 0)), default=0)
    if deep < 2 or fits(chart):
        return (chart,)
    tiers = 1 + bisect_left(range(2, deep), True, key=lambda more: not fits(_upper(chart, more)))
    first = max(tiers - 1, 1)
    below = [box for depth, box in _deep(chart.roots, 0) if depth == first and _reaches(box, first, tiers)]
    return (_upper(chart, tiers), *(part for box in below for part in parts(_branch(chart, box), fits)))


def _deep(boxes: tuple[Box, ...], depth: int) -> Iterator[tuple[int, Box]]:
    """Every box, and how many stand above it."""
    for box in boxes:
        yield depth, box
        yield from _deep(box.children, depth + 1)


def _reaches(box: Box, depth: int, tiers: int) -> bool:
    """Whether anything under a box at that depth stands lower than so many tiers."""
    return any(deep > tiers for deep, _ in _deep((box,), depth))


def _branch(chart: Chart, box: Box) -> Chart:
    return Chart(box.title, chart.subtitle, (box,))


def _upper(chart: Chart, tiers: int) -> Chart:
    """The chart without what stands under its first tiers."""
    return replace(chart, roots=tuple([_cut(box, tiers) for box in chart.roots]))


def _cut(box: Box, tiers: int) -> Box:
    if not box.children:
        return box
    if tiers:
        return replace(box, children=tuple([_cut(child, tiers - 1) for child in box.children]))
    count = sum(1 for _ in walk(box.children))
    return replace(box, lines=(*box.lines, f"{count:,} {'post' if count == 1 else 'posts'} under it"), children=())
