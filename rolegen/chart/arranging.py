"""Where the boxes of a chart stand: the upper tiers side by side, what is below hanging under its superior."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rolegen.chart.heaping import heaps, stacked
from rolegen.chart.shapes import Line
from rolegen.chart.tree import Tree

STRAIGHT = 20.0  # points that a superior may stand from the middle, to stand straight above one of those under it


@dataclass(frozen=True, slots=True)
class Air:
    """How much room is left between boxes, in points.

    `tier` is between a superior and those side by side under it, `stack` between boxes in a column, `indent` how far a
    column stands to the right of its superior, `column` between columns under one superior, `near` between boxes side
    by side with none below, `apart` with others below, `forest` between those who report to none.
    """

    tier: float = 22.0
    stack: float = 8.0
    indent: float = 10.0
    column: float = 10.0
    near: float = 11.0
    apart: float = 15.0
    forest: float = 30.0


AIRY = Air()
CLOSE = Air(16.0, 6.0, 9.0, 7.0, 8.0, 11.0, 24.0)


@dataclass(frozen=True, slots=True)
class Manner:
    """How to arrange.

    How wide a box is, how many tiers under the first stand side by side, how tall a column may be, and how wide a row
    of those who report to none.
    """

    width: float
    tiers: int
    column: float
    row: float
    air: Air = AIRY


@dataclass(slots=True)
class Block:
    """The room that a post takes with all under it, and how far from its left the middle of its own box is."""

    width: float
    height: float
    middle: float
    columns: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A chart arranged, in points: its size, how wide a box is, where each begins and how tall it is, and the lines."""

    width: float
    height: float
    box: float
    places: tuple[tuple[float, float], ...]
    heights: tuple[float, ...]
    lines: tuple[Line, ...]

    def placed(self, left: float, top: float, scale: float) -> Arrangement:
        """It in its place on a drawing, larger or smaller."""
        return Arrangement(
            self.width * scale,
            self.height * scale,
            self.box * scale,
            tuple((left + x * scale, top + y * scale) for x, y in self.places),
            tuple(height * scale for height in self.heights),
            tuple(
                Line(left + one.x * scale, top + one.y * scale, one.across * scale, one.down * scale, weight=scale)
                for one in self.lines
            ),
        )


class Arranging:
    """One manner tried on a chart. `heights` are how tall the boxes must be for their words."""

    def __init__(self, tree: Tree, heights: Sequence[float], manner: Manner) -> None:
        self.tree, self.manner, self.air = tree, manner, manner.air
        self.heights = list(heights)
        self._make_tiers_even()
        self.blocks: list[Block] = [Block(0, 0, 0, [])] * len(heights)
        for number in tree.upwards():
            self.blocks[number] = self._block(number)
        roots = tree.roots
        self.rows = heaps([self.blocks[root].width for root in roots], self.air.forest, manner.row)
        self.row_heights = [max(self.blocks[root].height for root in roots[slice(*row)]) for row in self.rows]
        widths = [
            stacked([self.blocks[root].width for root in roots[slice(*row)]], self.air.forest) for row in self.rows
        ]
        self.width, self.height = max(widths), stacked(self.row_heights, self.air.forest)

    def _make_tiers_even(self) -> None:
        """Boxes that stand side by side are as tall as the tallest of their tier, those at the top as one another."""
        tiers: dict[tuple[int, int], list[int]] = defaultdict(list)
        root = 0
        for number, depth in enumerate(self.tree.depths):
            root = root if depth else number
            if depth <= self.manner.tiers:
                tiers[root if depth else 0, depth].append(number)
        for tier in tiers.values():
            tallest = max(self.heights[number] for number in tier)
            for number in tier:
                self.heights[number] = tallest

    def _block(self, number: int) -> Block:
        children, width, own = self.tree.children[number], self.manner.width, self.heights[number]
        if not children:
            return Block(width, own, width / 2, [])
        blocks = [self.blocks[child] for child in children]
        below = self.tree.depths[number] - self.manner.tiers
        if below < 0:
            lefts = self._lefts(children)
            middle = _over([left + block.middle for left, block in zip(lefts, blocks, strict=True)])
            return Block(lefts[-1] + blocks[-1].width, own + self.air.tier + max(b.height for b in blocks), middle, [])
        high = [block.height for block in blocks]
        columns = heaps(high, self.air.stack, self.manner.column - below * (own + self.air.tier))
        if len(columns) == 1:
            broad = max(width, self.air.indent + max(block.width for block in blocks))
            return Block(broad, own + self.air.stack + stacked(high, self.air.stack), width / 2, columns)
        wide = stacked(
            [self.air.indent + max(b.width for b in blocks[slice(*column)]) for column in columns], self.air.column
        )
        tall = max(stacked(high[slice(*column)], self.air.stack) for column in columns)
        return Block(wide, own + self.air.tier + tall, width / 2 if below else wide / 2, columns)

    @property
    def uneven(self) -> bool:
        """Whether of the superiors in the last tier side by side some have one column under them and some several."""
        counts = [
            len(b.columns) for b, depth in zip(self.blocks, self.tree.depths, strict=True) if depth == self.manner.tiers
        ]
        return 1 in counts and max(counts) > 1

    @property
    def nested(self) -> int:
        """How many have several columns under them and stand in a column themselves."""
        pairs = zip(self.blocks, self.tree.depths, strict=True)
        return sum(len(block.columns) > 1 and depth > self.manner.tiers for block, depth in pairs)

    def _lefts(self, children: Sequence[int]) -> list[float]:
        """How far from the left of the first each of some boxes side by side begins."""
        lefts, left = [], 0.0
        for number, child in enumerate(children):
            lefts.append(left)
            after = children[number + 1 : number + 2]
            alone = not any(self.tree.children[one] for one in (child, *after))
            left += self.blocks[child].width + (self.air.near if alone else self.air.apart)
        return lefts

    def arranged(self) -> Arrangement:
        """Where everything stands."""
        corners: list[tuple[float, float]] = [(0, 0)] * len(self.heights)
        top = 0.0
        for row, height in zip(self.rows, self.row_heights, strict=True):
            roots = self.tree.roots[slice(*row)]
            left = (self.width - stacked([self.blocks[root].width for root in roots], self.air.forest)) / 2
            left = left if len(self.rows) == 1 else 0.0
            for root in roots:
                corners[root] = (left, top)
                left += self.blocks[root].width + self.air.forest
            top += height + self.air.forest
        lines: list[Line] = []
        for number in range(len(corners)):
            if self.tree.children[number]:
                lines += self._set(number, corners)
        half = self.manner.width / 2
        places = [(x + block.middle - half, y) for (x, y), block in zip(corners, self.blocks, strict=True)]
        return Arrangement(self.width, self.height, self.manner.width, tuple(places), tuple(self.heights), tuple(lines))

    def _set(self, number: int, corners: list[tuple[float, float]]) -> list[Line]:
        """Gives those under a post their corners, and the lines to them."""
        block = self.blocks[number]
        if not block.columns:
            return self._side_by_side(number, corners)
        left, top = corners[number]
        bottom = top + self.heights[number]
        if len(block.columns) == 1:
            start = left + block.middle - self.manner.width / 2
            return self._column(self.tree.children[number], start, bottom, bottom + self.air.stack, corners)
        bus, lines, ends = bottom + self.air.tier / 2, [], [left + block.middle]
        for column in block.columns:
            children = self.tree.children[number][slice(*column)]
            lines += self._column(children, left, bus, bottom + self.air.tier, corners)
            ends.append(left + self.air.indent / 2)
            left += self.air.indent + max(self.blocks[child].width for child in children) + self.air.column
        return [
            Line(ends[0], bottom, down=self.air.tier / 2),
            Line(min(ends), bus, across=max(ends) - min(ends)),
            *lines,
        ]

    def _column(
        self, children: Sequence[int], left: float, start: float, top: float, corners: list[tuple[float, float]]
    ) -> list[Line]:
        lines, spine = [], left + self.air.indent / 2
        for child in children:
            corners[child] = (left + self.air.indent, top)
            middle = top + self.heights[child] / 2
            own = left + self.air.indent + self.blocks[child].middle - self.manner.width / 2
            lines.append(Line(spine, middle, across=own - spine))
            top += self.blocks[child].height + self.air.stack
        return [Line(spine, start, down=lines[-1].y - start), *lines]

    def _side_by_side(self, number: int, corners: list[tuple[float, float]]) -> list[Line]:
        left, top = corners[number]
        bottom = top + self.heights[number]
        children = self.tree.children[number]
        middle = left + self.blocks[number].middle
        for child, offset in zip(children, self._lefts(children), strict=True):
            corners[child] = (left + offset, bottom + self.air.tier)
        ends = [corners[child][0] + self.blocks[child].middle for child in children]
        if len(ends) == 1:
            return [Line(middle, bottom, down=self.air.tier)]
        bus = bottom + self.air.tier / 2
        down = [Line(end, bus, down=self.air.tier / 2) for end in ends]
        return [Line(middle, bottom, down=self.air.tier / 2), Line(ends[0], bus, across=ends[-1] - ends[0]), *down]


def _over(middles: Sequence[float]) -> float:
    """Where the middle of a box is above others: in theirs, or straight above one of them that is near that."""
    middle = (middles[0] + middles[-1]) / 2
    nearest = min(middles, key=lambda one: abs(one - middle))
    return nearest if abs(nearest - middle) < STRAIGHT else middle
