"""Of the manners in which a chart can be arranged the one that is read best."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log

from rolegen.chart import look
from rolegen.chart.arranging import AIRY, CLOSE, Arranging, Manner
from rolegen.chart.tree import Tree

WIDTHS = (90.0, 100.0, 110.0, 120.0, 128.0, 136.0)  # of a box at full size
USUAL = 124.0
SMALLEST = 0.8  # of full size, so that the smallest words are of seven points
LARGE = 0.9
PLEASANT = 1.3  # width to height, or more
PARTS = (1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10, 14, 20, 32)  # of all boxes, one above the other, that make a column
ROWS = (1, 0.8, 0.6, 0.3)  # how small a chart may be for a row of those who report to none to be as wide as the page
SIDE_BY_SIDE = 8  # tiers at most
HANGING = 0.05  # what makes an arrangement less good, as parts of its size: each tier hanging under its superior
UNUSUAL = 0.002  # each point that boxes are wider or narrower than usual
CROWDED = 0.06  # little room between boxes
BROKEN = 0.15  # words broken
NESTED = 0.03  # several columns under one who hangs in a column
UNLIKE = 0.03  # some with one column under them, others with several
TALL = 0.06  # each time that it is taller than is pleasant, by its logarithm
MANY = 80  # posts, that are on no page whatever is tried, so that less is

Room = tuple[float, float]  # width and height in points


@dataclass(frozen=True, slots=True)
class Choice:
    """An arrangement, and how large it can be on the page, of full size."""

    arranging: Arranging
    scale: float
    worth: float


def choose(tree: Tree, rooms: Sequence[Room]) -> Choice:
    """The best arrangement of a chart with one box or more, in one of the rooms that pages leave for it.

    Large words count most, and most of all where the smallest would be under seven points; then what a reader expects.
    """
    manners = sorted(_manners(tree, max(wide for wide, _ in rooms)), key=lambda pair: pair[0])
    heights = {
        width: [look.height(box, width) for box in tree.boxes] for width in {manner.width for _, manner in manners}
    }
    best = _tried(tree, heights, manners[0], rooms)
    for fault, manner in manners[1:]:
        if best.worth >= -fault:
            break
        best = max(best, _tried(tree, heights, (fault, manner), rooms), key=lambda choice: choice.worth)
    return best


def _manners(tree: Tree, widest_room: float) -> Iterator[tuple[float, Manner]]:
    """The manners to be tried, each with what it lacks even where its words are as large as they can be."""
    many = len(tree.boxes) > MANY
    widest = look.widest(tree.boxes)
    rows = [widest_room / scale for scale in ROWS[: None if len(tree.roots) > 1 else 1]]
    tiers = range(min(tree.depth, SIDE_BY_SIDE) + 1)
    widths, parts = (WIDTHS[2:4], PARTS[::2]) if many else (WIDTHS, PARTS)
    for width, tier, part, row, air in product(widths, tiers, parts, rows, (AIRY, CLOSE)):
        fault = (
            HANGING * (tree.depth - tier)
            + UNUSUAL * abs(width - USUAL)
            + CROWDED * (air is CLOSE)
            + BROKEN * (widest > look.room(width))
        )
        yield fault, Manner(width, tier, part, row, air)


def _tried(
    tree: Tree, heights: Mapping[float, Sequence[float]], manner: tuple[float, Manner], rooms: Sequence[Room]
) -> Choice:
    fault, found = manner
    high = heights[found.width]
    tried = Arranging(tree, high, replace(found, column=sum(high) / found.column))
    scale = max(min(1.0, wide / tried.width, tall / tried.height) for wide, tall in rooms)
    fault += UNLIKE * tried.uneven + NESTED * tried.nested + TALL * max(0.0, log(PLEASANT * tried.height / tried.width))
    return Choice(tried, scale, _readable(scale) - fault)


def _readable(scale: float) -> float:
    """How well words are read: what they are smaller counts most where they are small already."""
    return 0.5 * log(scale) + 0.5 * min(0.0, log(scale / LARGE)) + 4 * min(0.0, log(scale / SMALLEST))
